"""Proposals that wait, as a reviewer's list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from accounts.models import User
from proposals.lines import Line, lines
from proposals.models import Proposal, Review, Verdict
from proposals.reviewing.queue import newcomers
from proposals.rights import needs_two
from skills.models import Domain


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    domain_name: str
    is_newcomer: bool
    #: Somebody else who looks at it now.
    claimed_by: User | None
    #: Whether one of two approvals is there.
    is_half_approved: bool

    @property
    def proposal(self) -> Proposal:
        return self.line.proposal


def rows(proposals: Iterable[Proposal], *, reviewer: User) -> list[Row]:
    """In the same order; document, author and who claims it fetched. The same queries, however many."""
    proposals = list(proposals)
    if not proposals:
        return []
    domains = domain_names()
    authors = {proposal.author_id for proposal in proposals}
    new = set(newcomers().filter(pk__in=authors).values_list("pk", flat=True))
    approved = set(
        Review.objects.filter(
            proposal__in=proposals, version=F("proposal__version"), verdict=Verdict.APPROVE
        ).values_list("proposal_id", flat=True)
    )
    return [
        Row(
            line=line,
            domain_name=domains.get(line.proposal.domain, line.proposal.domain),
            is_newcomer=line.proposal.author_id in new,
            claimed_by=_somebody_else(line.proposal, reviewer),
            is_half_approved=line.proposal.pk in approved
            and needs_two(line.proposal.document, line.proposal.kind),
        )
        for line in lines(proposals)
    ]


def domain_names() -> dict[str, str]:
    """By slug, in the order of the names."""
    return dict(Domain.objects.by_name().values_list("slug", "name"))


def _somebody_else(proposal: Proposal, reviewer: User) -> User | None:
    if not proposal.is_claimed or proposal.claimed_by_id == reviewer.pk:
        return None
    return proposal.claimed_by
