"""Two people write about one paragraph; whoever comes second loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from proposals.models import Proposal
from skills.models import Document
from tests.browser.journeys.conftest import Visits
from tests.factories import edit, make_skill
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose, rows

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = "Asks tables simple questions"
PROPOSED = "Asks tables simple questions in SQL"
LIVE = "Asks tables and views simple questions"
TOGETHER = "Asks tables and views simple questions in SQL"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", required={"data-engineer junior": FIRST})


@pytest.fixture
def carla() -> User:
    return make_contributor("carla")


@pytest.fixture
def mona() -> User:
    return make_moderator("mona")


@pytest.fixture
def proposal(visits: Visits, sql: Document, carla: User, mona: User) -> Proposal:
    """Carla's, on the old text: Otto's, sent later, was approved before it."""
    proposal = propose(sql, {JUNIOR: PROPOSED}, author=carla)
    others = propose(sql, {JUNIOR: LIVE}, author=make_contributor("otto"))
    page = visits.by(mona)
    page.goto(f"/review/{others.pk}/")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Approved. SQL is live as revision 2.")).to_be_visible()
    return proposal


def three_texts(page: Page) -> dict[str, str]:
    """What stands side by side, with marks for readers of the screen taken out."""
    shown = {}
    for column in page.locator(".three > div").all():
        heading = column.locator(".eyebrow").inner_text().capitalize()
        words = column.locator("p:not(.eyebrow)").evaluate(
            """(text) => {
                const plain = text.cloneNode(true);
                for (const aside of plain.querySelectorAll(".visually-hidden, del")) aside.remove();
                return plain.textContent.replace(/\\s+/g, " ").trim();
            }"""
        )
        shown[heading] = words
    return shown


def bring_together(page: Page) -> None:
    assert three_texts(page) == {"When proposed": FIRST, "Proposed": PROPOSED, "Live now": LIVE}
    page.get_by_label("Written together:").check()
    written = page.get_by_label("Data Engineer · Junior, written together")
    expect(written).to_have_value(TOGETHER)  # as far as a machine can
    written.fill(f"{TOGETHER}.")
    page.get_by_role("button", name="Make a new version of it").click()
    expect(page.get_by_text("version 2 fits the live text")).to_be_visible()


def test_its_author_brings_the_texts_together(
    visits: Visits, scripts: bool, proposal: Proposal, carla: User, mona: User
) -> None:
    author = visits.by(carla)
    author.goto("/me/proposals/")
    author.get_by_role("link", name=re.compile("Data Engineer")).first.click()
    expect(author.locator(".standing")).to_contain_text("The live text has changed since")
    assert three_texts(author) == {"When proposed": FIRST, "Proposed": PROPOSED, "Live now": LIVE}
    author.get_by_role("link", name="Bring it up to date").click()
    bring_together(author)
    expect(author).to_have_url(re.compile(f"{proposal.get_absolute_url()}$"))
    assert rows(Proposal.objects.get(pk=proposal.pk))[JUNIOR].new == f"{TOGETHER}."

    reviewer = visits.by(mona)
    reviewer.goto(f"/review/{proposal.pk}/")
    reviewer.get_by_role("button", name="Approve", exact=True).click()
    reviewer.goto("/skills/sql/")
    live = reviewer.locator("#cell-data-engineer-junior")
    expect(live).to_contain_text(f"{TOGETHER}.")


def test_a_moderator_brings_them_together_and_approves(
    visits: Visits, scripts: bool, proposal: Proposal, mona: User
) -> None:
    page = visits.by(mona)
    page.goto("/review/?conflicts=with")
    page.get_by_role("link", name="Start with the first").click()
    expect(page.locator(".judged")).to_contain_text("This changed in revision 2")
    assert three_texts(page) == {"When proposed": FIRST, "Proposed": PROPOSED, "Live now": LIVE}
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Bring the texts together…").click()
    bring_together(page)
    page.get_by_role("button", name="Approve", exact=True).click()
    page.goto("/skills/sql/history/")
    expect(page.locator(".revision").first).to_contain_text("by carla, reviewed by mona")


def test_a_text_that_changed_while_somebody_wrote(
    visits: Visits, scripts: bool, sql: Document, carla: User
) -> None:
    page = visits.by(carla)
    page.goto("/skills/sql/suggest/data-engineer/junior/")
    page.get_by_role("textbox", name="What is expected").fill(PROPOSED)
    page.get_by_text("Outdated").click()
    edit(sql, {JUNIOR: LIVE})
    visits.may_be_answered(409)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost.")
    assert three_texts(page) == {"When you started": FIRST, "Yours": PROPOSED, "Live now": LIVE}
    expect(page.get_by_role("textbox", name="What is expected")).to_have_value(PROPOSED)
    page.get_by_role("textbox", name="What is expected").fill(TOGETHER)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is on its way to the reviewers.")).to_be_visible()
    assert rows(Proposal.objects.get())[JUNIOR].new == TOGETHER
