import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import Settings

from proposals.errors import NothingChanges, ProposalConflict
from proposals.models import DirectPublication, Proposal
from proposals.operations.approve import approve
from proposals.operations.propose_again import propose_again
from proposals.operations.publish_directly import publish_directly
from proposals.operations.revert import revert
from proposals.operations.withdraw import withdraw
from skills.algebra.paths import SUMMARY, requirement
from skills.models import Document, Revision
from skills.projection import live_content
from tests.factories import edit, make_skill
from tests.proposals.factories import (
    JUNIOR,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def revision(skill: Document) -> Revision:
    return edit(skill, {JUNIOR: "Worse words"}, by=make_contributor("writer"))


def test_a_moderator_publishes_the_inverse_merged_with_what_came_later(
    skill: Document, revision: Revision
) -> None:
    edit(skill, {SUMMARY: "All tables"})
    undone = revert(revision, by=make_moderator(), why="It was better before")
    assert isinstance(undone, Revision)
    skill.refresh_from_db()
    live = live_content(skill)
    assert (live[JUNIOR], live[SUMMARY]) == ("Queries (junior)", "All tables")


def test_everybody_else_proposes_it(skill: Document, revision: Revision) -> None:
    proposal = revert(revision, by=make_contributor(), why="It was better before")
    assert isinstance(proposal, Proposal)
    assert proposal.status == "open"


def test_a_moderator_s_own_decision_is_a_proposal(skill: Document) -> None:
    mona = make_moderator()
    approval = approve(propose(skill, {JUNIOR: "Reads"}), reviewer=mona, version=1)
    assert approval.revision
    assert isinstance(revert(approval.revision, by=mona, why="I was wrong"), Proposal)


def test_a_protected_document_s_revert_is_a_proposal(skill: Document, revision: Revision) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    assert isinstance(revert(revision, by=make_moderator(), why="Back"), Proposal)


def test_an_approved_proposal_to_take_back_says_what_it_took_back(
    skill: Document, revision: Revision
) -> None:
    proposal = revert(revision, by=make_contributor(), why="It was better before")
    assert isinstance(proposal, Proposal)
    assert proposal.reverts == revision
    undone = approve(proposal, reviewer=make_moderator(), version=1).revision
    assert undone
    assert undone.reverts == revision


def test_published_at_once_it_says_so_too(revision: Revision) -> None:
    undone = revert(revision, by=make_moderator(), why="It was better before")
    assert isinstance(undone, Revision)
    assert undone.reverts == revision


def test_what_keeps_some_of_it_takes_nothing_back(skill: Document) -> None:
    revision = edit(skill, {JUNIOR: "Worse words", SUMMARY: "Worse tables"})
    proposal = revert(revision, by=make_contributor(), why="It was better before")
    assert isinstance(proposal, Proposal)
    one = proposal.current_changes()[0]
    undone = approve(proposal, reviewer=make_moderator(), version=1, accept=[one.pk]).revision
    assert undone
    assert undone.reverts is None


def test_proposing_it_again_still_means_the_same_revision(revision: Revision) -> None:
    author = make_contributor()
    proposal = revert(revision, by=author, why="It was better before")
    assert isinstance(proposal, Proposal)
    withdraw(proposal, author=author)
    assert propose_again(proposal, author=author).reverts == revision


def test_taking_back_settles_what_waited_to_be_looked_over(
    skill: Document, settings: Settings
) -> None:
    settings.DIRECT_PUBLISH_AFTER = 0
    changes = changes_to(skill, {SUMMARY: "Worse"})
    writer = make_contributor("writer")
    revision = publish_directly(skill, changes, author=writer, why="Shorter")
    proposal = revert(revision, by=make_contributor(), why="It was better before")
    assert isinstance(proposal, Proposal)
    approve(proposal, reviewer=make_moderator(), version=1)
    assert not DirectPublication.objects.unchecked().exists()


def test_what_later_changes_stand_on_conflicts(skill: Document, revision: Revision) -> None:
    edit(skill, {JUNIOR: "Newer words"})
    with pytest.raises(ProposalConflict):
        revert(revision, by=make_moderator(), why="Back")


def test_undone_already_is_said_so(skill: Document, revision: Revision) -> None:
    revert(revision, by=make_moderator(), why="Back")
    with pytest.raises(NothingChanges):
        revert(revision, by=make_moderator("otto"), why="Back")


def test_reverting_the_first_revision_retires(skill: Document) -> None:
    first = skill.revisions.get(number=1)
    revert(first, by=make_moderator(), why="Not a skill")
    skill.refresh_from_db()
    assert skill.status == "retired"


def test_being_reverted_by_others_ends_direct_publishing(
    skill: Document, settings: Settings
) -> None:
    settings.DIRECT_PUBLISH_AFTER = 0
    writer = make_contributor("writer")
    changes = changes_to(skill, {SUMMARY: "Worse"})
    revision = publish_directly(skill, changes, author=writer, why="Shorter")
    revert(revision, by=make_moderator(), why="Back")
    with pytest.raises(PermissionDenied, match="review"):
        publish_directly(skill, changes_to(skill, {SUMMARY: "Other"}), author=writer, why="Shorter")


def test_what_comes_back_may_be_as_empty_as_it_was(skill: Document) -> None:
    cell = {JUNIOR: "", requirement("data-engineer", "junior"): "required"}
    edit(skill, cell)
    filled = edit(skill, {JUNIOR: "Queries"})
    assert revert(filled, by=make_contributor(), why="It was better before")
