"""A domain's map: skills, roles, one level."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_domain, make_group, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def test_squares_lead_to_what_is_expected(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x"}, optional={"analyst senior": "x"})
    page = client.get("/domains/data/map/")
    assert page.status_code == 200
    assert '<a class="r" href="/skills/sql/#cell-dba-senior">' in page.text
    assert '<a href="/skills/sql/#cell-analyst-senior">' in page.text
    assert "1 required, 1 optional" in page.text


def test_the_level_is_chosen_and_roles_without_a_word_are_left_out(client: Client) -> None:
    make_skill("sql", required={"dba junior": "x"}, optional={"analyst lead": "x"})
    roles = client.get("/domains/data/map/?level=junior").context["roles"]
    assert [(role.slug, role.required, role.optional) for role in roles] == [("dba", 1, 0)]
    assert "At Senior nothing is asked" in client.get("/domains/data/map/").text


def test_roles_of_the_domain_itself_come_first(client: Client) -> None:
    make_role("architect", domain="design")
    make_skill("sql", required={"architect senior": "x", "dba senior": "x"})
    page = client.get("/domains/data/map/")
    assert [role.slug for role in page.context["roles"]] == ["dba", "architect"]


def test_a_long_map_has_pages_that_go_on_with_their_group(client: Client) -> None:
    make_group("backups", name="Backups")
    for number in range(50):
        make_skill(f"s-{number:02}", group="backups", required={"dba senior": "x"})
    make_skill("sql", required={"dba senior": "x"})
    first, second = (client.get(f"/domains/data/map/?page={page}") for page in (1, 2))
    assert [(len(group.rows), group.continued) for group in first.context["groups"]] == [
        (40, False)
    ]
    assert [(len(group.rows), group.continued) for group in second.context["groups"]] == [
        (10, True),
        (1, False),
    ]
    assert 'href="/domains/data/map/?page=2#group-storage"' in first.text
    assert "51" in re.findall(r"<td>(\d+)</td>", first.text)


def test_what_is_retired_is_left_out(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x", "analyst senior": "x"})
    retire(make_skill("csv", required={"dba senior": "x"}))
    retire(make_role("analyst"))
    page = client.get("/domains/data/map/")
    assert "1 required, 0 optional" in page.text
    assert "csv" not in page.text


def test_a_domain_without_skills_says_so(client: Client) -> None:
    make_domain()
    assert "No skills in it yet" in client.get("/domains/data/map/").text


def test_what_cannot_be_shown_is_said(client: Client) -> None:
    make_domain()
    assert client.get("/domains/no-such/map/").status_code == 404
    assert client.get("/domains/data/map/?level=boss").status_code == 400
    assert client.get("/domains/data/map/?page=99").status_code == 200


def test_the_domain_leads_to_its_map(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x"})
    assert 'href="/domains/data/map/"' in client.get("/domains/data/").text


def test_it_is_the_same_for_everyone_and_asks_the_database_as_often(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x"})

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            response = client.get("/domains/data/map/")
        assert not response.cookies
        assert "csrf" not in response.text
        return len(found)

    few = queries()
    for number in range(20):
        make_skill(f"s-{number}", required={f"r-{number} senior": "x"})
    assert queries() == few
    assert few <= 9
