"""Taking a revision back: a moderator does it at once, everybody else suggests it."""

import pytest
from playwright.sync_api import Page, expect

from skills.models import Document
from tests.browser.journeys.conftest import Visits
from tests.factories import edit, make_skill
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator

pytestmark = pytest.mark.django_db(transaction=True)

OLD = "Asks tables simple questions"
NEW = "Dreams of tables"


@pytest.fixture
def sql() -> Document:
    """A skill whose second revision made it worse."""
    skill = make_skill(name="SQL", required={"data-engineer junior": OLD})
    edit(skill, {JUNIOR: NEW}, summary="Sounds nicer")
    return skill


def take_back(page: Page) -> None:
    """From the live page by its history to the form."""
    page.goto("/skills/sql/")
    expect(page.locator("#cell-data-engineer-junior")).to_contain_text(NEW)
    page.get_by_role("link", name="Revision 2").click()
    page.locator(".revision").first.get_by_role("link", name="Revision 2").click()
    page.get_by_role("link", name="Revert it").click()
    expect(page.get_by_role("heading", name="Revert revision 2")).to_be_visible()
    page.get_by_label("In your own words").fill("Nobody can tell what it means.")


def test_a_moderator_brings_the_old_text_back(visits: Visits, scripts: bool, sql: Document) -> None:
    page = visits.by(make_moderator("mona"))
    take_back(page)
    page.get_by_role("button", name="Revert it now").click()
    expect(page.get_by_role("heading", name="SQL, revision 3")).to_be_visible()
    page.goto("/skills/sql/")
    expect(page.locator("#cell-data-engineer-junior")).to_contain_text(OLD)


def test_a_contributor_suggests_it(visits: Visits, scripts: bool, sql: Document) -> None:
    page = visits.by(make_contributor())
    take_back(page)
    page.get_by_role("button", name="Propose to revert it").click()
    expect(page.get_by_text("It is on its way to the reviewers.")).to_be_visible()
    reviewer = visits.by(make_moderator("mona"))
    reviewer.goto("/review/")
    reviewer.get_by_role("link", name="Start with the first").click()
    reviewer.get_by_role("button", name="Approve", exact=True).click()
    expect(reviewer.get_by_text("SQL is live as revision 3.")).to_be_visible()
    reviewer.goto("/skills/sql/")
    expect(reviewer.locator("#cell-data-engineer-junior")).to_contain_text(OLD)
