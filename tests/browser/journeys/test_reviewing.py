"""Reviewing: a queue of sixty by keyboard alone, one proposal part by part; and who is named then."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from proposals.demo.queue import fill_queue
from proposals.models import Proposal, Status
from proposals.models.review import Reason
from skills.models import Document
from tests.browser.journeys.conftest import Visits
from tests.factories import make_skill
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mona() -> User:
    return make_moderator("mona", display_name="Mona Field")


@pytest.fixture
def carla() -> User:
    return make_contributor("carla", display_name="Carla Reed")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def keys_are_heard(page: Page) -> None:
    """Once the script runs, it shows which keys there are."""
    expect(page.locator(".review-keys")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """With the Tab key, to the link or button of that name."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == name:
            return
    pytest.fail(f"The Tab key never reaches {name!r}")


def test_sixty_by_keyboard_alone(visits: Visits, mona: User, carla: User) -> None:
    for number in range(4):
        make_skill(
            f"tool-{number}",
            optional={
                f"{area}-engineer": f"Uses tool {number}" for area in ("data", "cloud", "web")
            },
        )
    waiting = fill_queue(carla, 60)
    page = visits.by(mona)
    page.goto("/review/")
    expect(page.locator("main")).to_contain_text("60 proposals wait for you.")
    tab_to(page, "Start with the first")
    press(page, "Enter")
    for number in range(1, 61):
        expect(page.locator(".review-steps b")).to_have_text(f"{number} of 60")
        keys_are_heard(page)
        if number == 20:
            press(page, "c")
            expect(page.get_by_label("What should change?")).to_be_focused()
            page.keyboard.type("Say it shorter, please.")
            press(page, "Control+Enter")
        elif number == 40:
            press(page, "r")
            expect(page.get_by_label("It isn't clear what should change")).to_be_focused()
            press(page, "Space", "Enter")
        else:
            press(page, "a")
    expect(page).to_have_url(re.compile(r"/review/\?done=60$"))
    expect(page.locator("main")).to_contain_text("You decided 60 just now.")
    states = [Proposal.objects.get(pk=proposal.pk).status for proposal in waiting]
    expected = [Status.APPROVED] * 60
    expected[19], expected[39] = Status.CHANGES_REQUESTED, Status.REJECTED
    assert states == expected


def test_part_by_part_with_a_correction_and_both_names_on_record(
    visits: Visits, sql: Document, mona: User, carla: User
) -> None:
    proposal = propose(
        sql, {JUNIOR: "Asks tabels and joins them", LEAD: "Owns everything"}, author=carla
    )
    page = visits.by(mona)
    page.goto("/review/")
    tab_to(page, "Start with the first")
    press(page, "Enter")
    keys_are_heard(page)
    press(page, "2")
    approve = page.get_by_role("button", name="Approve 1 of 2")
    expect(approve).to_be_visible()
    press(page, "e")
    corrected = page.locator("textarea:focus")
    expect(corrected).to_have_value("Asks tabels and joins them")
    press(page, "Control+a")
    page.keyboard.type("Asks tables and joins them")
    press(page, "Control+Enter")
    expect(page.locator("main")).to_contain_text("Nothing waits for you.")

    proposal.refresh_from_db()
    assert proposal.status == Status.APPROVED
    both_names_stand_where_people_read(visits)
    author = visits.by(carla)
    author.goto(proposal.get_absolute_url())
    expect(author.locator(".standing")).to_contain_text("Mona Field accepted 1 of 2 changes")
    expect(author.locator(".standing")).to_contain_text("corrected the wording")


def both_names_stand_where_people_read(visits: Visits) -> None:
    """On the live page, in the history, on the revision's page and beside the paragraph."""
    reader = visits.by()
    reader.goto("/skills/sql/")
    row = reader.locator("#cell-data-engineer-junior")
    expect(row).to_contain_text("Asks tables and joins them")
    expect(reader.locator("#cell-data-engineer-lead")).not_to_contain_text("Owns everything")
    row.get_by_role("link", name="Data Engineer").click()
    blame = reader.locator(".opened .rung-changed").first
    expect(blame).to_contain_text("Last changed by Carla Reed")
    expect(blame).to_contain_text("reviewed by Mona Field")
    blame.get_by_role("link", name="revision 2").click()
    expect(reader.locator("main")).to_contain_text("by Carla Reed, reviewed by Mona Field")
    reader.goto("/skills/sql/history/")
    newest = reader.locator(".revision").first
    expect(newest).to_contain_text("by Carla Reed, reviewed by Mona Field")


def test_deciding_without_scripts(visits: Visits, sql: Document, mona: User, carla: User) -> None:
    propose(sql, {JUNIOR: "Asks tabels"}, author=carla)
    declined = propose(sql, {LEAD: "Owns everything"}, author=carla)
    page = visits.by(mona, scripts=False)
    page.goto("/review/")
    page.get_by_role("link", name="Start with the first").click()
    page.get_by_role("link", name="Correct wording…").click()
    page.get_by_label("Corrected text").fill("Asks tables")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".review-steps b")).to_have_text("2 of 2")
    page.locator("summary", has_text="Reject…").click()
    page.get_by_label("It belongs at another level").check()
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator("main")).to_contain_text("You decided 2 just now.")
    declined.refresh_from_db()
    assert declined.status == Status.REJECTED
    assert declined.reviews.get().reason == Reason.WRONG_LEVEL
    page.goto("/skills/sql/")
    expect(page.locator("#cell-data-engineer-junior")).to_contain_text("Asks tables")
