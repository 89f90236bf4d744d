"""Somebody watches a role from a level up, and hears of what changes there: once, and only of that."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from proposals.background.worker import LEASE, Worker
from proposals.models import Proposal
from skills.algebra.paths import REQUIRED, requirement
from tests.browser.journeys.conftest import PHONE, Visits
from tests.factories import make_role, make_skill
from tests.mail_server import Mailbox
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "Vector search became required for Senior LLM Engineers"


@pytest.fixture
def proposal() -> Proposal:
    """Otto's, sent and announced before Nora watches one of the two roles it is for."""
    make_role("llm-engineer", name="LLM Engineer")
    skill = make_skill(
        "vector-search",
        name="Vector search",
        optional={"llm-engineer": "Finds what is near", "data-engineer": "Stores vectors"},
    )
    values = {requirement("llm-engineer", "senior"): REQUIRED, JUNIOR: "Stores vectors in a table"}
    proposal = propose(skill, values, author=make_contributor("otto"))
    work()
    return proposal


def work() -> None:
    """As a worker does in its first minute."""
    Worker(once=True, lease=LEASE).work()


def sign_up_to_watch(page: Page, mailbox: Mailbox) -> None:
    page.goto("/roles/llm-engineer/")
    page.get_by_role("link", name="Watch", exact=True).tap()
    page.get_by_label("From Senior up").check()
    page.get_by_role("button", name="Watch", exact=True).tap()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("link", name="Make an account").tap()
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Public name").fill("nora")
    page.get_by_role("button", name="Mail me a code").tap()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    page.get_by_label("Code").fill(mailbox.code())
    page.get_by_role("button", name="Confirm").tap()
    expect(page.get_by_role("heading", name="You watch LLM Engineer")).to_be_visible()
    expect(page.get_by_label("From Senior up")).to_be_checked()


def ask_for_mail_at_once(page: Page) -> None:
    page.goto("/me/settings/mail/")
    changes = page.get_by_role("group", name="Changes to what I watch")
    changes.get_by_label("at once").check()
    page.get_by_role("button", name="Save").tap()


def approve(page: Page, proposal: Proposal) -> None:
    page.goto(f"/review/{proposal.pk}/")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Approved. Vector search is live as revision 2.")).to_be_visible()


def test_one_notification_and_one_mail_in_the_right_words(
    visits: Visits, scripts: bool, proposal: Proposal, mailbox: Mailbox
) -> None:
    nora = visits.by(on=PHONE)
    sign_up_to_watch(nora, mailbox)
    ask_for_mail_at_once(nora)
    work()
    before = len(mailbox.mails)
    approve(visits.by(make_moderator("mona")), proposal)
    work()
    work()

    to_nora = [mail for mail in mailbox.mails[before:] if mail["To"] == "nora@example.org"]
    assert [mail["Subject"] for mail in to_nora] == [SENTENCE]
    nora.goto("/notifications/")
    expect(nora.locator(".notices li")).to_have_count(1)
    expect(nora.locator(".notices li")).to_contain_text(SENTENCE)
    nora.get_by_role("link", name=SENTENCE).tap()
    expect(nora).to_have_url(re.compile("/proposals/"))

    address = to_nora[0]["List-Unsubscribe"].strip("<>")
    assert to_nora[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.sub(r"^https?://[^/]+", "", address)
    user = User.objects.get(username="nora")
    Client().get(path)
    assert user.watches.filter(stopped_at=None).exists()  # looking changes nothing
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not user.watches.filter(stopped_at=None).exists()
