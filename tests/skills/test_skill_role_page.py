import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from skills.algebra.paths import NAME, description, listing, requirement
from skills.models import Document
from skills.projection import live_content
from tests.factories import edit, make_role, make_skill, retire
from tests.people import make_person

pytestmark = pytest.mark.django_db

PAGE = "/skills/sql/roles/analyst/"


@pytest.fixture
def sql() -> Document:
    return make_skill(
        required={"analyst senior": "Explains the numbers to everyone who asks"},
        optional={
            "analyst junior": "Counts the rows of a table",
            "analyst middle": "Counts the rows of several tables",
        },
    )


def page(client: Client, query: str = "") -> str:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_it_shows_five_levels_with_what_differs(client: Client, sql: Document) -> None:
    shown = re.sub(r'<span class="visually-hidden">.*?</span>', "", page(client))
    assert "Counts the rows of <del>a table</del><ins>several tables</ins>" in shown
    assert "Marked: what differs from Junior." in shown
    assert shown.count('class="rung-level"') == 5
    assert "nothing said" in shown


def test_texts_that_share_little_are_shown_whole(client: Client, sql: Document) -> None:
    shown = page(client)
    assert '<p class="said">Explains the numbers to everyone who asks</p>' in shown
    assert shown.count("<del>") <= 1
    assert "becomes required" in shown


def test_the_same_words_are_said_to_be_the_same(client: Client, sql: Document) -> None:
    edit(sql, {description("analyst", "middle"): "Counts the rows of a table"})
    assert "same words as Junior" in page(client)


def test_it_says_who_last_changed_each(client: Client, sql: Document) -> None:
    edit(sql, {description("analyst", "middle"): "Counts everything"}, by=make_person("ada"))
    shown = page(client)
    assert re.search(r'Last changed by ada on [^,]+, <a href="/skills/sql/history/2/">', shown)
    assert shown.count("Last changed by author") == 2
    assert "2 revisions changed these levels" in shown


def test_it_says_who_reviewed_the_change(client: Client, sql: Document) -> None:
    path = description("analyst", "middle")
    edit(sql, {path: "Counts everything"}, by=make_person("ada"), reviewer=make_person("mona"))
    assert "</a> · reviewed by mona</p>" in page(client)


def test_changes_of_other_roles_are_not_its_history(client: Client, sql: Document) -> None:
    make_role("tester")
    values: dict[object, str | None] = {
        listing("tester"): "listed",
        requirement("tester", "junior"): "required",
        description("tester", "junior"): "Tests",
    }
    edit(sql, values)
    assert "1 revision changed these levels" in page(client)


def test_htmx_gets_a_row_and_the_address_stays(client: Client, sql: Document) -> None:
    response = client.get(PAGE, headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert response.content.strip().startswith(b'<tr class="opened"')
    assert b"<html" not in response.content
    assert b'href="/skills/sql/roles/analyst/"' in response.content
    assert response["HX-Push-Url"] == "false"
    assert "HX-Request" in response["Vary"]


def test_a_cell_that_was_removed_says_by_whom(client: Client, sql: Document) -> None:
    path = requirement("analyst", "middle")
    edit(sql, {path: None, description("analyst", "middle"): None}, by=make_person("ada"))
    assert "Removed by ada" in page(client)


def test_a_role_that_was_removed_keeps_a_page(client: Client, sql: Document) -> None:
    edit(sql, {path: None for path in live_content(sql) if path.role})
    assert "no longer has anything for Analyst" in page(client)
    assert "Counts the rows of a table" in page(client, "?revision=1")


def test_a_role_that_was_added_later_had_nothing_then(client: Client, sql: Document) -> None:
    make_skill("python", required={"tester junior": "Tests"})
    assert client.get("/skills/sql/roles/tester/").status_code == 404


def test_the_past_shows_neither_later_words_nor_later_names(client: Client, sql: Document) -> None:
    edit(Document.objects.get(kind="role", slug="analyst"), {NAME: "Number Cruncher"})
    edit(sql, {description("analyst", "junior"): "Sums up"})
    then = page(client, "?revision=1")
    assert "Sums up" not in then
    assert "Number Cruncher" not in then
    assert "1 revision changed these levels" in then
    assert "This is revision 1" in then
    assert f'<a href="{PAGE}">See it today</a>' in then


def test_a_retired_role_says_so_and_names_its_successor(client: Client, sql: Document) -> None:
    make_role("data-analyst", name="Data Analyst")
    retire(Document.objects.get(kind="role", slug="analyst"), successor="data-analyst")
    shown = page(client)
    assert "The role Analyst is retired" in shown
    assert "Counts the rows" in shown
    assert '<a href="/roles/data-analyst/">Data Analyst</a>' in shown


def test_bad_questions_are_answered_with_400(client: Client, sql: Document) -> None:
    assert client.get(f"{PAGE}?as_of=yesterday").status_code == 400
    assert client.get(f"{PAGE}?revision=x").status_code == 400
    assert client.get(f"{PAGE}?revision=9").status_code == 404


def test_it_is_for_reading_only(client: Client, sql: Document) -> None:
    assert client.post(PAGE).status_code == 405


def test_text_is_shown_as_text(client: Client) -> None:
    make_skill(
        required={"analyst junior": "Reads <b>one</b> table", "analyst middle": "Reads <b>all</b>"}
    )
    assert "<b>one" not in page(client)
    assert "<b>all" not in page(client)


@pytest.mark.parametrize("query", ["", "?revision=1", "?as_of=2099-01-01"])
def test_queries_do_not_grow_with_the_history(
    client: Client, sql: Document, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    with django_assert_max_num_queries(8) as before:
        client.get(PAGE + query)
    for number in range(15):
        edit(sql, {description("analyst", "junior"): f"Counts to {number}"})
    with django_assert_max_num_queries(len(before)):
        client.get(PAGE + query)
