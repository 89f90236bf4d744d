"""What only a browser can tell about the frame of every page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console says, a refusal by the content security policy for one."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["/about/", "/contact/"])
def test_a_page_is_accessible_and_breaks_no_rule(
    live_server: LiveServer,
    page: Page,
    complaints: list[str],
    address: str,
    width: int,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + address)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_light_or_dark_follows_the_system_until_somebody_chooses(
    live_server: LiveServer, page: Page
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(live_server.url + "/about/")
    html, toggle = page.locator("html"), page.locator("[data-theme-toggle]")
    expect(html).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()
    toggle.click()
    expect(html).to_have_attribute("data-bs-theme", "light")
    page.reload()
    expect(html).to_have_attribute("data-bs-theme", "light")
    toggle.click()
    page.emulate_media(color_scheme="light")
    expect(html).to_have_attribute("data-bs-theme", "light")


def test_dark_works_without_javascript(live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(live_server.url + "/about/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 24, 29)")
    expect(page.get_by_role("button", name="Dark colours")).to_have_count(0)
    context.close()


def test_the_keyboard_can_skip_to_the_content(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/about/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
