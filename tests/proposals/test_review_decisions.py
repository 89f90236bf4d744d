"""Each decision about a proposal, and what stopped it."""

import pytest
from django.test import Client

from accounts.models import User
from proposals.models import Proposal, SavedReply
from proposals.operations.approve import approve
from proposals.operations.reject import reject
from proposals.operations.revise import revise
from skills.algebra.paths import description, listing
from skills.models import Document
from skills.projection import live_content
from tests.factories import edit, make_role, make_skill
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    changes_to,
    make_moderator,
    propose,
    rows,
)
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def desk(client: Client) -> Client:
    """The moderator's browser."""
    client.force_login(make_moderator())
    return client


def live(document: Document) -> dict[object, str]:
    document.refresh_from_db()
    return dict(live_content(document))


def status_of(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).status


def everything(proposal: Proposal) -> dict[str, object]:
    """What the form says where nothing is touched."""
    return {"version": proposal.version, "accept": [row.pk for row in proposal.current_changes()]}


# ── Approving ─────────────────────────────────────────────────────────────────────────────────────
def test_approving_publishes_and_opens_the_next(desk: Client, skill: Document) -> None:
    first, second = propose(skill, {JUNIOR: "Reads"}), propose(skill, {LEAD: "Leads"})
    response = desk.post(f"/review/{first.pk}/approve/?kind=wording", everything(first))
    assert response["Location"] == f"/review/{second.pk}/?kind=wording&done=1"
    assert live(skill)[JUNIOR] == "Reads"
    page = text_of(desk.get(response["Location"]))
    assert "Approved. Sql is live as revision 2." in page
    assert "2 of 2" in page


def test_after_the_last_one_comes_the_queue(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    response = desk.post(f"/review/{proposal.pk}/approve/", everything(proposal))
    assert response["Location"] == "/review/?done=1"
    assert "You decided 1 just now." in text_of(desk.get("/review/?done=1"))


def test_only_what_is_ticked_is_accepted(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    form = {"version": 1, "accept": [rows(proposal)[LEAD].pk]}
    response = desk.post(f"/review/{proposal.pk}/approve/", form, follow=True)
    assert "Approved 1 of 2. Sql is live as revision 2." in text_of(response)
    assert (live(skill)[JUNIOR], live(skill)[LEAD]) == ("Queries (junior)", "Leads")
    assert rows(proposal)[JUNIOR].outcome == "declined"


def test_a_new_role_comes_with_the_cells_that_are_ticked(desk: Client, skill: Document) -> None:
    make_role("tester")
    cell = {description("tester", "lead"): "Tests", description("tester", "junior"): "Tries"}
    required = {path._replace(field="requirement"): "optional" for path in cell}
    proposal = propose(skill, cell | required)
    keys = [row.pk for path, row in rows(proposal).items() if path.level == "lead"]
    desk.post(f"/review/{proposal.pk}/approve/", {"version": 1, "accept": keys[:1]})
    assert live(skill)[listing("tester")] == "listed"
    assert description("tester", "junior") not in live(skill)


def test_corrected_wording_goes_live_and_the_credit_stays(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Raeds tables"})
    row = rows(proposal)[JUNIOR]
    form = {"version": 1, "accept": [row.pk], f"text-{row.pk}": "Reads tables"}
    desk.post(f"/review/{proposal.pk}/approve/", form)
    assert live(skill)[JUNIOR] == "Reads tables"
    proposal.refresh_from_db()
    assert proposal.revision
    assert proposal.revision.author.username == "carla"
    assert proposal.version == 2


def test_a_text_left_as_it_is_is_no_correction(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads\ntables"})
    row = rows(proposal)[JUNIOR]
    form = {"version": 1, "accept": [row.pk], f"text-{row.pk}": "Reads\r\ntables"}
    desk.post(f"/review/{proposal.pk}/approve/", form)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.version) == ("approved", 1)


def test_nothing_ticked_comes_back_with_what_was_typed(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    row = rows(proposal)[JUNIOR]
    form = {"version": 1, f"text-{row.pk}": "Reads it all", "text": "Thank you"}
    response = desk.post(f"/review/{proposal.pk}/approve/", form)
    page = text_of(response)
    assert response.status_code == 422
    assert "Accept at least one change" in page
    assert "Reads it all</textarea>" in page
    assert "Thank you</textarea>" in page
    assert "checked>" not in page.split('id="approve"')[1].split("</form>")[0]


def test_a_correction_that_breaks_a_rule_comes_back(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    row = rows(proposal)[JUNIOR]
    form = {"version": 1, "accept": [row.pk], f"text-{row.pk}": "x" * 2001}
    response = desk.post(f"/review/{proposal.pk}/approve/", form)
    assert response.status_code == 422
    assert "x" * 2001 in text_of(response)
    assert status_of(proposal) == "open"


def test_a_new_skill_cannot_be_without_its_name(desk: Client) -> None:
    make_skill()
    new = Document.objects.claim("skill", "dbt")
    values = {"name": "dbt", "parent": "storage", "status": "active", "summary": "Models"}
    paths = {JUNIOR._replace(field=name, role="", level=""): text for name, text in values.items()}
    proposal = propose(new, paths)
    page = text_of(desk.get(f"/review/{proposal.pk}/"))
    assert "New skill: dbt" in page
    needed = [row.pk for path, row in rows(proposal).items() if path.field in ("name", "parent")]
    desk.post(f"/review/{proposal.pk}/approve/", {"version": 1, "accept": needed})
    content = live(new)
    assert "Models" not in content.values()
    assert "dbt" in content.values()


# ── What happened meanwhile ───────────────────────────────────────────────────────────────────────
def test_a_newer_version_is_shown_instead(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    form = everything(proposal) | {"text": "Well said"}
    better = changes_to(skill, {JUNIOR: "Reads and writes"})
    revise(proposal, better, author=proposal.author, why="More", version=1)
    response = desk.post(f"/review/{proposal.pk}/approve/", form)
    page = text_of(response)
    assert response.status_code == 409
    assert "The proposal has a new version (2); you were looking at version 1." in page
    assert 'name="version" value="2"' in page
    assert live(skill)[JUNIOR] == "Queries (junior)"
    assert "Well said</textarea>" in page


def test_somebody_was_quicker(desk: Client, skill: Document) -> None:
    proposal, after = propose(skill, {JUNIOR: "Reads"}), propose(skill, {LEAD: "Leads"})
    otto = make_moderator("otto", display_name="Otto Weiss")
    reject(proposal, reviewer=otto, version=1, reason="unclear")
    form = {"version": 1, "text": "Please name the engine"}
    response = desk.post(f"/review/{proposal.pk}/ask/", form)
    page = text_of(response)
    assert response.status_code == 409
    assert "Otto Weiss rejected it on" in page
    assert "It isn't clear what should change" in page
    assert "Please name the engine</textarea>" in page
    assert f'href="/review/{after.pk}/"' in page


def test_a_conflict_shows_the_three_texts_and_the_way_out(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries (junior)", LEAD: "Leads"})
    form = everything(proposal)
    edit(skill, {JUNIOR: "Queries daily (junior)"})
    response = desk.post(f"/review/{proposal.pk}/approve/", form)
    page = text_of(response)
    assert response.status_code == 409
    assert all(label in page for label in ("When proposed", "Proposed", "Live now"))
    assert "This changed in revision 2" in page
    assert f'href="/proposals/{proposal.pk}/rebase/"' in page
    assert "Approve 1 of 2" in page


def test_where_all_conflicts_there_is_nothing_to_approve(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    edit(skill, {JUNIOR: "Writes"})
    page = text_of(desk.get(f"/review/{proposal.pk}/"))
    assert 'form="approve"' not in page
    assert "Bring the texts together" in page


def test_a_decided_one_says_so(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    approve(proposal, reviewer=make_moderator("otto"), version=1)
    page = text_of(desk.get(f"/review/{proposal.pk}/"))
    assert "Nothing to decide here now" in page
    assert "it is live as revision 2." in page


# ── Asking and rejecting ──────────────────────────────────────────────────────────────────────────
def test_asking_for_changes_hands_it_back(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    response = desk.post(f"/review/{proposal.pk}/ask/", {"version": 1, "text": "Which tables?"})
    assert response.status_code == 302
    assert status_of(proposal) == "changes_requested"
    page = text_of(desk.get(f"/review/{proposal.pk}/"))
    assert "mona asked carla for changes." in page
    assert "“Which tables?”" in page


def test_asking_takes_a_text(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    response = desk.post(f"/review/{proposal.pk}/ask/", {"version": 1, "text": " "})
    assert response.status_code == 422
    assert "Say what should change" in text_of(response)


def test_a_listed_reason_suffices_to_reject(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    desk.post(f"/review/{proposal.pk}/reject/", {"version": 1, "reason": "no_improvement"})
    assert status_of(proposal) == "rejected"


@pytest.mark.parametrize("form", [{"reason": ""}, {"reason": "other"}, {"reason": "boring"}])
def test_nobody_is_rejected_without_a_word(
    desk: Client, skill: Document, form: dict[str, str]
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    response = desk.post(f"/review/{proposal.pk}/reject/", {"version": 1} | form)
    assert response.status_code == 422
    assert '<details name="decision" id="reject" open>' in text_of(response)
    assert status_of(proposal) == "open"


def test_a_saved_reply_goes_before_what_was_typed(desk: Client, skill: Document) -> None:
    reply = SavedReply.objects.create(
        user=User.objects.get(username="mona"), name="Sources", text="Please name a source."
    )
    proposal = propose(skill, {JUNIOR: "Reads"})
    form = {"version": 1, "reply": reply.pk, "text": "A link is enough."}
    desk.post(f"/review/{proposal.pk}/ask/", form)
    review = proposal.reviews.get()
    assert review.text == "Please name a source.\n\nA link is enough."


def test_somebody_elses_reply_is_not_mine_to_send(desk: Client, skill: Document) -> None:
    reply = SavedReply.objects.create(user=make_moderator("otto"), name="Mine", text="Secret")
    proposal = propose(skill, {JUNIOR: "Reads"})
    form = {"version": 1, "reply": reply.pk, "text": ""}
    assert desk.post(f"/review/{proposal.pk}/ask/", form).status_code == 422
