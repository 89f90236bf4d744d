from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from skills.algebra.paths import NAME, PARENT, SUMMARY, description, requirement
from skills.models import Document
from skills.redaction import redact
from tests.factories import (
    author,
    cells,
    edit,
    make_domain,
    make_group,
    make_role,
    make_skill,
    retire,
)

pytestmark = pytest.mark.django_db

TODAY = datetime(2036, 3, 31, 12, tzinfo=UTC)
JUNIOR = description("data-engineer", "junior")
JUNIOR_REQUIRED = requirement("data-engineer", "junior")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def days_ago(days: int) -> time_machine.travel:
    return time_machine.travel(TODAY - timedelta(days=days), tick=False)


@pytest.fixture
def sql() -> Document:
    """A skill of half a year ago, optional for a data engineer and a DBA."""
    with days_ago(180):
        make_role("dba")
        return make_skill(optional={"data-engineer junior": "Reads queries", "dba": "Tunes"})


def read(client: Client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/changes/{query}")
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


def headings(page: str) -> list[str]:
    """The page's sections, in their order."""
    return [part.split(">", 1)[1].split("<")[0] for part in page.split('class="section-title"')[1:]]


def test_what_became_required_comes_first(client: Client, sql: Document) -> None:
    with days_ago(100):
        git = make_skill("git", required={"dba junior": "Commits"})
    with days_ago(9):
        edit(sql, {JUNIOR_REQUIRED: "required"}, summary="Asked for everywhere")
    with days_ago(8):
        edit(git, {requirement("dba", "junior"): "optional"})
    with days_ago(5):
        make_skill("graphs", required={"dba junior": "Draws"})
    edit(sql, {NAME: "SQL!"}, summary="Louder")
    page = read(client)
    assert headings(page) == ["Became required", "No longer required", "New"]
    assert "“Asked for everywhere”" in page
    assert "Data Engineer · Junior" in page
    assert "Changed: 3 skills." in page


def test_kinds_are_counted_and_one_can_be_chosen(client: Client, sql: Document) -> None:
    edit(sql, {JUNIOR_REQUIRED: "required", SUMMARY: "Tables"})
    assert "Became required <b>1</b>" in read(client)
    page = read(client, "?show=wording")
    assert headings(page) == ["Reworded"]
    assert "Data Engineer · Junior" not in page
    assert headings(read(client, "?show=nonsense")) == ["Became required"]


def test_what_came_to_nothing_is_left_out(client: Client, sql: Document) -> None:
    edit(sql, {JUNIOR_REQUIRED: "required"})
    edit(sql, {JUNIOR_REQUIRED: "optional"})
    assert "Nothing changed in this time." in read(client)


def test_a_period_has_two_whole_days_at_its_ends(client: Client, sql: Document) -> None:
    with days_ago(40):
        edit(sql, {SUMMARY: "Tables"})
    day = (TODAY - timedelta(days=40)).date()
    assert "Tables" not in read(client)
    assert "Tables" in read(client, f"?from={day}&to={day}")
    swapped = read(client, f"?from={day + timedelta(1)}&to={day}")
    assert "Tables" in swapped
    assert "The two dates were the other way round" in swapped
    assert "Tables" not in read(client, f"?from={day + timedelta(1)}")
    assert "Tables" not in read(client, f"?from={day}T13:00:00Z")


def test_usual_periods_are_a_click_away(client: Client) -> None:
    page = read(client)
    assert "?from=2036-03-25&to=2036-03-31" in page
    assert 'aria-current="true">Last 30 days' in page


def test_new_skills_are_summarised(client: Client) -> None:
    with days_ago(3):
        make_role("dba")
        skill = make_skill(required={"dba": "Tunes"}, optional={"data-engineer": "Reads"})
        edit(skill, {requirement("data-engineer", "junior"): "required"})
    page = read(client)
    assert "<b>2</b> roles" in page
    assert "<b>10</b> expectations" in page
    assert "<b>6</b> required" in page
    assert "Tunes" not in page
    page = read(client, "?role=dba")
    assert "<b>5</b> expectations" in page


def test_what_was_changed_in_a_new_skill_is_listed_beside_it(client: Client) -> None:
    with days_ago(9):
        skill = make_skill(optional={"dba junior": "Tunes"})
        make_skill("graphs", required={"dba junior": "Draws"})
    edit(skill, {requirement("dba", "junior"): "required"}, summary="Asked for everywhere")
    page = read(client)
    assert headings(page) == ["Became required", "New"]
    assert "“Asked for everywhere”" in page
    assert page.count("As first published") == page.count("<span>New</span>") >= 2
    assert headings(read(client, "?show=required")) == ["Became required"]
    assert "Dba · Junior" in read(client, "?show=required&role=dba")
    edit(skill, {requirement("dba", "junior"): "optional"})
    assert "Became required" not in read(client)


def test_a_skill_that_came_and_went_says_so(client: Client) -> None:
    retire(make_skill(required={"dba": "Tunes"}))
    assert "retired again since" in read(client)
    assert "retired again since" in read(client, "?role=dba")


def test_a_role_narrows_it_to_what_it_is_asked(client: Client, sql: Document) -> None:
    edit(sql, {JUNIOR: "Writes queries", description("dba", "junior"): "Tunes it", NAME: "SQL!"})
    page = read(client, "?role=dba")
    assert "Dba · Junior" in page
    assert "Data Engineer · Junior" not in page
    assert "renamed" not in page


def test_a_role_leads_to_all_of_its_changes(client: Client, sql: Document) -> None:
    edit(sql, {description("dba", "junior"): "Tunes it"})
    edit(sql, {description("dba", "junior"): "Tunes it all"})
    assert 'href="/skills/sql/history/?from=1&to=3&role=dba"' in read(client, "?role=dba")


def test_a_domain_narrows_it_to_its_own(client: Client, sql: Document) -> None:
    with days_ago(60):
        make_domain("cloud")
        make_group("clusters", domain="cloud")
        kubernetes = make_skill("kubernetes", group="clusters")
    edit(kubernetes, {SUMMARY: "Pods"})
    edit(sql, {SUMMARY: "Tables"})
    assert "Tables" not in read(client, "?domain=cloud")
    assert "Pods" in read(client, "?domain=cloud")
    edit(sql, {PARENT: "clusters"})
    assert "Tables" in read(client, "?domain=cloud")
    assert "Tables" in read(client, "?domain=data"), "it has left this domain, which changed too"


def test_many_changes_of_a_document_are_cut_short(client: Client, sql: Document) -> None:
    edit(sql, dict(cells(optional={"dba": "Tunes well"})) | {SUMMARY: "Tables"})
    page = read(client)
    assert "and 1 more change<" in page
    assert page.count('class="change"') == 5


def test_many_documents_are_spread_over_pages(client: Client) -> None:
    for number in range(21):
        make_skill(f"skill-{number}")
    assert "Page 1 of 2" in read(client)
    assert "Page 2 of 2" in read(client, "?page=77")


def change_much(first: int, last: int) -> None:
    """One skill edited and one made for each number."""
    for number in range(first, last):
        with days_ago(90):
            skill = make_skill(f"skill-{number}", optional={f"role-{number} junior": "A"})
        edit(skill, {requirement(f"role-{number}", "junior"): "required"})
        make_skill(f"new-{number}", required={f"role-{number} junior": "A"})


@pytest.mark.parametrize("query", ["", "?role=role-0&domain=data", "?show=new"])
def test_it_takes_the_same_queries_for_any_number(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    change_much(0, 1)
    with django_assert_max_num_queries(8) as few:
        read(client, query)
    change_much(1, 15)
    with django_assert_max_num_queries(len(few)):
        read(client, query)


def test_what_retired_stays_on_record(client: Client, sql: Document) -> None:
    edit(sql, {description("dba", "junior"): "Tunes it"})
    retire(Document.objects.get(kind="role", slug="dba"))
    retire(sql)
    page = read(client)
    assert headings(page) == ["Retired, or back in use"]
    assert "Dba · Junior" in page
    assert 'value="dba"' not in page
    assert "Dba · Junior" in read(client, "?role=dba")


def test_redactions_are_named_without_the_words(client: Client) -> None:
    with days_ago(90):
        role = make_role(summary="As Jane Roe does it")
    redact(role, "Jane Roe", replacement="[removed]", author=author(), summary="A request")
    page = read(client)
    assert headings(page) == ["Words removed for good"]
    assert "Words were removed for good here" in page
    assert 'href="/roles/data-engineer/history/2/"' in page


@pytest.mark.parametrize(
    "query",
    ["from=yesterday", "to=2036-02-31", "from=%00", "to=9999-12-31T23:59:59-12:00", "from=1e9"],
)
def test_what_is_no_date_gets_an_answer_that_helps(client: Client, query: str) -> None:
    assert "from=2026-03-01&to=2026-03-31" in read(client, f"?{query}", 400)


@pytest.mark.parametrize("query", ["role=nobody", "domain=nowhere", "role=%00", "domain=%00"])
def test_an_unknown_role_or_domain_is_refused(client: Client, query: str) -> None:
    assert "Choose from the list" in read(client, f"?{query}", 400)


@pytest.mark.parametrize(
    "query", ["page=-1", "page=%00", "from=0001-01-01&to=9999-12-31", "show=%00", "level=999"]
)
def test_wild_query_strings_do_no_harm(client: Client, sql: Document, query: str) -> None:
    read(client, f"?{query}")


def test_text_is_shown_as_text(client: Client, sql: Document) -> None:
    script = "<script>alert(1)</script>"
    edit(sql, {JUNIOR: script, NAME: script}, summary=script)
    page = client.get("/changes/").content.decode()
    assert script not in page
    assert page.count("&lt;script&gt;") >= 4


def test_the_page_is_the_same_for_everyone(client: Client, sql: Document) -> None:
    response = client.get("/changes/")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert client.post("/changes/").status_code == 405
