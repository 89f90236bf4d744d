"""Retiring, naming a successor, bringing back."""

import pytest
from django.test import Client

from proposals.models import Proposal
from skills.algebra.changes import Change
from skills.algebra.paths import STATUS, SUCCESSOR
from skills.models import Document
from tests.factories import make_role, make_skill, retire
from tests.proposals.factories import make_contributor
from tests.proposals.pages import client_of, page, sent

pytestmark = pytest.mark.django_db
ADDRESS = "/skills/sql/suggest/retire/"


@pytest.fixture
def sql() -> Document:
    make_skill("newsql", name="New SQL")
    return make_skill(required={"data-engineer": "Queries"})


@pytest.fixture
def carla(client: Client) -> Client:
    return client_of(make_contributor())


def form(document: Document, **fields: str) -> dict[str, str]:
    start = {"base": str(document.number), "successor": "", "cause": "outdated", "do": "send"}
    return start | fields


def changes(proposal: Proposal) -> list[Change]:
    return [row.as_tuple() for row in proposal.current_changes()]


@pytest.mark.parametrize(
    "typed",
    ["New SQL", "new sql", "newsql", "/skills/newsql/", "https://rungs.example/skills/newsql/?x=1"],
)
def test_it_names_a_successor_in_whatever_way(carla: Client, sql: Document, typed: str) -> None:
    proposal = sent(carla.post(ADDRESS, form(sql, successor=typed)))
    assert changes(proposal) == [
        Change(STATUS, "active", "retired"),
        Change(SUCCESSOR, None, "newsql"),
    ]


@pytest.mark.parametrize("words", ["new", "new sqll", "/skills/newsql/"])
def test_it_is_found_as_the_site_s_search_finds_it(
    carla: Client, sql: Document, words: str
) -> None:
    shown = page(carla.post(ADDRESS, form(sql, successor=words, do="preview")))
    assert 'name="successor_slug" id="successor-newsql" value="newsql"' in shown
    assert 'value="sql"' not in shown


def test_what_was_chosen_counts_while_its_words_stand(carla: Client, sql: Document) -> None:
    make_skill("nosql", name="Not only SQL")
    chosen = form(sql, successor="new", searched="new", successor_slug="newsql")
    assert changes(sent(carla.post(ADDRESS, chosen)))[1].new == "newsql"
    other = chosen | {"successor": "nosql"}
    assert changes(sent(carla.post(ADDRESS, other)))[1].new == "nosql"
    none = chosen | {"successor": "", "successor_slug": ""}
    assert len(changes(sent(carla.post(ADDRESS, none)))) == 1


def test_words_without_a_choice_are_not_taken_for_nothing(carla: Client, sql: Document) -> None:
    searched = form(sql, successor="new", searched="new")
    response = carla.post(ADDRESS, searched)
    assert response.status_code == 422
    assert 'id="successor-nothing" value="">' in page(response)
    assert len(changes(sent(carla.post(ADDRESS, searched | {"successor_slug": ""})))) == 1


@pytest.mark.parametrize("slug", ["sql", "gone"])
def test_nor_can_it_be_what_nobody_offered(carla: Client, sql: Document, slug: str) -> None:
    assert carla.post(ADDRESS, form(sql, successor_slug=slug)).status_code == 422


def test_what_is_found_comes_while_typing(carla: Client, sql: Document) -> None:
    typing = {"HX-Request": "true", "HX-Target": "successors"}
    shown = page(carla.post(ADDRESS, form(sql, successor="newsql", do=""), headers=typing))
    assert "1 found" in shown
    assert 'value="newsql" checked' in shown
    assert "<form" not in shown


def test_it_may_have_none(carla: Client, sql: Document) -> None:
    assert sent(carla.post(ADDRESS, form(sql))).kind == "retired"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Nothing like it", "Nothing in use is called"),
        ("new", "Choose one of those found"),
        ("sql", "take its own place"),
        ("x" * 90_000, "Nothing in use is"),
    ],
)
def test_what_it_can_not_be_is_said(carla: Client, sql: Document, typed: str, said: str) -> None:
    response = carla.post(ADDRESS, form(sql, successor=typed))
    assert response.status_code == 422
    assert said in page(response)
    assert f'value="{typed}"' in page(response)


def test_what_is_retired_can_come_back(carla: Client, sql: Document) -> None:
    retire(sql, successor="newsql")
    assert "Bring it back into use" in page(carla.get(ADDRESS))
    assert sent(carla.post(ADDRESS, form(sql, back="on"))).kind == "restored"


def test_a_preview_sends_nothing(carla: Client, sql: Document) -> None:
    assert "New SQL" in page(carla.post(ADDRESS, form(sql, successor="newsql", do="preview")))
    assert not Proposal.objects.exists()


def test_roles_have_it_too(carla: Client) -> None:
    role = make_role("painter")
    address = "/roles/painter/suggest/retire/"
    assert carla.get(address).status_code == 200
    assert sent(carla.post(address, form(role))).document == role


def test_it_is_missing_or_asked_wrongly(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404
    assert client.delete(ADDRESS).status_code == 405
