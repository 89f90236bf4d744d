"""Talking: a comment, an answer, a mention, a report, and a moderator who hides."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from proposals.models import Comment, Event
from skills.models import Document
from tests.browser.journeys.conftest import DESK, PHONE, Visits
from tests.browser.journeys.test_pages_on_the_way import is_sound
from tests.proposals.factories import make_contributor, make_moderator
from tests.proposals.talk import answer, say

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "Does **every** analyst count?"
ANSWER = "Ask @carla, she counts."


def open_discussion(page: Page, *, scripts: bool) -> None:
    """From the skill's page: there it stands beside the rest, or a link leads to it."""
    page.goto("/skills/sql/")
    if not scripts:
        page.get_by_role("link", name="Read the comments, or write one").click()


def test_comment_answer_mention_report_hide(visits: Visits, scripts: bool, sql: Document) -> None:
    carla, olaf = make_contributor(), make_contributor("olaf")

    page = visits.by(carla)
    open_discussion(page, scripts=scripts)
    if scripts:
        page.get_by_role("link", name="Say something").click()
        expect(page.get_by_role("textbox", name="Say something")).to_be_focused()
    page.get_by_role("textbox", name="Say something").fill(QUESTION)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".talk-preview strong")).to_have_text("every")
    page.get_by_role("button", name="Send").click()
    comment = page.locator(".comment:target")
    expect(comment).to_contain_text("Does every analyst count?")

    page = visits.by(olaf, on=PHONE)
    open_discussion(page, scripts=scripts)
    page.get_by_role("link", name="Answer carla").tap()
    page.get_by_role("textbox", name="Your answer").fill(ANSWER)
    page.get_by_role("button", name="Send").tap()
    reply = page.locator(".comment:target")
    expect(reply.get_by_role("link", name="@carla")).to_have_attribute("href", "/people/carla/")
    replied = Event.objects.get(kind="comment_replied")
    assert replied.data["mentions"] == [carla.pk]

    page = visits.by(carla)
    page.goto(f"/comments/{replied.comment_id}/")
    page.locator(".comment:target").get_by_role("link", name="Report").click()
    page.get_by_role("radio", name="It gives away something private").check()
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("The moderators will look at it.")).to_be_visible()
    expect(page.get_by_text("reported by you")).to_be_visible()

    page = visits.by(make_moderator("mona"))
    page.goto("/review/")
    page.get_by_role("link", name="Reported comments 1").click()
    report = page.get_by_role("article", name="SQL")
    expect(report.get_by_role("combobox")).to_have_value("private")
    report.get_by_role("textbox").fill("Carla was not asked.")
    report.get_by_role("button", name="Hide it").click()
    expect(page.get_by_text("Nothing is reported.")).to_be_visible()

    page = visits.by(olaf)
    page.goto(f"/comments/{replied.comment_id}/")
    expect(page.locator(".comment:target")).to_contain_text("Carla was not asked.")
    page = visits.by()
    page.goto("/skills/sql/comments/")
    expect(page.get_by_text("Hidden by a moderator.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("she counts")


def test_an_edit_and_a_deletion(visits: Visits, scripts: bool, sql: Document) -> None:
    comment = say(sql, "As it was")
    page = visits.by(comment.author)
    page.goto("/skills/sql/comments/")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_role("textbox", name="Your comment").fill("As it is")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment:target")).to_contain_text("edited")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("Your comment is deleted.")).to_be_visible()
    expect(page.get_by_text("Nobody has said anything here yet.")).to_be_visible()


def test_comments_that_don_t_come_can_be_asked_for_again(visits: Visits, sql: Document) -> None:
    say(sql, "Here at last")
    visits.may_be_answered(503)
    page = visits.by()

    def fail(route: Route) -> None:
        route.fulfill(status=503, body="")

    page.route("**/skills/sql/comments/", fail)
    page.goto("/skills/sql/")
    talk = page.locator("#talk")
    expect(talk.get_by_text("The comments didn’t come.")).to_be_visible()
    expect(talk.get_by_role("link", name="Read the comments")).to_be_visible()
    page.unroute("**/skills/sql/comments/")
    talk.get_by_role("button", name="Try again").click()
    expect(talk.get_by_text("Here at last")).to_be_visible()
    visits.complaints.remove(  # of htmx, in the console
        "Response Status Error Code 503 from /skills/sql/comments/, [object HTMLElement]"
    )


def test_while_they_are_on_their_way_it_says_so(visits: Visits, sql: Document) -> None:
    page = visits.by()
    waiting: list[Route] = []
    page.route("**/skills/sql/comments/", lambda route: waiting.append(route))
    page.goto("/skills/sql/")
    expect(page.get_by_text("Loading comments…")).to_be_visible()
    waiting[0].continue_()
    expect(page.get_by_text("Nobody has said anything here yet.")).to_be_visible()


def test_a_form_that_is_open_keeps_what_was_typed(visits: Visits, sql: Document) -> None:
    say(sql)
    page = visits.by(make_contributor("olaf"))
    page.goto("/skills/sql/")
    opener = page.get_by_role("link", name="Answer carla")
    opener.click()
    field = page.get_by_role("textbox", name="Your answer")
    field.fill("Half a thought")
    opener.click()
    expect(field).to_have_value("Half a thought")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()
    opener.click()
    field.fill("A whole thought")
    field.press("Control+Enter")
    expect(page).to_have_url(re.compile("/skills/sql/comments/#comment-"))
    assert Comment.objects.filter(text="A whole thought").exists()


def test_a_cell_that_is_talked_of_says_so_in_its_row(visits: Visits, sql: Document) -> None:
    page = visits.by(make_contributor())
    page.goto("/skills/sql/")
    page.locator("#cell-data-analyst-senior th a").click()
    page.get_by_role("link", name="Talk about it").nth(2).click()
    page.get_by_role("textbox", name="Say something").fill("Is that enough?")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Data Analyst · Senior").click()
    row = page.locator("#cell-data-analyst-senior")
    row.get_by_role("link", name="1 comment").click()
    expect(page.get_by_role("heading", name="SQL · Data Analyst · Senior")).to_be_visible()


@pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_the_pages_are_sound(
    visits: Visits, sql: Document, screen: dict[str, object], scheme: str
) -> None:
    comment = say(sql, "A **question** with `code`\n\n- one\n\n> quoted @carla " + "long" * 60)
    answer(comment)
    mona = make_moderator("mona")
    page = visits.by(mona, on={**screen, "color_scheme": scheme})
    for address in (
        *("/skills/sql/comments/", f"/comments/{comment.pk}/", f"/comments/{comment.pk}/reply/"),
        *(f"/comments/{comment.pk}/report/", f"/comments/{comment.pk}/hide/", "/review/reports/"),
    ):
        page.goto(address)
        is_sound(page)
    page.goto("/skills/sql/")
    page.get_by_role("link", name="Say something").click()
    expect(page.get_by_role("textbox", name="Say something")).to_be_visible()
    is_sound(page)
