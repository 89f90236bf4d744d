"""What a visitor can do with a proposal now; the operations check it again."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.rights import Visitor
from proposals import rights
from proposals.models import Proposal, Status
from proposals.operations.propose_again import left_over
from skills.algebra.changes import Change


@dataclass(frozen=True, slots=True)
class Actions:
    is_author: bool
    #: Its author may revise or withdraw it.
    is_revisable: bool
    may_review: bool
    #: To bring it up to date, where it meets other text than it was written on.
    may_rebase: bool
    may_vote: bool
    may_propose_again: bool


def actions(
    proposal: Proposal, user: Visitor, changes: Iterable[Change], *, conflicts: int
) -> Actions:
    is_author = proposal.author_id == user.pk
    pending = proposal.is_pending
    decides = pending and not is_author and rights.may_decide(user, proposal, changes)
    return Actions(
        is_author=is_author,
        is_revisable=is_author and pending,
        may_review=decides and proposal.status == Status.OPEN,
        may_rebase=conflicts > 0 and (decides or (is_author and pending)),
        may_vote=pending and isinstance(user, User) and not is_author,
        may_propose_again=is_author and bool(left_over(proposal)),
    )
