"""The home page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skills.algebra.paths import NAME
from tests.factories import edit, make_domain, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def test_it_leads_everywhere(client: Client) -> None:
    make_skill("sql", name="SQL", required={"dba junior": "x"})
    page = client.get("/")
    assert page.status_code == 200
    for link in ("/skills/", "/roles/", "/domains/", "/domains/data/", "/changes/", "/skills/sql/"):
        assert f'href="{link}"' in page.text
    assert 'action="/search/"' in page.text
    assert '<option value="dba">' in page.text
    assert "You finish tasks that somebody else has cut to size" in page.text


def test_domains_say_how_much_is_in_them(client: Client) -> None:
    make_skill("sql", required={"dba junior": "x", "analyst junior": "x"})
    retire(make_skill("flash"))
    retire(make_role("analyst"))
    retire(make_domain("old"))
    ((domain, skills, roles),) = client.get("/").context["cards"]
    assert (domain.slug, skills, roles) == ("data", 1, 1)


def test_its_counts_follow_what_is_published(client: Client) -> None:
    make_skill("sql")
    assert client.get("/").context["skills"] == 1
    make_skill("git")
    assert client.get("/").context["skills"] == 2


def test_what_changed_last_stands_first(client: Client) -> None:
    skill = make_skill("sql")
    edit(skill, {NAME: "Structured <i>"}, summary="As it is called")
    first = client.get("/").context["recent"][0]
    assert (first.name, first.number) == ("Structured <i>", 2)
    assert "Structured &lt;i&gt;" in client.get("/").text


def test_an_empty_matrix_says_how_to_fill_it(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "load_starter_matrix" in page.text


def test_choosing_a_role_leads_there(client: Client) -> None:
    make_role("dba")
    to_role = client.get("/", {"role": "dba", "level": ""})
    assert to_role["Location"] == "/roles/dba/"
    to_level = client.get("/", {"role": "dba", "level": "senior"})
    assert to_level["Location"] == "/roles/dba/senior/"


@pytest.mark.parametrize(
    "query", [{"role": "No role"}, {"role": "a\x00"}, {"role": "dba", "level": "999"}]
)
def test_choosing_what_there_is_not_is_said(client: Client, query: dict[str, str]) -> None:
    assert client.get("/", query).status_code == 400


def test_it_asks_the_database_as_often_however_much_there_is(client: Client) -> None:
    counts = []
    for number in range(20):
        make_domain(f"domain-{number}")
        make_skill(f"s-{number}", required={f"role-{number} junior": "x"})
        if number in (0, 19):
            with CaptureQueriesContext(connection) as queries:
                client.get("/")
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 8


def test_it_is_the_same_for_everyone(client: Client) -> None:
    page = client.get("/")
    assert not page.cookies
    assert "csrf" not in page.text
    assert "Cookie" not in page.get("Vary", "")
