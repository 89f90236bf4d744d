"""Decisions at the same moment: every approved change is live exactly once, every refused one
nowhere, and nobody waits for ever."""

import random
from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import User
from proposals.errors import NotOpen, ProposalConflict, ProposalError, VersionChanged
from proposals.models import Proposal
from proposals.operations.approve import Approval, approve
from proposals.operations.reject import reject
from proposals.operations.revise import revise
from proposals.operations.withdraw import withdraw
from skills.algebra.paths import LEVELS, Path, description
from skills.models import Document
from skills.projection import live_content
from skills.publishing import PublishConflict
from skills.verification import verify
from tests.factories import edit, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
    rows,
)
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"})


@pytest.fixture
def moderators() -> tuple[User, User]:
    return make_moderator(), make_moderator("otto")


def kinds(outcomes: list[object]) -> set[type]:
    return {type(outcome) for outcome in outcomes}


def live(document: Document) -> dict[Path, str]:
    document.refresh_from_db()
    return live_content(document)


def test_approve_and_approve_the_same(skill: Document, moderators: tuple[User, User]) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    outcomes = race(*(partial(approve, proposal, reviewer=m, version=1) for m in moderators))
    assert kinds(outcomes) == {Approval, NotOpen}
    skill.refresh_from_db()
    assert skill.number == 2


def test_approve_and_revise(skill: Document, moderators: tuple[User, User]) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    better = changes_to(skill, {JUNIOR: "Reads more"})
    author = make_contributor()
    outcomes = race(
        partial(approve, proposal, reviewer=moderators[0], version=1),
        partial(revise, proposal, better, author=author, why="More", version=1),
    )
    if isinstance(outcomes[0], Approval):
        assert isinstance(outcomes[1], NotOpen)
        assert live(skill)[JUNIOR] == "Reads"
    else:
        assert isinstance(outcomes[0], VersionChanged)
        assert live(skill)[JUNIOR] == "Queries (junior)"


def test_approve_and_withdraw(skill: Document, moderators: tuple[User, User]) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    author = make_contributor()
    outcomes = race(
        partial(approve, proposal, reviewer=moderators[0], version=1),
        partial(withdraw, proposal, author=author),
    )
    proposal.refresh_from_db()
    approved = isinstance(outcomes[0], Approval)
    assert kinds(outcomes) == {Approval, NotOpen} if approved else {NotOpen, Proposal}
    assert (proposal.status == "approved") is approved
    assert (live(skill)[JUNIOR] == "Reads") is approved


def test_two_proposals_on_one_cell(skill: Document, moderators: tuple[User, User]) -> None:
    one, other = propose(skill, {JUNIOR: "One"}), propose(skill, {JUNIOR: "Other"})
    outcomes = race(
        partial(approve, one, reviewer=moderators[0], version=1),
        partial(approve, other, reviewer=moderators[1], version=1),
    )
    assert kinds(outcomes) == {Approval, ProposalConflict}
    assert live(skill)[JUNIOR] == ("One" if isinstance(outcomes[0], Approval) else "Other")
    for proposal in (one, other):
        proposal.refresh_from_db()
    assert {one.status, other.status} == {"approved", "open"}
    assert one.is_conflicted or other.is_conflicted


def test_flip_and_drop_of_one_cell(skill: Document, moderators: tuple[User, User]) -> None:
    flip = propose(skill, {JUNIOR_REQUIRED: "required"})
    drop = propose(skill, {JUNIOR_REQUIRED: None, JUNIOR: None})
    outcomes = race(
        partial(approve, flip, reviewer=moderators[0], version=1),
        partial(approve, drop, reviewer=moderators[1], version=1),
    )
    assert kinds(outcomes) == {Approval, ProposalConflict}
    assert (JUNIOR in live(skill)) is isinstance(outcomes[0], Approval)
    assert verify().is_clean


def test_first_and_second_of_two_approvals(skill: Document, moderators: tuple[User, User]) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads"})
    outcomes = race(*(partial(approve, proposal, reviewer=m, version=1) for m in moderators))
    revisions = [outcome.revision for outcome in outcomes if isinstance(outcome, Approval)]
    assert sorted(revision is not None for revision in revisions) == [False, True]
    assert live(skill)[JUNIOR] == "Reads"


def test_approve_and_an_import_of_the_same_skill(
    skill: Document, moderators: tuple[User, User]
) -> None:
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    importer = make_contributor("importer")
    outcomes = race(
        partial(approve, proposal, reviewer=moderators[0], version=1),
        partial(edit, skill, {JUNIOR: "Imported"}, by=importer, source="profile"),
    )
    failed = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(outcome, (ProposalConflict, PublishConflict)) for outcome in failed)
    assert live(skill)[JUNIOR] in ("Reads", "Imported")
    assert verify().is_clean


def test_eight_moderators_deciding_two_hundred_proposals_over_twenty_skills() -> None:
    skills = [make_skill(f"skill{n}", optional={"data-engineer": "Queries"}) for n in range(20)]
    authors = [make_contributor(f"author{n}") for n in range(45)]
    proposals = [
        propose(
            document,
            {description("data-engineer", LEVELS[n % 5]): f"Text {n} of {document.slug}"},
            author=authors[(place * 10 + n) // 5],
        )
        for place, document in enumerate(skills)
        for n in range(10)
    ]
    deciders = [make_moderator(f"moderator{n}") for n in range(8)]
    # Each proposal is wanted by three of them, in different orders.
    outcomes = race(
        *(
            _decide_all([p for place, p in enumerate(proposals) if (place - n) % 8 < 3], decider, n)
            for n, decider in enumerate(deciders)
        )
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, BaseException)] == []
    assert not Proposal.objects.pending().filter(is_conflicted=False).exists()
    _assert_each_is_applied_once_or_nowhere(proposals)
    assert verify().is_clean


def _decide_all(proposals: list[Proposal], decider: User, seed: int) -> Callable[[], None]:
    def decide() -> None:
        mine = proposals[:]
        random.Random(seed).shuffle(mine)
        for place, proposal in enumerate(mine):
            try:
                if place % 4 == 0:
                    reject(proposal, reviewer=decider, version=1, reason="unclear")
                else:
                    approve(proposal, reviewer=decider, version=1)
            except ProposalError:
                continue

    return decide


def _assert_each_is_applied_once_or_nowhere(proposals: list[Proposal]) -> None:
    for proposal in proposals:
        proposal.refresh_from_db()
        [change] = rows(proposal).values()
        applied = proposal.document.revisions.filter(changes__new=change.new).count()
        assert applied == (proposal.status == "approved"), proposal
