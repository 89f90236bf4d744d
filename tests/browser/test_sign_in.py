"""Signing in as people do it: with a thumb, without JavaScript, in the dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.mail_server import Mailbox, mail_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mails:
        yield mails


def make_account(page: Page, mailbox: Mailbox, name: str = "anna") -> None:
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Public name").fill(name)
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code").fill(mailbox.code())
    page.get_by_role("button", name="Confirm").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_its_pages_are_accessible(
    live_server: LiveServer, page: Page, mailbox: Mailbox, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})

    def look() -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    for address in ("/me/", "/accounts/login/?next=/about/", "/accounts/password/reset/"):
        page.goto(live_server.url + address)
        look()
    page.goto(live_server.url + "/accounts/signup/")
    page.get_by_label("E-mail address").fill("anna@example.org")
    page.get_by_label("Public name").fill("Admin")
    page.get_by_role("button", name="Mail me a code").click()
    expect(page.get_by_text("This name is reserved")).to_be_visible()
    look()
    make_account(page, mailbox)
    expect(page.get_by_text("Welcome, anna.")).to_be_visible()
    expect(page.get_by_role("link", name="My page: anna")).to_be_visible()
    look()
    page.goto(live_server.url + "/accounts/password/set/")
    look()


def test_a_page_for_everyone_learns_who_is_there(
    live_server: LiveServer, page: Page, mailbox: Mailbox
) -> None:
    page.goto(live_server.url + "/accounts/signup/?next=/about/")
    make_account(page, mailbox)
    expect(page).to_have_url(live_server.url + "/about/")
    expect(page.get_by_role("link", name="My page: anna")).to_be_visible()
    expect(page.get_by_text("Welcome, anna.")).to_be_visible()
    page.goto(live_server.url + "/me/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(live_server.url + "/about/")
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()


def test_nobody_signed_in_asks_for_nothing_more(live_server: LiveServer, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + "/about/", wait_until="networkidle")
    assert not [url for url in asked if "/me/" in url]


def test_it_works_without_javascript(
    live_server: LiveServer, browser: Browser, mailbox: Mailbox
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/about/")
    page.get_by_role("link", name="My page").click()
    page.get_by_role("link", name="Make an account").click()
    make_account(page, mailbox)
    expect(page.get_by_role("heading", name="anna")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(live_server.url + "/accounts/login/?next=/about/")
    page.get_by_label("E-mail address or username").fill("anna@example.org")
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code").fill(mailbox.code())
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(live_server.url + "/about/")
    context.close()
