"""All roles, by domain."""

from typing import Any

import pytest
from django.test import Client

from skills.algebra.paths import requirement
from tests.factories import edit, make_domain, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def counts(client: Client) -> dict[str, tuple[int, int]]:
    """Skills, and those required, by role, as the list shows them."""
    domains = client.get("/roles/").context["domains"]
    return {card.slug: (card.skills, card.required) for _, cards in domains for card in cards}


def test_roles_stand_by_domain_with_what_they_ask_for(client: Client) -> None:
    make_domain("ops", name="Operations")
    make_role("sre", domain="ops", name="Site Reliability Engineer", summary="Keeps it up")
    make_skill("sql", required={"sre senior": "Reads plans"}, optional={"sre junior": "Reads"})
    make_skill("git", optional={"sre junior": "Commits"})
    page = client.get("/roles/")
    assert page.status_code == 200
    (domain,) = page.context["domains"]
    (card,) = domain.cards
    assert domain.domain == ("ops", "Operations")
    assert card == ("sre", "Site Reliability Engineer", "Keeps it up", 2, 1)
    assert 'href="/roles/sre/"' in page.text


def test_retired_roles_are_left_out(client: Client) -> None:
    retire(make_role("webmaster"))
    assert "webmaster" not in client.get("/roles/").text


@pytest.mark.parametrize("query", ["relia", "KEEPS engineer", "réliability"])
def test_it_finds_roles_by_every_word(client: Client, query: str) -> None:
    make_role("sre", name="Site Reliability Engineer", summary="Keeps it up")
    make_role("data-engineer")
    page = client.get("/roles/", {"q": query})
    assert [card.slug for _, cards in page.context["domains"] for card in cards] == ["sre"]


def test_nothing_found_says_so(client: Client) -> None:
    make_role()
    page = client.get("/roles/", {"q": "100%_\\ <b>"})
    assert "Try fewer or other words" in page.text
    assert "&lt;b&gt;" in page.text


def test_an_empty_matrix_says_so(client: Client) -> None:
    assert "There are no roles yet" in client.get("/roles/").text


def test_htmx_gets_the_list_alone(client: Client) -> None:
    make_role("data-engineer")
    answer = client.get("/roles/", {"q": "data"}, headers={"HX-Request": "true"})
    assert "Data Engineer" in answer.text
    assert "<html" not in answer.text
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(("query", "status"), [("\0", 200), ("x" * 201, 400)])
def test_wild_input_is_no_error_of_ours(client: Client, query: str, status: int) -> None:
    make_role()
    assert client.get("/roles/", {"q": query, "page": "-7"}).status_code == status


def test_names_with_html_show_as_text(client: Client) -> None:
    make_role("boss", name="<script>alert(1)</script>", summary="<i>slanted</i>")
    text = client.get("/roles/").text
    assert "<script>alert" not in text
    assert "&lt;i&gt;slanted" in text


def test_counts_follow_a_change_at_once(client: Client) -> None:
    skill = make_skill("sql", optional={"sre senior": "Reads plans"})
    assert counts(client) == {"sre": (1, 0)}
    edit(skill, {requirement("sre", "senior"): "required"})
    assert counts(client) == {"sre": (1, 1)}
    retire(skill)
    assert counts(client) == {"sre": (0, 0)}


def test_twenty_roles_cost_as_many_queries_as_one(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_skill("sql", required={"role-0 senior": "Reads"})
    with django_assert_num_queries(4):
        client.get("/roles/")
    make_skill("git", required={f"role-{n} senior": f"Commits {n}" for n in range(20)})
    with django_assert_num_queries(4):
        client.get("/roles/")
