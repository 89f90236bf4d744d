"""Watching: from a page that is the same for everyone, by somebody whom the site doesn't know yet."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from proposals.models import Watch
from proposals.operations.watch import watch
from skills.models import Document
from tests.browser.journeys.conftest import DESK, PHONE, Visits
from tests.factories import make_domain, make_group, make_role, retire
from tests.mail_server import Mailbox
from tests.proposals.factories import JUNIOR, make_contributor, propose

pytestmark = pytest.mark.django_db(transaction=True)


def watched(user: User) -> list[tuple[str, str]]:
    rows = Watch.objects.standing().by(user).order_by("document__slug")
    return list(rows.values_list("document__slug", "level"))


def is_sound(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_stranger_watches_a_role_from_a_level_up_and_signs_up_on_the_way(
    visits: Visits, scripts: bool, sql: Document, mailbox: Mailbox
) -> None:
    page = visits.by(on=PHONE)
    page.goto("/roles/data-engineer/senior/")
    page.get_by_role("link", name="Watch", exact=True).tap()
    expect(page.get_by_label("From Senior up")).to_be_checked()
    page.get_by_role("button", name="Watch", exact=True).tap()

    expect(page.get_by_text("then you watch it")).to_be_visible()
    page.get_by_role("link", name="Make an account").tap()
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Public name").fill("nora")
    page.get_by_role("button", name="Mail me a code").tap()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    page.get_by_label("Code").fill(mailbox.code())
    page.get_by_role("button", name="Confirm").tap()

    expect(page.get_by_role("heading", name="You watch Data Engineer")).to_be_visible()
    expect(page.get_by_text("1 person watches this.")).to_be_visible()
    assert watched(User.objects.get(username="nora")) == [("data-engineer", "senior")]
    page.get_by_role("link", name="Back to Data Engineer").tap()
    if scripts:
        button = page.get_by_role("button", name="Watching from Senior up")
        expect(button).to_be_visible()


def test_the_button_on_the_page_works_in_its_place(visits: Visits, sql: Document) -> None:
    carla = make_contributor()
    page = visits.by(carla)
    page.goto("/skills/sql/")
    page.get_by_role("button", name="Watch", exact=True).click()
    on = page.get_by_role("button", name="Watching")
    expect(on).to_be_focused()
    expect(page).to_have_url(re.compile("/skills/sql/$"))
    assert watched(carla) == [("sql", "")]
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Watch", exact=True)).to_be_focused()
    assert watched(carla) == []


def test_a_page_older_than_the_session_leads_to_signing_in(
    visits: Visits, sql: Document, mailbox: Mailbox
) -> None:
    carla = make_contributor()
    page = visits.by(carla)
    page.goto("/skills/sql/")
    button = page.get_by_role("button", name="Watch", exact=True)
    expect(button).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    button.click()
    page.get_by_label("E-mail address or username").fill("carla@example.org")
    page.get_by_role("button", name="Mail me a code").click()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    page.get_by_label("Code").fill(mailbox.code())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="You watch SQL")).to_be_visible()
    assert watched(carla) == [("sql", "")]


def test_what_somebody_watches_is_changed_and_stopped_in_one_list(
    visits: Visits, scripts: bool, sql: Document
) -> None:
    carla = make_contributor()
    for document in (sql, make_role(), make_group()):
        watch(document, by=carla)
    page = visits.by(carla, on=PHONE)
    page.goto("/me/")
    page.get_by_role("link", name="What I watch").tap()
    page.get_by_label("Which levels of Data Engineer").select_option(label="From Lead up")
    page.get_by_role("button", name="Change Data Engineer").tap()
    expect(page.get_by_text("Changed for Data Engineer.")).to_be_visible()
    page.get_by_role("checkbox", name="SQL").check()
    page.get_by_role("checkbox", name="Storage").check()
    page.get_by_role("button", name="Stop watching what is ticked").tap()
    expect(page.get_by_text("2 taken off your list.")).to_be_visible()
    assert watched(carla) == [("data-engineer", "lead")]
    if scripts:
        page.get_by_role("button", name="Tick all").tap()
        expect(page.get_by_role("checkbox", name="Data Engineer")).to_be_checked()


@pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_its_pages_are_sound(
    visits: Visits, sql: Document, screen: dict[str, object], scheme: str
) -> None:
    carla = make_contributor()
    propose(sql, {JUNIOR: "Asks tables well"}, author=carla)
    old = make_role("analyst", name="Analyst")
    for document in (make_role(), make_group(), make_domain(), old):
        watch(document, by=carla)
    retire(old, successor="data-analyst")
    page = visits.by(carla, on={**screen, "color_scheme": scheme})
    for address in ("me/watching/", "roles/data-engineer/watch/", "roles/analyst/"):
        page.goto(f"/{address}")
        is_sound(page)
    for address in ("skills/sql/", "roles/data-engineer/senior/", "groups/storage/"):
        page.goto(f"/{address}")
        expect(page.locator("#watch-button")).to_be_visible()
        is_sound(page)
