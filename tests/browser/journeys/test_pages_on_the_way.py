"""The pages of a journey, each looked at on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from skills.models import Document
from tests.browser.journeys.conftest import DESK, PHONE, Visits
from tests.factories import edit
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (DESK, "dark")])


def is_sound(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@SCREENS
def test_reviewing(visits: Visits, sql: Document, screen: dict[str, object], scheme: str) -> None:
    carla = make_contributor()
    parts = propose(sql, {JUNIOR: "Asks tables well", LEAD: "Owns every table"}, author=carla)
    page = visits.by(make_moderator("mona"), on={**screen, "color_scheme": scheme})
    page.goto("/review/")
    is_sound(page)
    page.goto(f"/review/{parts.pk}/")
    page.get_by_role("checkbox", name="Accept").first.uncheck()
    page.locator("summary", has_text="Correct the wording").first.click()
    page.locator("summary", has_text="Reject…").click()
    is_sound(page)


@SCREENS
def test_a_conflict(visits: Visits, sql: Document, screen: dict[str, object], scheme: str) -> None:
    overtaken = propose(sql, {JUNIOR: "Asks tables well"}, author=make_contributor())
    edit(sql, {JUNIOR: "Asks tables and views"})
    page = visits.by(make_moderator("mona"), on={**screen, "color_scheme": scheme})
    for address in ("proposals/{}/", "review/{}/", "proposals/{}/rebase/"):
        page.goto(f"/{address.format(overtaken.pk)}")
        is_sound(page)
