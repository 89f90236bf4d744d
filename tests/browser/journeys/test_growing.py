"""Somebody's growth: from a browser that keeps it, into an account, to a sheet and a link."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from skills.algebra.paths import description
from skills.models import Document, GrowthShare, SelfAssessment
from tests.browser.journeys.conftest import DESK, PHONE, Visits
from tests.factories import edit, make_skill
from tests.mail_server import Mailbox
from tests.proposals.factories import make_contributor
from tests.skills.growth.factories import aim, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def skills(db: None) -> list[Document]:
    return [
        make_skill("sql", name="SQL", required={"dba": "Joins"}),
        make_skill("backup", name="Backup", required={"dba": "Restores"}),
        make_skill("tuning", name="Tuning", optional={"dba": "Reads plans"}),
    ]


def is_sound(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def set_goal(page: Page) -> None:
    page.goto("/me/growth/goal/")
    page.get_by_label("Role today").select_option(label="Dba")
    page.get_by_label("Level today").select_option(label="Middle")
    page.get_by_label("Role", exact=True).select_option(label="Dba")
    page.get_by_label("Level", exact=True).select_option(label="Senior")
    page.get_by_role("button", name="Set this goal").click()
    expect(page.get_by_role("heading", name="Where are you?")).to_be_visible()


def test_from_a_browser_that_keeps_it_into_an_account(
    visits: Visits, skills: list[Document], mailbox: Mailbox
) -> None:
    page = visits.by()
    page.goto("/roles/dba/")
    page.get_by_role("link", name="Where am I?").click()
    expect(page.get_by_text("kept in this browser only")).to_be_visible()
    backup, sql = page.locator("#rate-backup"), page.locator("#rate-sql")
    expect(backup).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("3")
    expect(backup.get_by_text("Saved in this browser")).to_be_visible()
    expect(backup.get_by_text("Restores (lead)")).to_be_visible()
    expect(backup.get_by_text("Restores (junior)")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("0")
    expect(sql.get_by_role("radio", name="not yet")).to_be_checked()
    expect(page.get_by_text("2 of 3 rated")).to_be_visible()
    assert not SelfAssessment.objects.exists()

    visits.may_be_answered(422)
    page.goto("/me/growth/goal/")
    page.get_by_role("button", name="Set this goal").click()
    expect(page.get_by_text("Choose the role you want to be in")).to_be_visible()
    set_goal(page)
    expect(page.get_by_text("You meet 1 of 2 required expectations")).to_be_visible()
    page.get_by_role("link", name="My gap").click()
    page.get_by_role("link", name=re.compile("I am here ?: SQL")).click()
    page.get_by_label("Evidence").fill("Moved the billing")
    page.get_by_role("button", name="I am here").click()
    expect(page.locator('[data-rung="dba/senior"]').get_by_text("you are here")).to_be_visible()

    page.goto("/me/growth/")
    page.get_by_role("link", name="Sign in to keep them in your account").click()
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Public name").fill("nora")
    page.get_by_role("button", name="Mail me a code").click()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    page.get_by_label("Code").fill(mailbox.code())
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Take over 3 ratings from this browser").click()
    expect(page.get_by_text("3 ratings are in your account now.")).to_be_visible()
    expect(page.get_by_text("You meet 2 of 2 required expectations")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Take over"))).to_be_hidden()
    assert page.evaluate("localStorage.getItem('growth')") is None
    nora = User.objects.get(username="nora")
    assert SelfAssessment.objects.filter(user=nora).count() == 3

    page.get_by_role("link", name="Promotion sheet").click()
    expect(page.get_by_role("cell").get_by_text("Moved the billing")).to_be_visible()


def test_rating_is_saved_as_one_goes_and_by_one_form_without_scripts(
    visits: Visits, scripts: bool, skills: list[Document]
) -> None:
    carla = make_contributor()
    aim(carla)
    page = visits.by(carla)
    page.goto("/me/growth/rate/dba/")
    page.locator("#rate-sql").get_by_role("radio", name="Senior").check()
    if scripts:
        expect(page.locator("#rate-sql").get_by_text("Saved", exact=True)).to_be_visible()
    else:
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("1 rating saved.")).to_be_visible()
    assert SelfAssessment.objects.get().level_id == 3
    edit(skills[0], {description("dba", "senior"): "Joins a great deal"})
    page.goto("/me/growth/gap/")
    page.get_by_role("button", name=re.compile("Still true ?: SQL")).click()
    expect(page.get_by_text("Noted as still true.")).to_be_visible()
    assert SelfAssessment.objects.count() == 2
    page.goto("/me/growth/rate/dba/")
    page.locator("#rate-backup").get_by_role("link", name="This paragraph is wrong").first.click()
    expect(page).to_have_url(re.compile("/skills/backup/suggest/dba/"))


def test_a_link_shows_it_until_it_is_taken_back(
    visits: Visits, scripts: bool, skills: list[Document]
) -> None:
    carla = make_contributor()
    aim(carla)
    say(skills[0], "senior", by=carla, note="Moved the billing")
    page = visits.by(carla)
    page.goto("/me/growth/")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Your link").input_value()
    guest = visits.by()
    guest.goto(link)
    expect(guest.get_by_text("Moved the billing")).to_be_visible()
    if scripts:
        is_sound(guest)
    page.get_by_role("button", name="Take the link back").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible()
    visits.may_be_answered(404)
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_be_visible()
    expect(guest.get_by_text("Moved the billing")).to_have_count(0)
    assert GrowthShare.objects.get().revoked_at


@pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_its_pages_are_sound(
    visits: Visits, skills: list[Document], screen: dict[str, object], scheme: str
) -> None:
    carla = make_contributor()
    aim(carla)
    say(skills[0], "senior", by=carla, note="Moved the billing")
    say(skills[2], "lead", by=carla)
    edit(skills[0], {description("dba", "senior"): "Joins a great deal"})
    make_skill("fresh", name="Fresh", required={"dba senior": "Fresh", "clerk middle": "Fresh"})
    page = visits.by(carla, on={**screen, "color_scheme": scheme})
    for address in ("", "goal/", "rate/dba/", "gap/", "move/?to=clerk", "sheet/", "history/"):
        page.goto(f"/me/growth/{address}")
        is_sound(page)
    page.goto("/skills/sql/here/?role=dba")
    is_sound(page)
    page.goto("/skills/sql/roles/dba/")
    expect(page.get_by_text("you are here")).to_be_visible()
    is_sound(page)
