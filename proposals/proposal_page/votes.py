"""Who is for a proposal and who against it."""

from dataclasses import dataclass
from typing import Final

from accounts.models import User
from accounts.rights import Visitor
from proposals.models import Proposal, Vote

#: People named on each side; the others are counted.
_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Votes:
    """`mine` is the visitor's own: whether they support it; `None` where they said nothing."""

    supporters: list[User]
    opponents: list[User]
    support: int
    oppose: int
    mine: bool | None

    @property
    def more_supporters(self) -> int:
        return self.support - len(self.supporters)

    @property
    def more_opponents(self) -> int:
        return self.oppose - len(self.opponents)


def votes_on(proposal: Proposal, user: Visitor) -> Votes:
    """In one query."""
    votes = list(Vote.objects.filter(proposal=proposal).select_related("user").order_by("pk"))
    supporters = [vote.user for vote in votes if vote.supports]
    opponents = [vote.user for vote in votes if not vote.supports]
    return Votes(
        supporters[:_NAMED],
        opponents[:_NAMED],
        len(supporters),
        len(opponents),
        next((vote.supports for vote in votes if vote.user_id == user.pk), None),
    )
