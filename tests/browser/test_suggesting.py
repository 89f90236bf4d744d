"""Suggesting a change in a browser: in place, with what is typed kept, and without a script too."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from proposals.models import Proposal
from skills.models import Document
from tests.factories import edit, make_skill
from tests.proposals.factories import JUNIOR, make_contributor, propose
from tests.proposals.pages import CELL

pytestmark = pytest.mark.django_db(transaction=True)
ROW = "#cell-data-engineer-junior"


@pytest.fixture
def site(live_server: LiveServer) -> str:
    skill = make_skill(required={"data-engineer": "Queries", "analyst": "Counts"}, summary="Tables")
    propose(skill, {JUNIOR: "Reads queries"}, author=make_contributor("otto"))
    return live_server.url


def sign_in(page: Page, site: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize(
    "address",
    [
        CELL,
        "/skills/sql/suggest/",
        "/skills/new/?name=Sql",
        "/skills/sql/suggest/retire/",
        "/skills/sql/history/1/revert/",
    ],
)
def test_each_form_is_accessible_and_fits(
    page: Page, site: str, address: str, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + address)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_paragraph_is_corrected_in_its_row_in_five_taps(page: Page, site: str) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    sign_in(page, site, make_contributor())
    page.goto(f"{site}/skills/sql/")
    row = page.locator(ROW)
    expect(row.locator(".edit .tag")).to_have_text("1 open")
    row.locator(".edit").click()
    form = page.locator(f"{ROW} + .opened")
    expect(form.get_by_role("button", name="Support it")).to_be_visible()
    text = form.get_by_label("What is expected")
    expect(text).to_be_focused()
    text.fill("Writes queries (junior)")
    expect(form.locator(".suggest-changes ins")).to_contain_text("Writes")
    form.get_by_text("Outdated").click()
    form.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile(r"/proposals/\d+/$"))
    assert page.evaluate("localStorage.length") == 0
    assert messages == []


def test_the_row_s_two_links_take_turns(page: Page, site: str) -> None:
    page.goto(f"{site}/skills/sql/")
    row, opened = page.locator(ROW), page.locator(f"{ROW} + .opened")
    row.locator("th a").click()
    expect(opened.locator(".rungs")).to_be_visible()
    row.locator(".edit").click()
    expect(opened.locator("form.suggest")).to_be_visible()
    expect(page.locator(".opened")).to_have_count(1)
    row.locator(".edit").click()
    expect(opened).to_have_count(0)
    expect(row.locator(".edit")).to_have_attribute("aria-expanded", "false")


def test_what_was_typed_survives_a_closed_tab(page: Page, site: str) -> None:
    page.goto(site + CELL)
    page.get_by_label("What is expected").fill("Ten minutes of work")
    page.get_by_text("Too low").click()
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(site + CELL)
    expect(again.get_by_label("What is expected")).to_have_value("Queries (junior)")
    again.get_by_role("button", name="Go on with it").click()
    expect(again.get_by_label("What is expected")).to_have_value("Ten minutes of work")
    expect(again.get_by_label("Too low")).to_be_checked()
    expect(again.locator("[data-draft-offer]")).to_be_hidden()


def test_it_can_be_thrown_away(page: Page, site: str) -> None:
    page.goto(site + CELL)
    page.get_by_label("What is expected").fill("Nothing good")
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(page.locator("[data-draft-offer]")).to_be_hidden()


def test_all_of_it_works_without_a_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, make_contributor())
    page.goto(f"{site}/skills/sql/")
    page.locator(f"{ROW} .edit").click()
    page.get_by_label("What is expected").fill("Writes queries (junior)")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".suggest-changes ins")).to_contain_text("Writes")
    page.get_by_text("Unclear").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is unclear")).to_be_visible()
    context.close()


def test_another_part_of_a_large_skill_keeps_the_first(page: Page, site: str) -> None:
    sign_in(page, site, make_contributor())
    page.goto(f"{site}/skills/sql/suggest/?role=analyst")
    page.locator('textarea[name="text:analyst:lead"]').fill("Counts twice")
    page.get_by_label("Which part").select_option("role:data-engineer")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator('textarea[name="text:data-engineer:lead"]').fill("Writes twice")
    page.get_by_label("In your own words").fill("Leads do everything twice")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    proposal = Proposal.objects.order_by("-pk")[0]
    assert sorted(row.new or "" for row in proposal.current_changes()) == [
        "Counts twice",
        "Writes twice",
    ]


def test_what_is_wrong_has_the_focus_and_leads_to_its_field(page: Page, site: str) -> None:
    sign_in(page, site, make_contributor())
    page.goto(site + CELL)
    text = page.get_by_label("What is expected")
    text.fill("x" * 2001)
    expect(page.get_by_text("2,001 of 2,000 characters: 1 too many")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Say why in a few words").click()
    expect(page.get_by_label("In your own words")).to_be_focused()
    expect(text).to_have_value("x" * 2001)
    expect(text).to_have_attribute("aria-invalid", "true")
    assert Axe().run(page).violations_count == 0


def test_an_address_follows_the_name_until_it_is_written(page: Page, site: str) -> None:
    page.goto(f"{site}/skills/new/")
    name, address = page.get_by_label("Name needed"), page.get_by_label("Address of its page")
    name.fill("C++")
    expect(address).to_have_value("c-plus-plus")
    address.fill("cpp")
    name.fill("Sql")
    expect(page.get_by_text("There is a skill called “Sql” already.")).to_be_visible()
    expect(address).to_have_value("cpp")


def test_what_takes_its_place_is_found_and_chosen_by_keys(page: Page, site: str) -> None:
    make_skill("postgresql", name="PostgreSQL", group="databases")
    sign_in(page, site, make_contributor())
    page.goto(f"{site}/skills/sql/suggest/retire/")
    page.get_by_label("Look for it").press_sequentially("postgr")
    expect(page.get_by_text("1 found")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("PostgreSQL")).to_be_checked()
    expect(page.locator("#suggest-changes")).to_contain_text("PostgreSQL")
    page.get_by_text("Outdated").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "postgresql" in [row.new for row in Proposal.objects.latest("pk").current_changes()]


def test_texts_written_together_survive_a_closed_tab(page: Page, site: str) -> None:
    carla = make_contributor()
    proposal = propose(Document.objects.get(slug="sql"), {JUNIOR: "Reads all"}, author=carla)
    edit(proposal.document, {JUNIOR: "Queries daily"})
    sign_in(page, site, carla)
    page.goto(f"{site}/proposals/{proposal.pk}/rebase/")
    page.locator("textarea").fill("Reads all, daily")
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(f"{site}/proposals/{proposal.pk}/rebase/")
    again.get_by_role("button", name="Go on with it").click()
    expect(again.locator("textarea")).to_have_value("Reads all, daily")
    expect(again.get_by_role("radio", name="Written together:")).to_be_checked()
    again.get_by_role("button", name="Make a new version").click()
    expect(again.get_by_role("heading", level=1)).to_be_visible()
    assert again.evaluate("localStorage.length") == 0
