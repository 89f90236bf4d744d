"""Settings chosen, an account blocked and let in again, and an account deleted."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from skills.models import Document
from tests.browser.journeys.conftest import DESK, PHONE, Visits
from tests.mail_server import Mailbox
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "mountain stream"


@pytest.fixture
def carla(sql: Document) -> User:
    carla = make_contributor("carla", display_name="Carla Mendes", password=PASSWORD)
    propose(sql, {JUNIOR: "Asks tables well"}, author=carla)
    return carla


def look(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sign_in(page: Page, login: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address or username").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_account_is_deleted(
    visits: Visits, scripts: bool, carla: User, mailbox: Mailbox, tmp_path: Path
) -> None:
    page = visits.by(carla)
    page.goto("/me/")
    page.locator(".me-line", has_text="My data").get_by_role("link").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all my data").click()
    download.value.save_as(tmp_path / "mine.json")
    mine = json.loads((tmp_path / "mine.json").read_text())
    assert mine["proposals"][0]["about"] == "skill/sql"

    page.get_by_role("link", name="Delete my account…").click()
    expect(page.get_by_text("1 proposal of yours that is not decided yet")).to_be_visible()
    page.get_by_label("Type your username").fill("Carla")
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="The account is deleted")).to_be_visible()
    assert mailbox.newest()["To"] == "carla@example.org"

    page.goto("/proposals/?state=all")
    expect(page.get_by_text("deleted user").first).to_be_visible()
    page.locator(".proposal-name").first.click()
    expect(page.get_by_text("withdrawn").first).to_be_visible()
    assert "Carla" not in page.content()
    visits.may_be_answered(404)
    visits.may_be_answered(422)
    page.goto("/people/carla/")
    expect(page.get_by_role("heading", name="Nobody here has this name")).to_be_visible()
    sign_in(page, "carla")
    expect(page.get_by_text("don't belong together")).to_be_visible()


def test_an_account_is_blocked_and_let_in_again(visits: Visits, scripts: bool, carla: User) -> None:
    theirs, page = visits.by(carla), visits.by(make_moderator("mona"))
    page.goto("/people/carla/")
    page.get_by_role("link", name="Block…").click()
    page.get_by_label("Why").fill("Advertising")
    page.get_by_label("30 days").check()
    page.get_by_role("button", name="Block").click()
    expect(page.get_by_text("Carla Mendes is blocked.")).to_be_visible()
    expect(page.get_by_text("“Advertising”")).to_be_visible()

    theirs.goto("/me/settings/")
    expect(theirs).to_have_url(re.compile("/accounts/login/"))
    sign_in(theirs, "carla")
    expect(theirs.get_by_role("heading", name="This account is blocked")).to_be_visible()
    expect(theirs.get_by_text("Advertising")).to_be_visible()

    page.get_by_role("link", name="Unblock…").click()
    page.get_by_role("button", name="Unblock").click()
    expect(page.get_by_text("is no longer blocked")).to_be_visible()
    sign_in(theirs, "carla")
    expect(theirs.get_by_role("heading", name="Carla Mendes")).to_be_visible()


def test_settings_are_chosen(visits: Visits, carla: User) -> None:
    page = visits.by(carla)
    page.add_init_script(
        "Intl.DateTimeFormat.prototype.resolvedOptions = () => ({timeZone: 'Asia/Tokyo'})"
    )
    page.goto("/me/settings/")
    offer = page.get_by_role("button", name="Use this browser’s: Asia/Tokyo")
    offer.click()
    expect(offer).to_be_hidden()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    page.get_by_label("Username").fill("carla-m")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your settings are saved.")).to_be_visible()
    page.get_by_role("link", name="Mail", exact=True).click()
    answers = page.get_by_role("group", name=re.compile("Answers to me"))
    answers.get_by_label("never").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your mail settings are saved.")).to_be_visible()
    expect(answers.get_by_label("never")).to_be_checked()
    carla.refresh_from_db()
    assert (carla.username, carla.time_zone) == ("carla-m", "Asia/Tokyo")


@pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_the_pages_are_sound(
    visits: Visits, carla: User, sql: Document, screen: dict[str, object], scheme: str
) -> None:
    propose(sql, {LEAD: "Owns every table"}, author=carla)
    on = {**screen, "color_scheme": scheme}
    page = visits.by(carla, on=on)
    for address in ("me/settings", "me/settings/mail", "me/data", "me/delete", "people/carla"):
        page.goto(f"/{address}/")
        look(page)
    moderators = visits.by(make_moderator("mona"), on=on)
    for address in ("people/carla", "people/carla/ban"):
        moderators.goto(f"/{address}/")
        look(moderators)
