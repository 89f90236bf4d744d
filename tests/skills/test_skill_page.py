import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from skills.algebra.paths import NAME, PARENT, Content, Path, description, requirement
from skills.models import Document
from tests.factories import edit, make_group, make_role, make_skill, retire
from tests.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    """Two roles: one whose Senior becomes required, one with a hole at Middle."""
    return make_skill(
        summary="Asking tables",
        required={"data-engineer senior": "Tunes queries", "data-engineer lead": "Sets standards"},
        optional={
            "data-engineer junior": "Reads queries",
            "data-engineer middle": "Writes queries",
            "analyst junior": "Counts rows",
            "analyst senior": "Explains numbers",
        },
    )


def page(client: Client, query: str = "", slug: str = "sql") -> str:
    response = client.get(f"/skills/{slug}/{query}")
    assert response.status_code == 200
    return words(response.content.decode())


def words(html: str) -> str:
    """The page on one line, so that what a template wraps reads as it is shown."""
    return re.sub(r"\s+", " ", html)


def tables(html: str) -> str:
    return html.split('id="levels"')[1]


def test_it_says_what_the_skill_is_and_where_it_belongs(client: Client, sql: Document) -> None:
    shown = page(client)
    assert "<h1>Sql</h1>" in shown
    assert "Asking tables" in shown
    assert '<a href="/domains/data/">Data</a>' in shown
    assert '<a href="/groups/storage/">Storage</a>' in shown


def test_its_tiles_count_what_there_is(client: Client, sql: Document) -> None:
    shown = page(client)
    assert "<b>2</b> <small>where this skill appears" in shown
    assert "<b>4</b> <small>a structured growth path" in shown
    assert "<b>2</b> <small>of 6 expectations; the other 4 are optional" in shown
    assert '<a href="/skills/sql/history/">Revision 1</a>' in shown


def test_the_map_leads_to_the_cells(client: Client, sql: Document) -> None:
    shown = page(client)
    assert '<a class="r" href="#cell-data-engineer-senior">required</a>' in shown
    assert '<a href="#cell-analyst-junior">optional</a>' in shown
    assert shown.count('id="cell-data-engineer-senior"') == 1


def test_a_hole_in_the_map_leads_to_the_role(client: Client, sql: Document) -> None:
    assert '<a class="none" href="/skills/sql/roles/analyst/">none</a>' in page(client)


def test_all_levels_are_in_the_page(client: Client, sql: Document) -> None:
    shown = page(client)
    for level in ("junior", "middle", "senior", "lead", "principal"):
        assert f'href="#level-{level}"' in shown
        assert f'id="level-{level}"' in shown
    assert "1 role, 1 required" in shown
    assert "Nothing is said about this level." in shown


def test_a_role_alone_is_shown_when_it_is_asked_for(client: Client, sql: Document) -> None:
    shown = page(client, "?role=analyst")
    assert "Counts rows" in tables(shown)
    assert "Tunes queries" not in tables(shown)
    assert "Show all 2 roles" in shown
    # The map still has every role, and leads out of the narrowed page.
    assert '<a class="r" href="/skills/sql/#cell-data-engineer-senior">required</a>' in shown


def test_level_and_role_put_what_comes_next_beside_where_one_is(
    client: Client, sql: Document
) -> None:
    shown = page(client, "?level=middle&role=data-engineer")
    assert "You are here · Middle" in shown
    assert "Next rung · Senior" in shown
    assert "becomes required" in shown


def test_a_step_with_the_same_requirement_has_no_tag(client: Client, sql: Document) -> None:
    shown = page(client, "?level=junior&role=data-engineer")
    assert "Next rung · Middle" in shown
    assert "same requirement" not in shown
    assert "becomes required" not in shown


def test_a_requirement_that_ends_is_said(client: Client, sql: Document) -> None:
    edit(sql, {requirement("data-engineer", "lead"): "optional"})
    assert "no longer required" in page(client, "?level=senior&role=data-engineer")


def test_beside_a_hole_it_says_where_the_ladder_goes_on(client: Client, sql: Document) -> None:
    shown = page(client, "?level=junior&role=analyst")
    assert "Nothing is said about this skill for Analyst at Middle." in shown
    assert '<a href="#cell-analyst-senior">It goes on at Senior.</a>' in shown


def test_in_a_hole_it_says_so(client: Client, sql: Document) -> None:
    shown = page(client, "?level=middle&role=analyst")
    assert "Nothing is said about this skill for Analyst at Middle." in shown
    assert "begins here" in shown


def test_principal_is_the_top(client: Client, sql: Document) -> None:
    assert "Principal is the highest rung" in page(client, "?level=principal&role=analyst")
    assert "Principal is the highest rung" in page(client, "?level=principal")


def test_without_a_role_it_shows_what_changes_for_each(client: Client, sql: Document) -> None:
    shown = page(client, "?level=middle")
    assert "What changes at Senior" in shown
    assert "Becomes required" in shown
    assert '<a href="/skills/sql/?level=middle&amp;role=data-engineer">Data Engineer</a>' in shown


def test_roles_for_which_nothing_changes_are_named_in_one_line(client: Client) -> None:
    make_skill(
        optional={
            "analyst junior": "Same",
            "analyst middle": "Same",
            "tester junior": "Less",
            "tester middle": "More",
        }
    )
    shown = page(client, "?level=junior")
    assert "Nothing changes for 1 role:" in shown


def test_many_roles_are_folded_away(client: Client) -> None:
    make_skill(required={f"role-{number}": f"Text {number}" for number in range(20)})
    shown = page(client, "?level=junior")
    assert '<details class="climb-lines"> <summary>' in shown
    assert "20 roles" in shown


def test_htmx_gets_the_choice_alone_and_keeps_its_address(client: Client, sql: Document) -> None:
    response = client.get("/skills/sql/?level=middle", headers={"HX-Request": "true"})
    assert b"What changes at Senior" in response.content
    assert b"<html" not in response.content
    assert b"level-junior" not in response.content
    assert "HX-Request" in response["Vary"]


def test_the_ladder_is_links_that_keep_the_role(client: Client, sql: Document) -> None:
    assert 'href="/skills/sql/?level=lead&amp;role=analyst"' in page(client, "?role=analyst")


def test_a_role_the_skill_does_not_have_is_said(client: Client, sql: Document) -> None:
    make_role("gardener")
    assert "Sql says nothing about the role Gardener." in page(client, "?role=gardener")


@pytest.mark.parametrize(
    "query",
    [
        "?level=999",
        "?level=%00",
        "?role=nobody-knows",
        "?role=%00",
        "?role=" + "x" * 5000,
        "?as_of=yesterday",
        "?as_of=%00",
        "?as_of=0001-01-01T00:00:00%2B14:00",
        "?revision=first",
        "?revision=-1",
        "?revision=%00",
        "?revision=" + "9" * 5000,
        "?revision=²",
    ],
)
def test_a_question_that_makes_no_sense_is_answered_with_400(
    client: Client, sql: Document, query: str
) -> None:
    assert client.get(f"/skills/sql/{query}").status_code == 400


@pytest.mark.parametrize("path", ["nothing/", "sql%00/", "nothing/roles/x/", "sql/roles/nothing/"])
def test_unknown_skills_and_roles_are_404(client: Client, sql: Document, path: str) -> None:
    assert client.get(f"/skills/{path}").status_code == 404


def test_it_is_for_reading_only(client: Client, sql: Document) -> None:
    assert client.post("/skills/sql/").status_code == 405


def test_a_skill_only_proposed_is_not_there(client: Client) -> None:
    Document.objects.claim("skill", "cobol")
    assert client.get("/skills/cobol/").status_code == 404


def test_a_revision_is_shown_as_it_was(client: Client, sql: Document) -> None:
    edit(sql, {NAME: "Structured Query Language", description("analyst", "junior"): "Sums up"})
    shown = page(client, "?revision=1")
    assert "<h1>Sql</h1>" in shown
    assert "Counts rows" in shown
    assert "Sums up" not in shown
    assert "This is revision 1" in shown
    assert '<a href="/skills/sql/">See it today</a>' in shown
    assert '<a href="/skills/sql/history/1/">What revision 1 changed</a>' in shown


def test_links_of_a_past_page_stay_in_the_past(client: Client, sql: Document) -> None:
    shown = page(client, "?revision=1&role=analyst")
    assert 'href="/skills/sql/?level=junior&amp;role=analyst&amp;revision=1"' in shown
    assert 'href="/skills/sql/roles/analyst/?revision=1"' in shown
    assert '<input type="hidden" name="revision" value="1">' in shown


@pytest.fixture
def renamed() -> Document:
    """Its role and group had other names on 1 March than they have since the 5th."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        skill = make_skill(required={"analyst": "Counts"})
    with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC), tick=False):
        edit(Document.objects.get(kind="role", slug="analyst"), {NAME: "Number Cruncher"})
        edit(Document.objects.get(kind="group", slug="storage"), {NAME: "Keeping things"})
    return skill


def test_names_are_those_of_that_day(client: Client, renamed: Document) -> None:
    assert "Number Cruncher" in page(client)
    then = page(client, "?as_of=2026-03-02")
    assert "Analyst" in then
    assert "Number Cruncher" not in then
    assert ">Storage</a>" in then
    assert "Keeping things" not in then
    assert "at the end of 2 March 2026" in then
    assert '<time datetime="2026-03-01">' in then


def test_a_moment_can_be_asked_for(client: Client, renamed: Document) -> None:
    assert "Number Cruncher" not in page(client, "?as_of=2026-03-05T11:59:59Z")
    assert "Number Cruncher" in page(client, "?as_of=2026-03-05T12:00:00Z")


def test_before_it_existed_there_is_a_page_that_says_so(client: Client, renamed: Document) -> None:
    response = client.get("/skills/sql/?as_of=2026-02-28")
    assert response.status_code == 404
    assert b"no such skill yet on 28 February 2026" in response.content
    assert b"begins with revision 1, of 1 March 2026" in words(response.content.decode()).encode()


def test_a_revision_that_never_was_is_404(client: Client, sql: Document) -> None:
    response = client.get("/skills/sql/?revision=7")
    assert response.status_code == 404
    assert b"There is no revision 7" in response.content


def test_a_group_it_left_is_shown_then(client: Client, sql: Document) -> None:
    make_group("querying", domain="asking")
    edit(sql, {PARENT: "querying"})
    assert '<a href="/domains/data/">Data</a>' in page(client, "?revision=1")
    assert '<a href="/domains/asking/">Asking</a>' in page(client)


def test_a_retired_role_is_left_out_today_and_kept_in_the_past(
    client: Client, sql: Document
) -> None:
    retire(Document.objects.get(kind="role", slug="analyst"))
    assert "Counts rows" not in page(client)
    assert "Counts rows" in page(client, "?revision=1")


def test_a_retired_skill_says_so_and_names_its_successor(client: Client, sql: Document) -> None:
    make_skill("sql-next", name="SQL, next")
    retire(sql, successor="sql-next")
    shown = page(client)
    assert "This skill is retired" in shown
    assert "Tunes queries" in shown
    assert 'Its place was taken by <a href="/skills/sql-next/">SQL, next</a>' in shown
    assert "This skill is retired" not in page(client, "?revision=1")


def test_the_lint_is_one_line(client: Client, sql: Document) -> None:
    shown = page(client)
    assert "<summary>2 things worth a look</summary>" in shown
    assert "Data Engineer: the ladder stops at Lead." in shown


def test_a_ladder_without_faults_has_no_lint(client: Client) -> None:
    make_skill(required={"analyst": "Counts"})
    assert "worth a look" not in page(client)


def test_labels_links_and_identifiers_are_shown(client: Client) -> None:
    labels: Content = {
        Path("alt_label:sequel"): "Sequel",
        Path("link:https://example.org/sql"): "A book",
        Path("identifier:esco"): "S1",
    }
    make_skill(content=labels)
    shown = page(client)
    assert "Sequel" in shown
    assert "<code>S1</code>" in shown
    assert '<a href="https://example.org/sql" rel="noopener nofollow">A book</a>' in shown


def test_machines_are_told_what_it_is(client: Client) -> None:
    make_skill(name="</script><b>", summary="A & B")
    html = client.get("/skills/sql/").content.decode()
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    term = json.loads(data[0])
    assert term["@type"] == "DefinedTerm"
    assert term["name"] == "</script><b>"
    assert term["url"] == "http://testserver/skills/sql/"


def test_text_is_shown_as_text(client: Client) -> None:
    make_role("analyst", name="<i>Analyst</i>")
    make_skill(name="<b>SQL</b>", summary='"><script>', required={"analyst": "<u>Counts</u>"})
    html = client.get("/skills/sql/?level=junior&role=analyst").content.decode()
    for tag in ("<b>SQL", '"><script>', "<u>Counts", "<i>Analyst"):
        assert tag not in html


def test_an_undescribed_cell_says_so(client: Client) -> None:
    make_skill(required={"analyst junior": ""})
    assert "What is expected has not been written down yet." in page(client)


def test_a_skill_without_roles_has_a_page(client: Client) -> None:
    make_skill()
    assert "No role has this skill yet." in page(client, "?level=junior")


def test_every_visitor_gets_the_same_bytes(client: Client, sql: Document) -> None:
    known = Client()
    known.force_login(make_person())
    assert known.get("/skills/sql/").content == client.get("/skills/sql/").content
    assert "Cookie" not in client.get("/skills/sql/").get("Vary", "")


@pytest.mark.parametrize("query", ["", "?level=junior", "?revision=1", "?as_of=2099-01-01"])
def test_queries_do_not_grow_with_roles(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    make_skill("small", required={"analyst": "Counts"})
    make_skill("large", required={f"role-{number}": f"Text {number}" for number in range(20)})
    with django_assert_max_num_queries(8) as small:
        client.get(f"/skills/small/{query}")
    with django_assert_max_num_queries(len(small)) as large:
        client.get(f"/skills/large/{query}")
    assert len(large) == len(small)


def test_a_day_that_still_runs_is_not_over(client: Client, sql: Document) -> None:
    shown = page(client, "?as_of=2999-01-01")
    assert "until the day asked for is over, it may change" in shown
    assert "at the end of" not in shown


def test_another_day_can_be_asked_for_with_the_same_level_and_role(
    client: Client, sql: Document
) -> None:
    form = page(client, "?level=middle&role=data-engineer").split('<span id="another-day-kept">')[1]
    form = form.split("</form>")[0]
    assert '<input type="hidden" name="level" value="middle">' in form
    assert '<input type="hidden" name="role" value="data-engineer">' in form
    assert 'type="date" name="as_of"' in form


def test_a_step_taken_in_place_changes_what_another_day_keeps(
    client: Client, sql: Document
) -> None:
    shown = client.get("/skills/sql/", {"level": "lead"}, headers={"HX-Request": "true"}).text
    assert (
        '<span id="another-day-kept" hx-swap-oob="true"><input type="hidden" name="level"' in shown
    )
