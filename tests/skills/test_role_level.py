"""All that is expected of a role at one level."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from markdown_it import MarkdownIt

from skills.algebra.paths import description
from tests.factories import edit, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def shown(page: Any) -> dict[str, tuple[bool, str, str]]:
    """Whether it is required, the paragraph and the step from below, by skill."""
    return {
        item.slug: (item.required, item.description, str(item.step))
        for _, items in page.context["groups"]
        for item in items
    }


def write_a_ladder() -> None:
    """A role that grows from Middle to Senior in every way there is."""
    make_skill("same", required={"dba middle": "Same before", "dba senior": "Same now"})
    make_skill("up", optional={"dba middle": "Up before"}, required={"dba senior": "Up now"})
    make_skill("down", required={"dba middle": "Down before"}, optional={"dba senior": "Down now"})
    make_skill("new", optional={"dba senior": "New now"})
    make_skill("gone", name="Gone", optional={"dba middle": "Gone before"})


def test_it_lists_what_is_expected_and_what_is_new(client: Client) -> None:
    write_a_ladder()
    page = client.get("/roles/dba/senior/")
    assert "Senior Dba" in page.text
    assert shown(page) == {
        "down": (False, "Down now", "no_longer_required"),
        "new": (False, "New now", "new"),
        "same": (True, "Same now", "same"),
        "up": (True, "Up now", "becomes_required"),
    }
    steps = page.context["steps"]
    assert (steps.new, steps.becomes_required, steps.no_longer_required) == (1, 1, 1)
    assert steps.gone == [("gone", "Gone")]


def test_nothing_lies_below_the_first_level(client: Client) -> None:
    make_skill("sql", required={"dba": "Reads"})
    page = client.get("/roles/dba/junior/")
    assert shown(page) == {"sql": (True, "Reads (junior)", "first")}
    assert "New against" not in page.text
    assert 'rel="next" href="/roles/dba/middle/"' in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("required=1", {"same", "up"}),
        ("new=1", {"new", "up"}),
        ("pick=down&pick=same", {"down", "same"}),
        ("pick=down&pick=same&required=1", {"same"}),
        ("pick=gone&pick=nothing", set()),
    ],
)
def test_it_can_be_narrowed(client: Client, query: str, expected: set[str]) -> None:
    write_a_ladder()
    assert set(shown(client.get(f"/roles/dba/senior/?{query}"))) == expected


def test_it_can_be_had_as_text(client: Client) -> None:
    make_skill("sql", name="SQL", required={"dba senior": "Reads plans\nand explains them"})
    make_skill("git", name="Git", optional={"dba senior": ""})
    answer = client.get("/roles/dba/senior/?format=text")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="dba-senior.txt"'
    assert answer.text.startswith(
        "Senior Dba\n\n"
        "STORAGE\n"
        "- Git (optional)\n"
        "- SQL (required): Reads plans\n  and explains them\n\n"
        "As of "
    )
    assert "CC BY 4.0" in answer.text


def test_it_can_be_had_as_markdown_that_shows_what_was_written(client: Client) -> None:
    words = "Says *no* to <b>`rm -rf`</b>\n# and [links](http://x)\n1. _often_ & C++ \\o/"
    make_skill("sql", name="S*Q*L", required={"dba senior": words})
    answer = client.get("/roles/dba/senior/?format=markdown&pick=sql")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    html = MarkdownIt().render(answer.text)
    assert "<strong>S*Q*L</strong> (required): Says *no* to &lt;b&gt;`rm -rf`&lt;/b&gt;" in html
    assert "# and [links](http://x)\n1. _often_ &amp; C++ \\o/" in html


def test_the_link_in_a_download_stays_as_it_is(client: Client) -> None:
    skill = make_skill("sql", required={"dba senior": "Reads plans"})
    make_skill("git", required={"dba senior": "Commits"})
    text = client.get("/roles/dba/senior/?format=text&pick=sql").text
    (link,) = [word for word in text.split() if word.startswith("http://testserver")]
    edit(skill, {description("dba", "senior"): "Writes plans"})
    then = client.get(link.removeprefix("http://testserver"))
    assert shown(then) == {"sql": (True, "Reads plans", "new")}
    assert shown(client.get("/roles/dba/senior/"))["sql"] == (True, "Writes plans", "new")


def test_the_dated_link_carries_the_day_it_was_made(client: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        make_skill("sql", required={"dba senior": "Reads plans"})
        assert client.get("/roles/dba/senior/").context["lasting"].text == "2026-03-01T12:00:00Z"
    with time_machine.travel(datetime(2026, 3, 17, 9, tzinfo=UTC), tick=False):
        page = client.get("/roles/dba/senior/", {"required": "1"})
    assert 'href="/roles/dba/senior/?required=1&amp;as_of=2026-03-17T00%3A00%3A00Z"' in page.text


def test_an_open_day_is_not_called_past(client: Client) -> None:
    make_skill("sql", required={"dba senior": "Reads plans"})
    page = client.get("/roles/dba/senior/", {"as_of": "2999-01-01"})
    assert "so far" in page.text
    assert shown(page) == {"sql": (True, "Reads plans", "new")}


@pytest.mark.parametrize("path", ["nobody/senior", "dba/expert"])
def test_unknown_roles_and_levels_are_missing(client: Client, path: str) -> None:
    make_role("dba")
    assert client.get(f"/roles/{path}/").status_code == 404


def test_an_unknown_format_gets_an_explanation(client: Client) -> None:
    make_role("dba")
    page = client.get("/roles/dba/senior/?format=pdf")
    assert page.status_code == 400
    assert "format=text or format=markdown" in page.text


@pytest.mark.parametrize(
    "query", ["pick=%00", "page=-1&required=maybe&new=%00", "pick=" + "x" * 5000]
)
def test_wild_queries_show_a_page(client: Client, query: str) -> None:
    make_skill("sql", required={"dba senior": "Reads plans"})
    assert client.get(f"/roles/dba/senior/?{query}").status_code == 200


def test_an_empty_level_says_so(client: Client) -> None:
    make_skill("sql", required={"dba senior": "Reads plans"})
    assert "Nothing is written down for a Lead Dba yet" in client.get("/roles/dba/lead/").text


def test_a_retired_role_says_so(client: Client) -> None:
    make_skill("sql", required={"dba senior": "Reads plans"})
    retire(make_role("dba"))
    page = client.get("/roles/dba/senior/")
    assert "This role was retired on" in page.text
    assert "Reads plans" not in page.text


def test_paragraphs_with_html_show_as_text(client: Client) -> None:
    make_skill("sql", name="<b>SQL</b>", required={"dba senior": "<script>alert(1)</script>"})
    text = client.get("/roles/dba/senior/").text
    assert "<script>alert" not in text
    assert "&lt;b&gt;SQL" in text


@pytest.mark.parametrize("query", ["", "?pick=sql&new=1", "?format=text", "?as_of=2999-01-01"])
def test_twenty_skills_cost_as_many_queries_as_one(
    client: Client, django_assert_max_num_queries: Any, query: str
) -> None:
    make_skill("sql", required={"dba": "Reads"})
    with django_assert_max_num_queries(8) as one:
        client.get(f"/roles/dba/senior/{query}")
    for number in range(20):
        make_skill(f"skill-{number}", group=f"group-{number}", required={"dba": f"Does {number}"})
    with django_assert_max_num_queries(8) as many:
        client.get(f"/roles/dba/senior/{query}")
    assert len(one) == len(many)


def test_the_dated_link_has_whole_seconds_and_still_includes_the_newest_change(
    client: Client,
) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC), tick=False):
        make_skill("sql", required={"dba senior": "Reads plans"})
    with time_machine.travel(datetime(2026, 3, 1, 12, 0, 2, tzinfo=UTC), tick=False):
        assert client.get("/roles/dba/senior/").context["lasting"].text == "2026-03-01T12:00:01Z"
    assert set(shown(client.get("/roles/dba/senior/?as_of=2026-03-01T12:00:01Z"))) == {"sql"}


def test_another_day_keeps_what_is_chosen(client: Client) -> None:
    make_skill("sql", required={"dba senior": "Reads plans"})
    form = client.get("/roles/dba/senior/?required=1").text.split('id="another-day-kept">')[1]
    assert form.startswith('<input type="hidden" name="required" value="1">')
