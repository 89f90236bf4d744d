"""A role's page."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from skills.algebra.paths import NAME, PARENT, requirement
from tests.factories import edit, make_group, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def shown(page: Any) -> dict[str, list[str]]:
    """The map on a page: names of skills by name of group."""
    return {group.group.name: [row.name for row in group.rows] for group in page.context["map"]}


def test_it_maps_every_skill_by_group_and_level(client: Client) -> None:
    make_group("web", domain="front", name="Web")
    make_role("dba", name="DBA", summary="Guards the data")
    make_skill(
        "sql", name="SQL", required={"dba senior": "Reads plans"}, optional={"dba junior": "R"}
    )
    make_skill("css", name="CSS", group="web", optional={"dba junior": "Styles"})
    page = client.get("/roles/dba/")
    assert "Guards the data" in page.text
    assert shown(page) == {"Storage": ["SQL"], "Web": ["CSS"]}
    (sql,) = page.context["map"][0].rows
    assert [cell.kind for cell in sql.cells] == ["optional", "none", "required", "none", "none"]
    assert 'href="/skills/sql/#cell-dba-senior"' in page.text


def test_each_level_says_what_it_is_and_counts(client: Client) -> None:
    make_skill("sql", required={"dba": "Reads"})
    make_skill("git", optional={"dba junior": "Commits"})
    page = client.get("/roles/dba/")
    assert "You own a system" in page.text
    assert [rung.counts for rung in page.context["rungs"]][:2] == [(1, 1), (1, 0)]
    assert 'href="/roles/dba/senior/"' in page.text


def test_it_narrows_to_what_is_required(client: Client) -> None:
    make_skill("sql", name="SQL", required={"dba senior": "Reads"})
    make_skill("git", name="Git", optional={"dba senior": "Commits"})
    page = client.get("/roles/dba/", {"required": "1"})
    assert shown(page) == {"Storage": ["SQL"]}
    assert "All 2" in page.text


def test_htmx_gets_the_map_alone(client: Client) -> None:
    make_skill("sql", required={"dba senior": "Reads"})
    answer = client.get("/roles/dba/", {"required": "1"}, headers={"HX-Request": "true"})
    assert "<table" in answer.text
    assert "<html" not in answer.text


def test_a_role_nobody_wrote_about_says_so(client: Client) -> None:
    make_role("dba")
    assert "No skill says anything about this role yet" in client.get("/roles/dba/").text


def test_unknown_roles_and_other_methods(client: Client) -> None:
    make_role("dba")
    assert client.get("/roles/nobody/").status_code == 404
    assert client.post("/roles/dba/").status_code == 405


def test_retired_skills_are_left_out(client: Client) -> None:
    make_skill("sql", name="SQL", required={"dba senior": "Reads"})
    retire(make_skill("cobol", required={"dba senior": "Remembers"}))
    assert shown(client.get("/roles/dba/")) == {"Storage": ["SQL"]}


def test_a_retired_role_names_its_successor_and_keeps_its_past(client: Client) -> None:
    make_role("data-engineer", name="Data Engineer")
    make_skill("sql", name="SQL", required={"dba senior": "Reads"})
    retire(make_role("dba"), successor="data-engineer")
    page = client.get("/roles/dba/")
    assert "has taken its place" in page.text
    assert 'href="/roles/data-engineer/"' in page.text
    before = client.get("/roles/dba/", {"as_of": page.context["before"]})
    assert shown(before) == {"Storage": ["SQL"]}
    assert "was retired by then" not in before.text


def test_as_of_shows_names_and_cells_of_that_day(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        skill = make_skill("sql", name="SQL", required={"dba senior": "Reads"})
        group, role = make_group("storage"), make_role("dba")
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        make_group("query", name="Querying")
        edit(skill, {NAME: "Structured Query Language", PARENT: "query"})
        edit(skill, {requirement("dba", "senior"): "optional"})
        edit(group, {NAME: "Keeping things"})
        edit(role, {NAME: "Database Person"})
    page = client.get("/roles/dba/", {"as_of": "2026-03-31"})
    assert shown(page) == {"Storage": ["SQL"]}
    assert page.context["role"].name == "Dba"
    assert page.context["whole"].required == 1
    assert "This is how it stood at the end of" in page.text
    assert 'href="/skills/sql/?as_of=2026-03-31#cell-dba-senior"' in page.text
    today = client.get("/roles/dba/")
    assert shown(today) == {"Querying": ["Structured Query Language"]}
    assert today.context["whole"].required == 0


def test_before_its_first_day_there_is_a_page_that_says_so(client: Client) -> None:
    make_role("dba")
    page = client.get("/roles/dba/", {"as_of": "2001-01-01"})
    assert page.status_code == 404
    assert "Its record begins on" in page.text


@pytest.mark.parametrize("as_of", ["yesterday", "2026-13-40", "\0", "0001-01-01T00:00:00+23:59"])
def test_a_date_that_is_none_gets_an_explanation(client: Client, as_of: str) -> None:
    make_role("dba")
    page = client.get("/roles/dba/", {"as_of": as_of})
    assert page.status_code == 400
    assert "Write a day as 2026-03-17" in page.text


@pytest.mark.parametrize("page", ["-1", "999", "x", "\0", "9" * 5000])
def test_a_wild_page_number_shows_a_page(client: Client, page: str) -> None:
    make_skill("sql", required={"dba senior": "Reads"})
    assert client.get("/roles/dba/", {"page": page, "level": "999"}).status_code == 200


def test_large_roles_come_in_pages_and_groups_lead_to_theirs(client: Client) -> None:
    for number in range(101):
        group = "aaa" if number < 100 else "zzz"
        make_skill(f"skill-{number}", group=group, optional={"dba junior": f"Does {number}"})
    page = client.get("/roles/dba/")
    assert len(shown(page)["Aaa"]) == 100
    assert 'href="?page=2#group-zzz"' in page.text
    assert shown(client.get("/roles/dba/", {"page": "2"})) == {"Zzz": ["Skill 100"]}


@pytest.mark.parametrize("query", [{}, {"required": "1"}, {"as_of": "2999-01-01"}])
def test_twenty_skills_cost_as_many_queries_as_one(
    client: Client, django_assert_max_num_queries: Any, query: dict[str, str]
) -> None:
    make_skill("sql", required={"dba": "Reads"})
    with django_assert_max_num_queries(8) as one:
        client.get("/roles/dba/", query)
    for number in range(20):
        make_skill(f"skill-{number}", group=f"group-{number}", required={"dba": f"Does {number}"})
    with django_assert_max_num_queries(8) as many:
        client.get("/roles/dba/", query)
    assert len(one) == len(many)
