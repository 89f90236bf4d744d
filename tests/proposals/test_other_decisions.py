"""Withdrawing, revising, asking for changes, rejecting, voting and claiming."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from proposals.errors import NotOpen, VersionChanged
from proposals.models import Proposal
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.claim import claim
from proposals.operations.reject import reject
from proposals.operations.revise import revise
from proposals.operations.vote import vote
from proposals.operations.withdraw import withdraw
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import (
    JUNIOR,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"})


@pytest.fixture
def proposal(skill: Document) -> Proposal:
    return propose(skill, {JUNIOR: "Reads queries"})


def test_the_author_withdraws_and_nobody_else(proposal: Proposal) -> None:
    with pytest.raises(PermissionDenied):
        withdraw(proposal, author=make_moderator())
    assert withdraw(proposal, author=make_contributor()).status == "withdrawn"
    with pytest.raises(NotOpen):
        withdraw(proposal, author=make_contributor())


def test_changes_asked_for_and_made_open_it_again(proposal: Proposal, skill: Document) -> None:
    ask_for_changes(proposal, reviewer=make_moderator(), version=1, text="Say which queries")
    proposal.refresh_from_db()
    assert proposal.status == "changes_requested"
    better = changes_to(skill, {JUNIOR: "Reads slow queries"})
    revised = revise(proposal, better, author=make_contributor(), why="As asked", version=1)
    assert (revised.status, revised.version) == ("open", 2)
    assert rows(revised)[JUNIOR].new == "Reads slow queries"


def test_asking_for_changes_takes_a_text(proposal: Proposal) -> None:
    with pytest.raises(ValidationError):
        ask_for_changes(proposal, reviewer=make_moderator(), version=1, text=" ")


def test_nobody_is_rejected_without_a_word(proposal: Proposal) -> None:
    for words in ({}, {"reason": "other"}, {"reason": "because"}):
        with pytest.raises(ValidationError):
            reject(proposal, reviewer=make_moderator(), version=1, **words)
    review = reject(proposal, reviewer=make_moderator(), version=1, reason="unclear")
    assert review.get_reason_display() == "It isn't clear what should change"
    proposal.refresh_from_db()
    assert proposal.status == "rejected"
    assert rows(proposal)[JUNIOR].outcome == "declined"


def test_a_version_nobody_looked_at_is_not_rejected(proposal: Proposal, skill: Document) -> None:
    better = changes_to(skill, {JUNIOR: "Reads slow queries"})
    revise(proposal, better, author=make_contributor(), why="Better", version=1)
    with pytest.raises(VersionChanged):
        reject(proposal, reviewer=make_moderator(), version=1, reason="spam")


def test_votes_advise_and_can_be_taken_back(proposal: Proposal) -> None:
    voter = make_contributor("voter")
    vote(proposal, user=voter, supports=True)
    vote(proposal, user=voter, supports=False)
    assert [vote.supports for vote in proposal.votes.all()] == [False]
    vote(proposal, user=voter, supports=None)
    assert not proposal.votes.exists()
    with pytest.raises(PermissionDenied):
        vote(proposal, user=make_contributor(), supports=True)


def test_a_claim_stands_for_half_an_hour_and_blocks_nobody(proposal: Proposal) -> None:
    mona, otto = make_moderator(), make_moderator("otto")
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        assert claim(proposal, reviewer=mona).claimed_by == mona
        assert claim(proposal, reviewer=otto).claimed_by == mona
        clock.shift(timedelta(minutes=31))
        assert claim(proposal, reviewer=otto).claimed_by == otto
    reject(proposal, reviewer=mona, version=1, reason="spam")
    proposal.refresh_from_db()
    assert proposal.claimed_by is None
