"""What only a browser can tell about the skill page: the script, the policy, accessibility."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from skills.algebra.paths import description, requirement
from tests.factories import edit, make_skill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """A skill of nine roles, one of them with a hole and with two revisions behind it."""
    roles = [f"{area}-engineer" for area in ("cloud", "data", "mobile", "network", "web")]
    skill = make_skill(
        summary="Asking tables",
        required={role: f"What the {role} does" for role in roles},
        optional={f"{area}-analyst": f"Counts {area}" for area in ("data", "risk", "tax", "web")},
    )
    cell = ("tax-analyst", "lead")
    edit(skill, {requirement(*cell): None, description(*cell): None})
    return f"{live_server.url}/skills/sql/"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize(
    "query", ["", "?level=middle", "?level=middle&role=tax-analyst", "?revision=1"]
)
def test_it_is_accessible_and_breaks_no_rule(
    page: Page, address: str, complaints: list[str], query: str, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + query)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_a_role_opens_in_place_and_closes_again(
    page: Page, address: str, complaints: list[str]
) -> None:
    page.goto(address)
    role = page.locator("#cell-tax-analyst-middle th a")
    role.click()
    opened = page.locator("#cell-tax-analyst-middle + .opened")
    expect(opened).to_contain_text("Removed by author")
    expect(role).to_have_attribute("aria-expanded", "true")
    assert page.url == address
    assert Axe().run(page).violations_count == 0
    role.click()
    expect(opened).to_have_count(0)
    expect(role).to_have_attribute("aria-expanded", "false")
    assert complaints == []


def test_escape_closes_what_the_keyboard_opened(page: Page, address: str) -> None:
    page.goto(address)
    role = page.locator("#cell-tax-analyst-middle th a")
    role.press("Enter")
    expect(page.locator(".opened")).to_have_count(1)
    page.locator(".opened summary").last.press("Escape")
    expect(page.locator(".opened")).to_have_count(0)
    expect(role).to_be_focused()


def test_the_box_narrows_the_tables(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_placeholder("Filter roles")
    box.fill("ANALYST")
    expect(page.locator(".expectations tbody tr:visible")).to_have_count(4 * 5 - 1)
    expect(page.locator("output")).to_have_text("4 roles")
    box.fill("nobody")
    expect(page.get_by_text("No role has that in its name.")).to_be_visible()
    box.fill("")
    expect(page.locator(".expectations tbody tr:visible")).to_have_count(9 * 5 - 1)


def test_choosing_a_level_changes_the_address_without_a_new_page(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("window.stayed = true")
    page.get_by_role("navigation", name="Your level").get_by_text("Senior").click()
    expect(page.get_by_role("heading", name="What changes at Lead")).to_be_visible()
    assert page.url == f"{address}?level=senior"
    assert page.evaluate("window.stayed") is True
    page.go_back()
    expect(page.get_by_role("heading", name="What changes at Lead")).to_have_count(0)


def test_the_tabs_say_which_level_is_in_view(page: Page, address: str) -> None:
    page.goto(address)
    tabs = page.get_by_role("navigation", name="Levels")
    tabs.get_by_text("Lead").click()
    expect(tabs.get_by_text("Lead")).to_have_attribute("aria-current", "true")
    expect(page.locator("#level-lead h3")).to_be_in_viewport()


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_placeholder("Filter roles")).to_be_hidden()
    page.get_by_role("navigation", name="Your level").get_by_text("Middle").click()
    page.get_by_label("as", exact=True).select_option("Data Engineer")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Next rung · Senior")).to_be_visible()
    page.locator("#cell-data-engineer-lead th a").click()
    expect(page).to_have_url(re.compile(r"/skills/sql/roles/data-engineer/$"))
    context.close()
