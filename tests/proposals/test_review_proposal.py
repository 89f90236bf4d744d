"""One proposal before its reviewer: the page, skipping, claiming, and the second of two."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from proposals.models import Proposal
from proposals.operations.approve import approve
from proposals.operations.claim import claim
from proposals.operations.protect import protect
from proposals.reviewing.queue import Queue
from skills.algebra.paths import LEVELS, STATUS, description
from skills.models import Document
from skills.projection import live_content
from tests.factories import make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
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


def test_it_shows_what_why_who_and_what_it_does(desk: Client, skill: Document) -> None:
    make_skill("nosql", required={"data-engineer junior": "Keys"})
    proposal = propose(skill, {JUNIOR_REQUIRED: "required"}, why="Every posting asks for it")
    page = text_of(desk.get(f"/review/{proposal.pk}/"))
    assert "1 of 1" in page
    assert "“Every posting asks for it”" in page
    assert "carla</a> <span class=" in page
    assert "Data Engineer · Junior: <b>1 → 2</b> required skills" in page
    assert "After this, check:" in page


def test_strangers_sign_in_and_contributors_may_not(client: Client, skill: Document) -> None:
    address = f"/review/{propose(skill, {JUNIOR: 'Reads'}).pk}/"
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    client.force_login(make_contributor("nils"))
    assert client.get(address).status_code == 403


def test_moderators_of_elsewhere_and_authors_may_not(client: Client, skill: Document) -> None:
    moderator = make_moderator()
    address = f"/review/{propose(skill, {JUNIOR: 'Reads'}, author=moderator).pk}/"
    for person in (moderator, make_moderator("far", domain="elsewhere")):
        client.force_login(person)
        assert client.get(address).status_code == 403


def test_there_is_none_of_that_number(desk: Client) -> None:
    assert desk.get("/review/404/").status_code == 404


@pytest.mark.parametrize("verb", ["approve", "ask", "reject", "skip", "claim"])
def test_decisions_are_posted(desk: Client, skill: Document, verb: str) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    assert desk.get(f"/review/{proposal.pk}/{verb}/").status_code == 405
    assert desk.post(f"/review/{proposal.pk}/").status_code == 405


@pytest.mark.parametrize("verb", ["approve", "ask", "reject", "skip", "claim"])
def test_who_is_not_a_moderator_decides_nothing(client: Client, skill: Document, verb: str) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    address = f"/review/{proposal.pk}/{verb}/"
    response = client.post(f"{address}?kind=wording", everything(proposal))
    assert response["Location"].endswith(f"?next=/review/{proposal.pk}/%3Fkind%3Dwording")
    client.force_login(make_contributor("nils"))
    assert client.post(address, everything(proposal)).status_code == 403
    assert status_of(proposal) == "open"


def test_a_form_of_elsewhere_is_refused(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    form = {"version": "one", "accept": ["x"]}
    assert desk.post(f"/review/{proposal.pk}/approve/", form).status_code == 400


def test_the_queries_stay_the_same_however_much_it_changes(
    desk: Client, skill: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small = propose(skill, {JUNIOR: "Reads"})
    large = propose(
        skill, {description("data-engineer", level): f"Now {level}" for level in LEVELS}
    )
    with CaptureQueriesContext(connection) as first:
        desk.get(f"/review/{small.pk}/")
    assert len(first) <= 36
    with django_assert_num_queries(len(first)):
        desk.get(f"/review/{large.pk}/")


# ── Skipping and claiming ─────────────────────────────────────────────────────────────────────────
def test_skipping_goes_on_and_round_again(desk: Client, skill: Document) -> None:
    first, second = propose(skill, {JUNIOR: "Reads"}), propose(skill, {LEAD: "Leads"})
    assert desk.post(f"/review/{first.pk}/skip/")["Location"] == f"/review/{second.pk}/"
    response = desk.post(f"/review/{second.pk}/skip/", follow=True)
    assert response.redirect_chain[-1][0] == f"/review/{first.pk}/"
    assert "From the beginning again" in text_of(response)


def test_the_only_one_leads_back_to_the_queue(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    assert desk.post(f"/review/{proposal.pk}/skip/")["Location"] == "/review/"


def test_opening_changes_nothing_and_claiming_says_until_when(
    desk: Client, skill: Document
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    desk.get(f"/review/{proposal.pk}/")
    proposal.refresh_from_db()
    assert not proposal.is_claimed
    answer = desk.post(f"/review/{proposal.pk}/claim/", headers={"HX-Request": "true"})
    assert "being reviewed by you until" in text_of(answer)
    assert "<html" not in text_of(answer)
    desk.post(f"/review/{proposal.pk}/skip/")
    proposal.refresh_from_db()
    assert not proposal.is_claimed


def test_a_claim_that_a_decision_outran_says_so_in_passing(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    desk.post(f"/review/{proposal.pk}/approve/", everything(proposal))
    response = desk.post(f"/review/{proposal.pk}/claim/", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "decided meanwhile" in text_of(response)


def test_without_a_script_claiming_leads_back(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    response = desk.post(f"/review/{proposal.pk}/claim/?kind=wording")
    assert response["Location"] == f"/review/{proposal.pk}/?kind=wording"


def test_anothers_claim_advises_until_it_lapses(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    claim(proposal, reviewer=make_moderator("otto"))
    assert "being reviewed by otto until" in text_of(desk.get(f"/review/{proposal.pk}/"))
    past = timezone.now() - timedelta(minutes=1)
    Proposal.objects.filter(pk=proposal.pk).update(claimed_until=past)
    assert "being reviewed by otto" not in text_of(desk.get(f"/review/{proposal.pk}/"))
    desk.post(f"/review/{proposal.pk}/approve/", everything(proposal))
    assert status_of(proposal) == "approved"


# ── Two reviewers ─────────────────────────────────────────────────────────────────────────────────
def test_the_second_sees_what_the_first_accepted(client: Client, skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    address = f"/review/{proposal.pk}/"
    lead = {"version": 1, "accept": [rows(proposal)[LEAD].pk]}
    client.force_login(make_moderator())
    assert "Two people have to approve this." in text_of(client.get(address))
    response = client.post(f"{address}approve/", lead, follow=True)
    assert "One more, of the same parts, and it goes live." in text_of(response)
    assert "You approved this on" in text_of(client.get(address))

    client.force_login(make_moderator("otto"))
    response = client.get(address)
    assert "mona approved what is ticked below on" in text_of(response)
    ticked = [unit.panel.level for unit in response.context["sheet"].units if unit.is_ticked]
    assert ticked == ["lead"]
    client.post(f"{address}approve/", lead)
    assert live(skill)[LEAD] == "Leads"


def test_retiring_says_what_still_speaks_of_it(desk: Client, skill: Document) -> None:
    role = Document.objects.get(kind="role", slug="data-engineer")
    proposal = propose(role, {STATUS: "retired"})
    page = text_of(desk.get(f"/review/{proposal.pk}/"))
    assert "1 skill says what it asks of this role" in page


def test_where_one_is_enough_meanwhile_the_first_approval_says_so(
    client: Client, skill: Document
) -> None:
    root, mona, otto = make_administrator(), make_moderator(), make_moderator("otto")
    protect(skill, protected=True, by=root)
    proposal = propose(skill, {JUNIOR: "Reads"})
    address = f"/review/{proposal.pk}/"
    approve(proposal, reviewer=mona, version=1)
    assert not Queue().proposals(mona).exists()
    protect(skill, protected=False, by=root)
    assert Queue().proposals(mona).get() == proposal
    client.force_login(otto)
    assert "One is enough now: what you approve goes live." in text_of(client.get(address))
    assert "1 of 2 approvals" not in text_of(client.get("/review/"))
    assert "One more person" not in text_of(client.get(proposal.get_absolute_url()))
    client.force_login(mona)
    assert "One is enough now: approve it again" in text_of(client.get(address))
    client.post(f"{address}approve/", everything(proposal))
    assert status_of(proposal) == "approved"


# ── The run ───────────────────────────────────────────────────────────────────────────────────────
def test_the_place_counts_what_was_decided_and_says_so(desk: Client, skill: Document) -> None:
    first, second = propose(skill, {JUNIOR: "Reads"}), propose(skill, {LEAD: "Leads"})
    assert "decided" not in text_of(desk.get(f"/review/{first.pk}/"))
    page = text_of(desk.post(f"/review/{first.pk}/approve/", everything(first), follow=True))
    assert "<b>2 of 2</b> <span>1 decided, 1 waits</span>" in page
    assert f"/review/{second.pk}/approve/" in page


def test_after_the_last_in_line_come_those_before_it(desk: Client, skill: Document) -> None:
    propose(skill, {JUNIOR: "Reads"})
    last = propose(skill, {LEAD: "Leads"})
    page = text_of(desk.post(f"/review/{last.pk}/approve/", everything(last), follow=True))
    assert "What stood before it still waits" in page
    assert "skipped" not in page
