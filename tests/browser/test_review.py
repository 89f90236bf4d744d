"""Reviewing in a browser: keys, the claim, what is kept, accessibility, and all of it without a
script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from proposals.models import Proposal
from proposals.operations.approve import approve
from skills.models import Document
from skills.projection import live_content
from tests.factories import edit, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def skill(live_server: LiveServer) -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def complaints(page: Page) -> list[str]:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


def sign_in(page: Page, address: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}]
    )


@pytest.fixture
def desk(page: Page, live_server: LiveServer, skill: Document) -> Page:
    """The moderator's browser."""
    sign_in(page, live_server.url, make_moderator())
    return page


def at_place(desk: Page, place: str) -> None:
    """Wait for the page, and for the script that listens to keys."""
    expect(desk.get_by_text(place)).to_be_visible()
    expect(desk.get_by_role("button", name="all keys")).to_be_visible()


def opened(desk: Page, live_server: LiveServer, proposal: Proposal) -> None:
    desk.goto(f"{live_server.url}/review/{proposal.pk}/")
    expect(desk.get_by_role("button", name="all keys")).to_be_visible()


def status_of(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).status


def while_it_loads(desk: Page, live_server: LiveServer, proposal: Proposal, *keys: str) -> None:
    """Open it, and press keys before the rest of its scripts has come."""
    held: list[Route] = []
    desk.route("**/htmx-2*.js", lambda route: held.append(route))
    desk.goto(f"{live_server.url}/review/{proposal.pk}/", wait_until="commit")
    expect(desk.locator("#what")).to_be_visible()
    for key in keys:
        desk.keyboard.press(key)
    while not held:
        desk.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(desk.get_by_role("button", name="all keys")).to_be_visible()


def test_a_key_pressed_too_early_counts_but_decides_nothing(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries (junior)"})
    while_it_loads(desk, live_server, proposal, "a")
    expect(desk.locator('[data-key="a"]')).to_be_focused()
    assert status_of(proposal) == "open"
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("You decided 1 just now.")).to_be_visible()
    assert status_of(proposal) == "approved"


def test_what_is_typed_too_early_after_c_is_the_text(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries (junior)"})
    while_it_loads(desk, live_server, proposal, *"cras")
    expect(desk.get_by_label("What should change?")).to_have_value("ras")
    assert status_of(proposal) == "open"


def test_the_button_of_a_reason_stays_in_sight(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    many = {JUNIOR: "Reads", LEAD: "Leads", JUNIOR_REQUIRED: "required"}
    opened(desk, live_server, propose(skill, many))
    desk.set_viewport_size({"width": 1280, "height": 720})
    desk.keyboard.press("r")
    expect(desk.get_by_role("button", name="Reject", exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("key", ["c", "r"])
def test_a_decision_s_form_leaves_most_of_the_window_to_the_texts(
    desk: Page, live_server: LiveServer, skill: Document, key: str
) -> None:
    desk.set_viewport_size({"width": 1280, "height": 900})
    many = {JUNIOR: "Reads", LEAD: "Leads", JUNIOR_REQUIRED: "required"}
    opened(desk, live_server, propose(skill, many))
    desk.keyboard.press(key)
    taken = desk.locator(".decide").bounding_box()
    assert taken
    assert taken["height"] < 400


def test_after_telling_others_the_keys_still_decide(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    opened(desk, live_server, proposal)
    desk.get_by_role("button", name="Tell others that you are reviewing it").click()
    expect(desk.locator("#claim")).to_contain_text("being reviewed by you")
    desk.keyboard.press("a")
    expect(desk.get_by_text("You decided 1 just now.")).to_be_visible()
    assert status_of(proposal) == "approved"


def test_a_queue_is_worked_through_by_keys_alone(
    desk: Page, live_server: LiveServer, skill: Document, complaints: list[str]
) -> None:
    plain = propose(skill, {JUNIOR: "Reads queries (junior)"})
    unclear = propose(skill, {LEAD: "Something"})
    spam = propose(skill, {JUNIOR: "Buy now"}, author=make_contributor("spammer"))
    partly = propose(skill, {JUNIOR_REQUIRED: "required", LEAD: "Laeds teams"})
    opened(desk, live_server, plain)
    at_place(desk, "1 of 4")

    desk.keyboard.press("a")
    at_place(desk, "2 of 4")
    assert status_of(plain) == "approved"

    desk.keyboard.press("j")
    at_place(desk, "3 of 4")
    desk.keyboard.press("k")
    at_place(desk, "2 of 4")

    desk.keyboard.press("c")
    expect(desk.get_by_label("What should change?")).to_be_focused()
    desk.keyboard.type("Ask a clear question")  # no letter of it decides anything
    desk.keyboard.press("Control+Enter")
    at_place(desk, "3 of 4")
    assert status_of(unclear) == "changes_requested"

    desk.keyboard.press("r")
    expect(desk.get_by_label("It isn't clear what should change")).to_be_focused()
    for _ in range(6):
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    at_place(desk, "4 of 4")
    assert status_of(spam) == "rejected"

    button = desk.locator('[data-key="a"]')
    expect(button).to_have_text("Approve")
    desk.keyboard.press("1")
    expect(button).to_have_text("Approve 1 of 2")
    desk.keyboard.press("e")
    expect(desk.locator(f"#text-{rows(partly)[LEAD].pk}")).to_be_focused()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("Leads teams")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("You decided 4 just now.")).to_be_visible()
    skill.refresh_from_db()
    content = live_content(skill)
    assert (content[LEAD], content[JUNIOR_REQUIRED]) == ("Leads teams", "optional")
    assert complaints == []


def test_a_partial_approval_by_key_is_confirmed(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    opened(desk, live_server, proposal)
    desk.keyboard.press("2")
    desk.keyboard.press("a")
    expect(desk.locator('[data-key="a"]')).to_be_focused()
    assert status_of(proposal) == "open"
    desk.keyboard.press("a")
    expect(desk.get_by_text("You decided 1 just now.")).to_be_visible()
    assert rows(proposal)[LEAD].outcome == "declined"


def test_a_look_claims_nothing_until_one_stays(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    desk.clock.install()
    opened(desk, live_server, proposal)
    desk.clock.run_for(15_000)
    expect(desk.locator("#claim")).to_contain_text("Tell others that you are reviewing it")
    proposal.refresh_from_db()
    assert not proposal.is_claimed
    desk.clock.run_for(10_000)
    expect(desk.locator("#claim")).to_contain_text("being reviewed by you until")
    proposal.refresh_from_db()
    assert proposal.is_claimed


def test_beginning_a_decision_claims_and_others_are_told(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    opened(desk, live_server, proposal)
    desk.keyboard.press("1")
    expect(desk.locator("#claim")).to_contain_text("being reviewed by you until")
    proposal.refresh_from_db()
    assert proposal.is_claimed
    desk.keyboard.press("s")
    expect(desk.get_by_text("This is the only one that waits for you.")).to_be_visible()
    proposal.refresh_from_db()
    assert not proposal.is_claimed


def test_the_keys_are_listed_and_can_be_turned_off(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    opened(desk, live_server, proposal)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.get_by_label("Keys work on this device").uncheck()
    desk.keyboard.press("Escape")
    desk.reload()
    expect(desk.get_by_role("button", name="all keys")).to_be_visible()
    desk.keyboard.press("a")
    expect(desk.get_by_role("button", name="Approve", exact=True)).to_be_visible()
    assert status_of(proposal) == "open"


def test_a_saved_reply_goes_into_the_text(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    desk.goto(f"{live_server.url}/review/replies/")
    desk.get_by_label("Name").fill("Sources")
    desk.get_by_label("Text").fill("Please name a source.")
    desk.get_by_role("button", name="Save").click()
    opened(desk, live_server, proposal)
    desk.keyboard.press("c")
    desk.locator("#ask-reply").select_option("Sources")
    expect(desk.get_by_label("What should change?")).to_have_value("Please name a source.")


def test_what_was_typed_outlives_the_session(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    address = f"{live_server.url}/review/{proposal.pk}/"
    opened(desk, live_server, proposal)
    desk.keyboard.press("c")
    expect(desk.locator("#claim")).to_contain_text("being reviewed by you")
    desk.keyboard.type("Which tables?")
    desk.context.clear_cookies(name="sessionid")
    desk.keyboard.press("Control+Enter")
    expect(desk).to_have_url(re.compile("/accounts/login/"))
    sign_in(desk, live_server.url, User.objects.get(username="mona"))
    desk.goto(address)
    expect(desk.get_by_label("What should change?")).to_have_value("Which tables?")
    assert status_of(proposal) == "open"


def test_without_a_script_every_decision_is_a_form(
    browser: Browser, live_server: LiveServer, skill: Document
) -> None:
    first = propose(skill, {JUNIOR: "Raeds (junior)"})
    second = propose(skill, {LEAD: "Something"})
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url, make_moderator())
    page.goto(f"{live_server.url}/review/")
    page.get_by_role("link", name="Start with the first").click()
    page.get_by_role("button", name="Tell others that you are reviewing it").click()
    expect(page.locator("#claim")).to_contain_text("being reviewed by you until")
    page.get_by_role("link", name="Correct wording…").click()
    page.get_by_label("Corrected text").fill("Reads (junior)")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("2 of 2")).to_be_visible()
    assert status_of(first) == "approved"
    page.get_by_text("Reject…").click()
    page.get_by_label("It belongs at another level").check()
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("Rejected. carla is told why.")).to_be_visible()
    assert status_of(second) == "rejected"
    page.context.close()


def test_a_conflict_is_written_together(
    desk: Page, live_server: LiveServer, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries (junior)"})
    edit(skill, {JUNIOR: "Queries daily (junior)"})
    desk.goto(f"{live_server.url}/review/{proposal.pk}/")
    expect(desk.locator('button[data-key="a"]')).to_have_count(0)
    desk.get_by_role("link", name="Bring the texts together…").click()
    text = desk.get_by_label("Data Engineer · Junior, written together")
    text.fill("Reads queries daily (junior)")
    expect(desk.get_by_label("Written together:")).to_be_checked()
    desk.get_by_role("button", name="Make a new version of it").click()
    at_place(desk, "Brought up to date: version 2 fits the live text.")
    desk.keyboard.press("a")
    expect(desk.get_by_text("You decided 1 just now.")).to_be_visible()
    skill.refresh_from_db()
    assert live_content(skill)[JUNIOR] == "Reads queries daily (junior)"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (1280, "light")])
def test_every_page_is_accessible_and_breaks_no_rule(
    desk: Page,
    live_server: LiveServer,
    skill: Document,
    complaints: list[str],
    width: int,
    scheme: str,
) -> None:
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    desk.set_viewport_size({"width": width, "height": 900})
    done = propose(skill, {JUNIOR: "Reads"})
    overtaken = propose(skill, {JUNIOR: "Writes", LEAD: "Leads"})
    wording = propose(skill, {LEAD: "Leads people"})
    approve(done, reviewer=make_moderator("otto"), version=1)
    for address in (
        "review/",
        "review/?group=skill&kind=wording",
        f"review/{overtaken.pk}/",
        f"review/{wording.pk}/?correct=1",
        f"review/{done.pk}/",
        "review/bulk/",
        "review/spam/?author=carla",
        "review/replies/",
        f"proposals/{overtaken.pk}/rebase/",
    ):
        desk.goto(f"{live_server.url}/{address}")
        for each in desk.locator(".decide summary").all():
            each.click()
            desk.wait_for_timeout(50)
        found = Axe().run(desk)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address
    assert complaints == []
