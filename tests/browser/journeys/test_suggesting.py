"""Suggesting: one sentence from a phone, by somebody whom the site doesn't know yet."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from proposals.models import Proposal
from skills.algebra.paths import REQUIRED, requirement
from skills.models import Document
from tests.browser.journeys.conftest import PHONE, Visits
from tests.mail_server import Mailbox
from tests.proposals.factories import JUNIOR, make_contributor, rows

pytestmark = pytest.mark.django_db(transaction=True)

BETTER = "Asks tables simple questions, and says how sure the answer is"


def open_row(page: Page, cell: str) -> None:
    """From the skill's page, as its readers do."""
    page.goto("/skills/sql/")
    page.locator(f"#cell-{cell} .edit").tap()


def fits_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_stranger_corrects_one_paragraph_and_signs_up_at_send(
    visits: Visits, scripts: bool, sql: Document, mailbox: Mailbox
) -> None:
    page = visits.by(on=PHONE)
    open_row(page, "data-engineer-junior")
    expect(page).to_have_url(
        re.compile("/skills/sql/$" if scripts else "/suggest/data-engineer/junior/$")
    )
    page.get_by_role("textbox", name="What is expected").fill(BETTER)
    if scripts:
        expect(page.locator("form.suggest ins")).to_contain_text("and says how sure")
    page.get_by_text("Unclear").tap()
    page.get_by_label("I agree to the terms").check()
    assert fits_the_screen(page)
    page.get_by_role("button", name="Send").tap()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("link", name="Make an account").tap()
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Public name").fill("nora")
    page.get_by_role("button", name="Mail me a code").tap()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    page.get_by_label("Code").fill(mailbox.code())
    assert fits_the_screen(page)
    page.get_by_role("button", name="Confirm").tap()

    expect(page.get_by_text("It is on its way to the reviewers.")).to_be_visible()
    proposal = Proposal.objects.get()
    expect(page).to_have_url(re.compile(f"{proposal.get_absolute_url()}$"))
    expect(page.locator("main")).to_contain_text("and says how sure the answer is")
    assert fits_the_screen(page)
    assert proposal.author == User.objects.get(username="nora")
    assert rows(proposal)[JUNIOR].new == BETTER


def test_signed_in_it_takes_five_taps_at_most(visits: Visits, scripts: bool, sql: Document) -> None:
    page = visits.by(make_contributor(), on=PHONE)
    open_row(page, "data-engineer-junior")  # the first
    text = page.get_by_role("textbox", name="What is expected")
    text.tap()
    text.fill(BETTER)
    page.get_by_text("Unclear").tap()
    page.get_by_role("button", name="Send").tap()  # the fourth
    expect(page.get_by_text("It is on its way to the reviewers.")).to_be_visible()
    assert rows(Proposal.objects.get())[JUNIOR].new == BETTER


def test_a_contributor_asks_for_more(visits: Visits, scripts: bool, sql: Document) -> None:
    page = visits.by(make_contributor("otto"))
    page.goto("/skills/sql/")
    page.locator("#cell-data-analyst-senior .edit").click()
    page.get_by_role("radio", name="Required").check()
    page.get_by_label("In your own words").fill("Every senior analyst I know writes queries.")
    if scripts:
        expect(page.locator("form.suggest .change")).to_contain_text("Required")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is on its way to the reviewers.")).to_be_visible()
    expect(page.get_by_label("What it does to the matrix")).to_contain_text(
        "Data Analyst · Senior: 0 →then 1 required skill"
    )
    asked = rows(Proposal.objects.get(author__username="otto"))
    assert {path: row.new for path, row in asked.items()} == {
        requirement("data-analyst", "senior"): REQUIRED
    }
