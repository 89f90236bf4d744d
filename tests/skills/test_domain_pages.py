"""Domains, and the groups that their skills are in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skills.algebra.paths import PARENT, SUMMARY
from tests.factories import edit, make_domain, make_group, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_says_what_is_in_each_domain(client: Client) -> None:
    make_skill("sql", required={"dba junior": "x"})
    retire(make_domain("old"))
    page = client.get("/domains/")
    ((domain, skills),) = page.context["rows"]
    assert (domain.slug, skills, domain.groups_in_use, domain.roles_in_use) == ("data", 1, 1, 1)
    assert 'href="/domains/data/"' in page.text


def test_an_empty_list_says_so(client: Client) -> None:
    assert "There are no domains yet" in client.get("/domains/").text


def test_a_domain_shows_its_groups_skills_and_roles(client: Client) -> None:
    edit(make_domain("data", name="Data"), {SUMMARY: "Keeping <facts>"})
    make_skill("sql", name="SQL", required={"dba junior": "x"})
    page = client.get("/domains/data/")
    assert page.status_code == 200
    for link in ("/groups/storage/", "/skills/sql/", "/roles/dba/", "/domains/data/history/"):
        assert f'href="{link}"' in page.text
    assert "Keeping &lt;facts&gt;" in page.text


def test_a_group_names_its_first_skills_and_leads_to_the_others(client: Client) -> None:
    for number in range(14):
        make_skill(f"sql-{number:02}")
    page = client.get("/domains/data/")
    ((_, number, first),) = page.context["groups"]
    assert (number, len(first), first[0].slug) == (14, 12, "sql-00")
    assert "All 14 skills" in page.text


def test_a_retired_group_stays_while_it_holds_skills(client: Client) -> None:
    skill = make_skill("sql")
    make_group("servers")
    retire(make_group("storage"))
    slugs = [group.slug for group, *_ in client.get("/domains/data/").context["groups"]]
    assert slugs == ["servers", "storage"]
    edit(skill, {PARENT: "servers"})
    slugs = [group.slug for group, *_ in client.get("/domains/data/").context["groups"]]
    assert slugs == ["servers"]


def test_a_retired_domain_says_so_and_what_took_its_place(client: Client) -> None:
    make_domain("new-data", name="New Data")
    retire(make_domain("data"), successor="new-data")
    page = client.get("/domains/data/")
    assert page.status_code == 200
    assert "This domain is retired" in page.text
    assert '<a href="/domains/new-data/">New Data</a>' in page.text


def test_a_group_shows_its_skills_with_the_roles_that_need_them(client: Client) -> None:
    make_skill("sql", required={"dba": "x"}, optional={"analyst lead": "x"})
    make_skill("csv", required={"webmaster junior": "x"})
    retire(make_role("webmaster"))
    page = client.get("/groups/storage/")
    csv, sql = page.context["rows"]
    assert [(role.slug, role.required) for role in sql.roles] == [("dba", 5), ("analyst", 0)]
    assert (sql.roles_in_all, sql.required, csv.roles) == (2, 5, [])
    assert 'href="/skills/sql/roles/dba/"' in page.text


def test_a_group_names_no_more_roles_than_fit(client: Client) -> None:
    make_skill("sql", required={f"role-{number} junior": "x" for number in range(11)})
    assert "and 3 more roles" in client.get("/groups/storage/").text


def test_a_retired_group_says_so_and_retired_skills_are_left_out(client: Client) -> None:
    retire(make_skill("sql", name="SQL"))
    make_group("files", name="Files")
    retire(make_group("storage"), successor="files")
    page = client.get("/groups/storage/")
    assert "This group is retired" in page.text
    assert 'href="/groups/files/"' in page.text
    assert "SQL" not in page.text


@pytest.mark.parametrize("address", ["/domains/no-such/", "/groups/no-such/", "/groups/a%00b/"])
def test_what_never_was_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_they_ask_the_database_as_often_for_one_as_for_twenty(client: Client) -> None:
    addresses = ("/domains/", "/domains/data/", "/groups/storage/")
    make_skill("sql", required={"dba junior": "x"})
    few = [queries_of(client, address) for address in addresses]
    for number in range(20):
        make_domain(f"domain-{number}")
        make_group(f"group-{number}")
        make_skill(f"s-{number}", group=f"group-{number}")
        make_skill(f"t-{number}", required={f"r-{number % 4} lead": "x"})
    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 8
