"""A passkey added and used, an authenticator app, and a session ended from elsewhere."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.authenticator_app import code_of_app
from tests.browser.journeys.conftest import PHONE, Visits
from tests.people import make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mailbox")]


@pytest.fixture
def anna() -> User:
    return make_person("anna", password="mountain stream")


class Device:
    """What Chromium takes for a device that can keep passkeys and knows its owner's finger."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        added = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = added["authenticatorId"]

    def sees(self, *, the_owner: bool) -> None:
        facts = {"authenticatorId": self._id, "isUserVerified": the_owner}
        self._session.send("WebAuthn.setUserVerified", facts)


def look(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_in(page: Page, going_to: str = "/me/security/") -> None:
    page.goto(f"/accounts/login/?next={going_to}")
    page.get_by_label("E-mail address or username").fill("anna")
    page.get_by_label("Password").fill("mountain stream")
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("button", name="Sign out").click()


def add_passkey(page: Page, name: str, *, alone: bool = True) -> None:
    page.get_by_role("link", name="Add a").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Sign in with it alone").set_checked(alone)
    look(page)
    page.get_by_role("button", name="Add").click()


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("on", [{}, PHONE], ids=["desk", "phone"])
def test_a_passkey_is_added_and_opens_the_door(visits: Visits, on: dict[str, Any]) -> None:
    page = visits.by(on=on) if on else visits.by()
    device = Device(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Security", exact=True)).to_be_visible()
    look(page)
    add_passkey(page, "My phone")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.get_by_text("Your passkey is added.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Back to security").click()
    expect(page.get_by_text("My phone", exact=True).first).to_be_visible()
    look(page)
    sign_out(page)

    page.goto("/accounts/login/?next=/about/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{visits.base_url}/about/")
    expect(page.get_by_role("link", name="My page: anna")).to_be_visible()
    sign_out(page)

    # The device doesn't know the finger: nothing happens, and the page says so.
    device.sees(the_owner=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing came back")
    look(page)
    device.sees(the_owner=True)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="anna")).to_be_visible()


@pytest.mark.usefixtures("anna")
def test_a_security_key_is_the_second_step_and_can_be_renamed_and_removed(visits: Visits) -> None:
    page = visits.by()
    Device(page)
    sign_in(page)
    add_passkey(page, "Key ring", alone=False)
    sign_out(page)
    sign_in(page, "/about/")
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page).to_have_url(f"{visits.base_url}/about/")

    page.goto("/me/security/")
    page.get_by_role("link", name="Rename Key ring").click()
    page.get_by_label("Name").fill("Desk drawer")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove… Desk drawer").click()
    expect(page.get_by_role("heading", name="Remove “Desk drawer”?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Security", exact=True)).to_be_visible()


@pytest.mark.usefixtures("anna")
def test_an_app_and_the_codes_for_the_day_it_is_lost(visits: Visits, scripts: bool) -> None:
    visits.may_be_answered(422)
    page = visits.by()
    sign_in(page)
    page.get_by_role("link", name="Set up").click()
    page.get_by_text("No camera?").click()
    if scripts:
        look(page)
    secret = page.locator(".safe-key").inner_text()
    page.get_by_label("The code it shows").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("This did not fit")).to_be_visible()
    page.get_by_label("The code it shows").fill(code_of_app(secret))
    page.get_by_role("button", name="Turn on").click()
    first = page.locator(".safe-codes code").first.inner_text()
    expect(page.get_by_role("button", name="Print")).to_be_visible(visible=scripts)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert first in download.value.path().read_text()
    for code, works in ((code_of_app(secret), True), (first, True), (first, False)):
        sign_out(page)
        sign_in(page, "/about/")
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Sign in").click()
        if works:
            expect(page).to_have_url(f"{visits.base_url}/about/")
        else:
            expect(page.get_by_text("This did not fit")).to_be_visible()


@pytest.mark.usefixtures("anna", "scripts")
def test_a_session_is_ended_from_elsewhere(visits: Visits) -> None:
    phone, desk = visits.by(on=PHONE), visits.by()
    sign_in(phone)
    sign_in(desk)
    desk.get_by_role("button", name="Sign out everywhere else").click()
    expect(desk.get_by_text("Signed out in 1 place.")).to_be_visible()
    phone.goto("/me/security/")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    desk.goto("/me/security/")
    expect(desk.get_by_role("heading", name="Security", exact=True)).to_be_visible()


@pytest.mark.usefixtures("anna")
def test_without_scripts_nothing_is_offered_that_cannot_be_done(visits: Visits) -> None:
    page = visits.by(scripts=False)
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    sign_in(page)
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_text("Passkeys work only with JavaScript.")).to_be_visible()
