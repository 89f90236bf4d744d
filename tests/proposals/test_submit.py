import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django.fixtures import Settings

from proposals.errors import (
    Duplicate,
    NothingChanges,
    ProposalConflict,
    TermsNotAccepted,
    TooManyOpen,
)
from proposals.models import Batch, Event, Proposal
from proposals.operations.submit import submit
from skills.algebra.changes import Change, diff
from skills.algebra.paths import NAME, PARENT, STATUS, SUMMARY, description, listing, requirement
from skills.models import Document
from skills.publishing import DocumentRetired
from tests.factories import edit, make_group, make_role, make_skill, retire
from tests.proposals.factories import JUNIOR, changes_to, make_contributor, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(required={"data-engineer": "Queries"}, summary="Tables")


def test_a_proposal_holds_what_differs_and_changes_nothing_live(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    assert [row.path for row in proposal.current_changes()] == [JUNIOR]
    assert (proposal.status, proposal.version, proposal.kind) == ("open", 1, "wording")
    assert (proposal.domain, proposal.title) == ("data", "Sql")
    skill.refresh_from_db()
    assert skill.number == 1
    assert Event.objects.get().kind == "proposal_submitted"


def test_a_list_is_completed_when_it_is_sent(skill: Document) -> None:
    drop = [Change(listing("data-engineer"), "listed", None)]
    proposal = submit(skill, drop, author=make_contributor(), why="No longer theirs")
    assert len(proposal.current_changes()) == 11
    assert proposal.kind == "requirement_dropped"


def test_a_document_that_is_not_there_yet_is_proposed_at_revision_0() -> None:
    make_group()
    document = Document.objects.claim("skill", "nosql")
    content = {NAME: "NoSQL", STATUS: "active", PARENT: "storage"}
    proposal = submit(document, diff({}, content), author=make_contributor(), why="Missing")
    assert (proposal.kind, proposal.title, proposal.domain) == ("created", "NoSQL", "data")
    assert document.number == 0


def test_nothing_to_change_is_said_so(skill: Document) -> None:
    with pytest.raises(NothingChanges):
        propose(skill, {})


def test_what_is_proposed_already_names_the_other_proposal(skill: Document) -> None:
    first = propose(skill, {JUNIOR: "Reads queries"})
    with pytest.raises(Duplicate) as caught:
        propose(skill, {JUNIOR: "Reads queries"}, author=make_contributor("other"))
    assert caught.value.proposal == first


def test_a_text_written_on_an_old_page_shows_what_is_live(skill: Document) -> None:
    stale = [Change(JUNIOR, "Old text", "My text")]
    with pytest.raises(ProposalConflict) as caught:
        submit(skill, stale, author=make_contributor(), why="Better")
    assert caught.value.conflicts[0].live == "Queries (junior)"


def test_a_newcomer_may_have_five_open_and_a_batch_is_outside_the_cap(skill: Document) -> None:
    for number in range(5):
        propose(skill, {SUMMARY: f"Tables {number}"})
    with pytest.raises(TooManyOpen) as caught:
        propose(skill, {SUMMARY: "Tables 6"})
    assert caught.value.limit == 5
    author = make_contributor()
    batch = Batch.objects.create(name="import", author=author)
    changes = changes_to(skill, {SUMMARY: "Tables 7"})
    assert submit(skill, changes, author=author, why="Import", batch=batch).pk


def test_three_accepted_raise_the_cap(skill: Document, settings: Settings) -> None:
    settings.OPEN_PROPOSALS_NEWCOMER = 0
    with pytest.raises(TooManyOpen):
        propose(skill, {SUMMARY: "More"})
    settings.TRUSTED_AFTER = 0
    assert propose(skill, {SUMMARY: "More"}).pk


def test_the_terms_come_first(skill: Document) -> None:
    newcomer = make_contributor("newcomer", terms_accepted_at=None)
    with pytest.raises(TermsNotAccepted):
        propose(skill, {SUMMARY: "More"}, author=newcomer)


def test_a_blocked_account_does_nothing(skill: Document) -> None:
    with pytest.raises(PermissionDenied):
        propose(skill, {SUMMARY: "More"}, author=make_contributor("banned", is_active=False))


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_a_reason_is_asked_for(skill: Document, why: str) -> None:
    with pytest.raises(ValidationError):
        propose(skill, {SUMMARY: "More"}, why=why)


def test_what_could_never_be_approved_is_refused_at_once(skill: Document) -> None:
    with pytest.raises(ValidationError, match="2001 characters"):
        propose(skill, {SUMMARY: "x" * 2001})
    with pytest.raises(ValidationError, match="no group 'nowhere'"):
        propose(skill, {PARENT: "nowhere"})
    retire(skill)
    with pytest.raises(DocumentRetired):
        propose(skill, {SUMMARY: "More"})
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("word", ["required", None])
def test_what_is_required_is_described(skill: Document, word: str | None) -> None:
    middle = description("data-engineer", "middle")
    make_role("analyst")
    added = {requirement("analyst", "lead"): "required", description("analyst", "lead"): ""}
    with pytest.raises(ValidationError, match="needs a text"):
        propose(skill, added if word else {middle: ""})


def test_what_came_without_a_text_may_stay_so(skill: Document) -> None:
    middle = description("data-engineer", "middle")
    edit(skill, {middle: ""})
    assert propose(skill, {JUNIOR: "Reads queries"}).pk
    assert propose(skill, {requirement("data-engineer", "middle"): "optional"}).pk
