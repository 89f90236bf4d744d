import pytest
from django.core.exceptions import PermissionDenied

from proposals.errors import Duplicate, NothingChanges, StillOpen
from proposals.models import Proposal, Status
from proposals.operations.approve import approve
from proposals.operations.propose_again import left_over, propose_again
from proposals.operations.rebase import rebase
from proposals.operations.reject import reject
from proposals.operations.withdraw import withdraw
from skills.algebra.paths import NAME, STATUS
from skills.models import Document
from skills.projection import live_content
from skills.publishing import DocumentRetired
from tests.factories import edit, make_skill, retire
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(optional={"data-engineer": "Queries"})


@pytest.fixture
def half(sql: Document) -> Proposal:
    """The lead's paragraph was accepted, the junior's declined."""
    proposal = propose(sql, {JUNIOR: "Reads tables", LEAD: "Plans tables"}, why="It says more")
    accepted = [rows(proposal)[LEAD].pk]
    approve(proposal, reviewer=make_moderator(), version=1, accept=accepted)
    proposal.refresh_from_db()
    return proposal


def test_the_declined_part_is_a_proposal_again(half: Proposal) -> None:
    again = propose_again(half, author=make_contributor())
    assert [change.path for change in again.current_changes()] == [JUNIOR]
    assert (again.status, again.summary) == (Status.OPEN, "It says more")
    half.refresh_from_db()
    assert half.status == Status.APPROVED


def test_so_is_all_of_what_was_rejected_or_withdrawn(sql: Document) -> None:
    rejected = propose(sql, {JUNIOR: "Reads tables"})
    reject(rejected, reviewer=make_moderator(), version=1, reason="unclear")
    withdrawn = propose(sql, {LEAD: "Plans tables"})
    withdraw(withdrawn, author=make_contributor())
    for proposal in (rejected, withdrawn):
        again = propose_again(proposal, author=make_contributor())
        assert rows(again).keys() == rows(proposal).keys()


def test_what_was_changed_since_waits_to_be_brought_up_to_date(
    half: Proposal, sql: Document
) -> None:
    edit(sql, {JUNIOR: "Queries views"})
    again = propose_again(half, author=make_contributor())
    assert again.is_conflicted
    assert rows(again)[JUNIOR].old == "Queries (junior)"
    rebase(again, by=make_contributor(), version=1)
    approve(again, reviewer=make_moderator(), version=2)
    assert live_content(sql)[JUNIOR] == "Reads tables"


def test_nobody_else_can_propose_it_in_the_authors_place(half: Proposal) -> None:
    with pytest.raises(PermissionDenied):
        propose_again(half, author=make_contributor("olaf"))


def test_an_open_one_is_revised_instead(sql: Document) -> None:
    with pytest.raises(StillOpen):
        propose_again(propose(sql, {JUNIOR: "Reads tables"}), author=make_contributor())


def test_what_is_live_by_now_is_not_proposed(half: Proposal, sql: Document) -> None:
    edit(sql, {JUNIOR: "Reads tables"})
    with pytest.raises(NothingChanges):
        propose_again(half, author=make_contributor())


def test_once_is_enough(half: Proposal) -> None:
    propose_again(half, author=make_contributor())
    with pytest.raises(Duplicate):
        propose_again(half, author=make_contributor())


def test_nothing_is_left_over_of_what_was_accepted_whole(sql: Document) -> None:
    proposal = propose(sql, {NAME: "Queries"})
    approve(proposal, reviewer=make_moderator(), version=1)
    proposal.refresh_from_db()
    assert left_over(proposal) == []


def test_what_has_been_retired_takes_no_text(half: Proposal, sql: Document) -> None:
    edit(sql, {JUNIOR: "Queries views"})
    retire(sql)
    with pytest.raises(DocumentRetired):
        propose_again(half, author=make_contributor())
    assert STATUS in live_content(sql)
