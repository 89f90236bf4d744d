import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from skills.algebra.changes import Change, diff
from skills.algebra.paths import (
    ACTIVE,
    NAME,
    PARENT,
    STATUS,
    SUMMARY,
    Path,
    description,
    requirement,
)
from skills.models import Document, Revision
from skills.publishing import publish
from skills.redaction import redact
from tests.factories import author, edit, make_domain, make_group, make_role, make_skill, retire
from tests.people import make_moderator, make_person

pytestmark = pytest.mark.django_db

JUNIOR = description("data-engineer", "junior")
JUNIOR_REQUIRED = requirement("data-engineer", "junior")


@pytest.fixture
def sql() -> Document:
    """Three revisions: a paragraph is said better, then it becomes required."""
    document = make_skill(optional={"data-engineer junior": "Reads simple queries"})
    edit(document, {JUNIOR: "Reads and writes simple queries"}, summary="Writing matters too")
    alice = make_person("alice", display_name="Alice Ngo")
    with time_machine.travel(datetime(2036, 3, 3, 12, tzinfo=UTC), tick=False):
        edit(
            document,
            {JUNIOR_REQUIRED: "required"},
            by=alice,
            reviewer=make_moderator(),
            summary="Every posting asks for it",
        )
    return document


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


def test_the_history_says_what_was_taken_back_and_where(client: Client, sql: Document) -> None:
    worse = edit(sql, {SUMMARY: "Worse"})
    back = edit(sql, {SUMMARY: None})
    Revision.objects.filter(pk=back.pk).update(reverts=worse)
    for address in ("/skills/sql/history/", "/skills/sql/history/5/"):
        link = '<a href="/skills/sql/history/4/">revision 4</a>'
        assert f"Takes back {link}." in read(client, address)
    for address in ("/skills/sql/history/", "/skills/sql/history/4/"):
        link = '<a href="/skills/sql/history/5/">revision 5</a>'
        assert f"Taken back in {link}." in read(client, address)


def test_the_history_names_people_kinds_dates_and_reasons(client: Client, sql: Document) -> None:
    page = read(client, "/skills/sql/history/")
    assert page.index("Revision 3") < page.index("Revision 2") < page.index("Revision 1")
    assert "by <b>Alice Ngo</b>, reviewed by <b>mona</b>" in page
    assert "became required" in page
    assert "Every posting asks for it" in page
    assert "3 March 2036" in page


def test_the_history_says_where(client: Client, sql: Document) -> None:
    edit(sql, {SUMMARY: "Tables"}, summary="Say what it is")
    page = read(client, "/skills/sql/history/")
    assert "<b>Data Engineer · Junior</b>" in page
    assert '<b>the summary</b></p> <p class="mb-1 pre-line">“Say what it is”' in page


def test_the_history_says_how_much_changed(client: Client, sql: Document) -> None:
    edit(sql, {SUMMARY: "Tables", JUNIOR: "Reads and writes queries"})
    page = read(client, "/skills/sql/history/")
    assert "1 expectation, 1 detail" in page
    assert "1 character less" in page


def test_an_import_names_its_source_and_the_date_it_claims(client: Client, sql: Document) -> None:
    publish(
        sql,
        [Change(SUMMARY, None, "Tables")],
        author=author(),
        summary="",
        source="profile",
        source_date=date(2024, 5, 6),
    )
    assert "imported from “profile”, dated 6 May 2024" in read(client, "/skills/sql/history/")


def test_a_long_history_is_spread_over_pages(client: Client, sql: Document) -> None:
    for number in range(30):
        edit(sql, {SUMMARY: f"Tables {number}"})
    first = read(client, "/skills/sql/history/")
    assert "Page 1 of 2" in first
    assert "Revision 3<" not in first
    assert "Revision 3<" in read(client, "/skills/sql/history/?page=2")
    assert "Page 2 of 2" in read(client, "/skills/sql/history/?page=999")
    assert "Page 1 of 2" in read(client, "/skills/sql/history/?page=%00")


def test_the_history_takes_the_same_queries_for_any_length(
    client: Client, sql: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edit(sql, {JUNIOR: "Reads queries"})
    with CaptureQueriesContext(connection) as few:
        client.get("/skills/sql/history/")
    for number in range(20):
        edit(sql, {SUMMARY: f"Tables {number}"})
    with django_assert_num_queries(len(few)):
        client.get("/skills/sql/history/")


def test_one_revision_has_nothing_to_be_compared_with(client: Client) -> None:
    make_skill()
    page = read(client, "/skills/sql/history/")
    assert "One revision is on record." in page
    assert 'type="radio"' not in page


def test_a_revision_shows_who_when_why_and_each_word(client: Client, sql: Document) -> None:
    page = read(client, "/skills/sql/history/2/")
    assert "“Writing matters too”" in page
    assert "Data Engineer · Junior" in page
    assert re.search("added: </span> ?and writes ?<", page)
    assert "/skills/sql/?revision=2#cell-data-engineer-junior" in page


def test_a_revision_leads_to_its_neighbours(client: Client, sql: Document) -> None:
    page = read(client, "/skills/sql/history/2/")
    assert 'rel="prev" href="/skills/sql/history/1/"' in page
    assert 'rel="next" href="/skills/sql/history/3/"' in page
    assert 'rel="prev"' not in read(client, "/skills/sql/history/1/")
    assert 'rel="next"' not in read(client, "/skills/sql/history/3/")


def test_the_first_revision_shows_all_as_new(client: Client, sql: Document) -> None:
    page = read(client, "/skills/sql/history/1/")
    assert "<ins>Reads simple queries</ins>" in page
    assert "renamed" not in page


def test_names_are_those_of_then(client: Client, sql: Document) -> None:
    edit(Document.objects.get(kind="role", slug="data-engineer"), {NAME: "Data Plumber"})
    assert "Data Engineer · Junior" in read(client, "/skills/sql/history/2/")
    edit(sql, {JUNIOR: "Reads and writes queries"})
    assert "Data Plumber · Junior" in read(client, "/skills/sql/history/4/")


def test_a_large_revision_is_spread_over_pages_and_filtered_by_role(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_skill(required={f"role-{number}": "Text" for number in range(10)})
    with django_assert_num_queries(6):
        page = read(client, "/skills/sql/history/1/")
    assert "Page 1 of 2" in page
    page = read(client, "/skills/sql/history/1/?role=role-9")
    assert page.count('class="change panel"') == 5
    assert "Role 9 · Junior" in page


@pytest.mark.parametrize("role", ["nobody", "%00", "x" * 3000])
def test_a_role_that_was_not_touched_filters_nothing(
    client: Client, sql: Document, role: str
) -> None:
    assert "Data Engineer · Junior" in read(client, f"/skills/sql/history/2/?role={role}")


def test_a_role_shows_what_it_said_then(client: Client) -> None:
    role = make_role(summary="Moves data")
    make_domain("cloud", name="The Cloud")
    edit(role, {PARENT: "cloud", Path("link:https://example.org/"): "A talk"})
    edit(role, {SUMMARY: "Moves data safely", NAME: "Mover"})
    page = read(client, "/roles/data-engineer/history/2/")
    then = page[page.index("As it stood after revision 2") :]
    assert "Moves data</dd>" in then
    assert '<a href="/domains/cloud/" rel="noopener">The Cloud</a>' in then
    assert '<a href="https://example.org/" rel="noopener">A talk</a>' in then
    assert "Mover" not in then


@pytest.mark.parametrize("address", ["/groups/storage", "/domains/data", "/roles/data-engineer"])
def test_every_kind_of_document_has_a_history(client: Client, address: str) -> None:
    make_group()
    make_role()
    assert "Revision 1" in read(client, f"{address}/history/")
    assert "As it stood" in read(client, f"{address}/history/1/")


def test_two_revisions_are_compared_over_what_lies_between(client: Client, sql: Document) -> None:
    page = read(client, "/skills/sql/history/?from=1&to=3")
    assert "from revision 1 to 3" in page
    assert page.count('class="change panel"') == 1
    assert "became required" in page
    assert re.search("added: </span> ?and writes ?<", page)
    assert "Writing matters too" in page


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("from=3&to=1", "from revision 1 to 3"),
        ("from=1", "from revision 1 to 3"),
        ("to=3", "from revision 2 to 3"),
        ("from=&to=2", "from revision 1 to 2"),
    ],
)
def test_what_is_missing_or_the_wrong_way_round_is_put_right(
    client: Client, sql: Document, query: str, title: str
) -> None:
    assert title in read(client, f"/skills/sql/history/?{query}")


def test_what_was_changed_back_is_no_difference(client: Client, sql: Document) -> None:
    edit(sql, {SUMMARY: "Tables"})
    edit(sql, {SUMMARY: None})
    assert "Nothing is different" in read(client, "/skills/sql/history/?from=3&to=5")


def test_a_revision_is_not_compared_with_itself(client: Client, sql: Document) -> None:
    assert "one and the same revision" in read(client, "/skills/sql/history/?from=2&to=2")


def test_a_comparison_takes_the_same_queries_for_any_distance(
    client: Client, sql: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        client.get("/skills/sql/history/?from=1&to=3")
    for number in range(30):
        edit(sql, {JUNIOR: f"Reads {number} queries"})
    with django_assert_num_queries(6):
        page = read(client, "/skills/sql/history/?from=1&to=33")
    assert "and 12 earlier ones" in page


@pytest.mark.parametrize("number", ["x", "-1", "1.5", "%00", "9" * 20, "²"])
def test_what_is_no_number_gets_an_answer_that_helps(
    client: Client, sql: Document, number: str
) -> None:
    assert "from=3&to=7" in read(client, f"/skills/sql/history/?from={number}&to=2", 400)


@pytest.mark.parametrize("number", [0, 4, 999999999999999999999999])
def test_a_number_that_is_not_there_says_which_are(
    client: Client, sql: Document, number: int
) -> None:
    page = read(client, f"/skills/sql/history/{number}/", 404)
    assert "from revision 1 to revision 3" in page


def test_a_comparison_with_a_missing_revision_says_so(client: Client, sql: Document) -> None:
    assert "no revision 9 here" in read(client, "/skills/sql/history/?from=1&to=9", 404)
    assert "no revision 0 here" in read(client, "/skills/sql/history/?from=0&to=2", 404)


def test_what_was_before_an_import_is_not_there_and_the_page_says_why(client: Client) -> None:
    make_group()
    document = Document.objects.claim("skill", "sql")
    content = {NAME: "SQL", STATUS: ACTIVE, PARENT: "storage"}
    publish(document, diff({}, content), author=author(), summary="", number=7)
    page = read(client, "/skills/sql/history/3/", 404)
    assert "begins with revision 7" in page
    assert 'rel="prev"' not in read(client, "/skills/sql/history/7/")


@pytest.mark.parametrize("address", ["history/", "history/1/"])
def test_an_unknown_document_is_a_404(client: Client, address: str) -> None:
    Document.objects.claim("skill", "only-proposed")
    assert client.get(f"/skills/nothing/{address}").status_code == 404
    assert client.get(f"/skills/only-proposed/{address}").status_code == 404


def test_a_retired_document_keeps_its_history_and_names_its_successor(
    client: Client, sql: Document
) -> None:
    make_skill("graphs", name="Graphs")
    retire(sql, successor="graphs")
    page = read(client, "/skills/sql/history/")
    assert "This skill is retired" in page
    assert '<a href="/skills/graphs/">Graphs</a>' in page
    page = read(client, "/skills/sql/history/4/")
    assert "Retired" in page
    assert "What takes its place" in page


def test_a_redaction_says_what_it_did(client: Client, sql: Document) -> None:
    redact(sql, "simple", replacement="[removed]", author=author(), summary="A request")
    assert "Words were removed for good" in read(client, "/skills/sql/history/4/")
    page = read(client, "/skills/sql/history/2/")
    assert "[removed] queries" in page
    assert "simple" not in page


def test_text_is_shown_as_text(client: Client, sql: Document) -> None:
    script = "<script>alert(1)</script>"
    edit(sql, {JUNIOR: script, NAME: script}, summary=script)
    for address in ("", "4/", "?from=1&to=4"):
        page = client.get(f"/skills/sql/history/{address}").content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page


def test_pages_are_the_same_for_everyone(client: Client, sql: Document) -> None:
    for address in ("", "2/", "?from=1&to=3"):
        response = client.get(f"/skills/sql/history/{address}")
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["", "1/"])
def test_only_reading_is_possible(client: Client, sql: Document, address: str) -> None:
    assert client.post(f"/skills/sql/history/{address}").status_code == 405
