"""Two roles at two levels, side by side."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from skills.algebra.paths import NAME, requirement
from tests.factories import edit, make_role, make_skill, retire

pytestmark = pytest.mark.django_db

MOVE = {"from": "dba", "from_level": "middle", "to": "sre", "to_level": "senior"}


def parts(page: Any) -> dict[str, list[str]]:
    """Skills by the part of the comparison they stand in."""
    return {
        str(part.heading.part): [pair.slug for _, pairs in part.groups for pair in pairs]
        for part in page.context["parts"]
    }


def write_two_roles() -> None:
    make_skill("both", required={"dba middle": "Both here", "sre senior": "Both there"})
    make_skill("up", optional={"dba middle": "Up here"}, required={"sre senior": "Up there"})
    make_skill("down", required={"dba middle": "Down here"}, optional={"sre senior": "Down there"})
    make_skill("here", required={"dba middle": "Here"}, optional={"sre lead": "Later"})
    make_skill("there", optional={"sre senior": "There"})


def test_it_says_what_is_shared_required_and_only_on_one_side(client: Client) -> None:
    write_two_roles()
    page = client.get("/roles/compare/", MOVE)
    assert parts(page) == {
        "required_there": ["up"],
        "only_there": ["there"],
        "shared": ["both"],
        "required_here": ["down"],
        "only_here": ["here"],
    }
    assert {heading.skills for heading in page.context["headings"]} == {1}
    for words in ("Up here", "Up there", "Both here", "Both there", "Here", "There"):
        assert words in page.text
    assert "Required only as Senior Sre" in page.text


def test_one_part_can_be_had_alone(client: Client) -> None:
    write_two_roles()
    page = client.get("/roles/compare/", MOVE | {"part": "only_there"})
    assert parts(page) == {"only_there": ["there"]}
    assert page.context["total"] == 5


def test_the_same_words_are_shown_once(client: Client) -> None:
    make_skill("sql", required={"dba middle": "Reads plans", "sre senior": "Reads plans"})
    page = client.get("/roles/compare/", MOVE)
    assert page.text.count("Reads plans") == 1
    assert "same words" in page.text


def test_one_role_at_two_levels_is_a_step_up(client: Client) -> None:
    make_skill("sql", optional={"dba middle": "Reads"}, required={"dba senior": "Plans"})
    page = client.get("/roles/compare/", MOVE | {"to": "dba"})
    assert "What the step asks" in page.text
    assert "Optional at Middle, required at Senior." in page.text
    assert parts(page) == {"required_there": ["sql"]}


def test_without_a_choice_it_offers_where_to_start(client: Client) -> None:
    make_role("dba", name="DBA")
    make_role("sre", name="SRE")
    page = client.get("/roles/compare/", {"from": "sre"})
    assert page.status_code == 200
    assert "?from=sre&amp;from_level=senior&amp;to=sre&amp;to_level=lead" in page.text
    assert "?from=sre&amp;from_level=senior&amp;to=dba&amp;to_level=senior" in page.text
    assert '<option value="sre" selected>' in page.text


def test_without_roles_it_says_so(client: Client) -> None:
    assert "There are no roles to compare yet" in client.get("/roles/compare/").text


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"from": "nobody"}, 404, "There is no role “nobody”."),
        ({"to": "\0"}, 404, "There is no role “”."),
        ({"to_level": "expert"}, 400, "There is no level “expert”."),
        ({"to": "dba", "to_level": "middle"}, 200, "Both sides are the same."),
        ({"as_of": "2001-01-01"}, 404, "did not exist yet"),
    ],
)
def test_what_cannot_be_compared_keeps_the_form_and_says_why(
    client: Client, query: dict[str, str], status: int, sentence: str
) -> None:
    write_two_roles()
    page = client.get("/roles/compare/", MOVE | query)
    assert page.status_code == status
    assert sentence in page.text
    assert "<form" in page.text


def test_a_retired_role_can_be_compared_in_its_past_alone(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        write_two_roles()
    retire(make_role("sre"))
    assert "The role Sre has been retired" in client.get("/roles/compare/", MOVE).text
    assert parts(client.get("/roles/compare/", MOVE | {"as_of": "2026-03-01"}))["shared"] == [
        "both"
    ]


def test_as_of_compares_what_stood_then(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        skill = make_skill("sql", name="SQL", optional={"dba middle": "R", "sre senior": "P"})
    edit(skill, {requirement("sre", "senior"): "required", NAME: "Query Language"})
    assert parts(client.get("/roles/compare/", MOVE)) == {"required_there": ["sql"]}
    then = client.get("/roles/compare/", MOVE | {"as_of": "2026-03-02"})
    assert parts(then) == {"shared": ["sql"]}
    assert "Query Language" not in then.text
    assert "See it as it is today" in then.text


@pytest.mark.parametrize("query", ["part=sideways", "page=-1", "page=%00", "from_level=&to_level="])
def test_wild_queries_show_a_page(client: Client, query: str) -> None:
    write_two_roles()
    assert client.get(f"/roles/compare/?from=dba&to=sre&{query}").status_code == 200


def test_html_shows_as_text(client: Client) -> None:
    make_skill(
        "sql", name="<b>SQL</b>", required={"dba middle": "<i>R</i>", "sre senior": "<i>P</i>"}
    )
    text = client.get("/roles/compare/", MOVE).text
    assert "<b>SQL" not in text
    assert "&lt;i&gt;P" in text


@pytest.mark.parametrize("query", [{}, {"as_of": "2999-01-01"}])
def test_twenty_skills_cost_as_many_queries_as_one(
    client: Client, django_assert_max_num_queries: Any, query: dict[str, str]
) -> None:
    make_skill("sql", required={"dba": "Reads", "sre": "Plans"})
    with django_assert_max_num_queries(8) as one:
        client.get("/roles/compare/", MOVE | query)
    for number in range(20):
        group = f"group-{number}"
        make_skill(f"s{number}", group=group, required={"dba": f"A{number}", "sre": f"B{number}"})
    with django_assert_max_num_queries(8) as many:
        client.get("/roles/compare/", MOVE | query)
    assert len(one) == len(many)


def test_what_only_the_start_has_is_folded_away_when_long(client: Client) -> None:
    write_two_roles()
    assert "<details><summary>Show" not in client.get("/roles/compare/", MOVE).text
    for number in range(5):
        make_skill(f"more-{number}", optional={"dba middle": "Here too"})
    page = client.get("/roles/compare/", MOVE)
    assert "<details><summary>Show 6 skills" in page.text
    assert "Not in the matrix for Senior Sre" in page.text
    alone = client.get("/roles/compare/", MOVE | {"part": "only_here"})
    assert "<details><summary>Show" not in alone.text
