"""Many proposals on one page, each with its whole difference, to be decided together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from accounts.models import User
from proposals.models import Proposal, ProposalChange
from proposals.models.proposal import ProposalQuerySet
from proposals.operations.bulk import SMALL_KINDS
from proposals.reviewing.queue import Queue
from proposals.reviewing.rows import Row, rows
from skills.algebra.changes import Change
from skills.diffs import Panel, in_reading_order, panels, units_of
from skills.names import names_now, references


@dataclass(frozen=True, slots=True)
class Preview:
    """`panels` as `skills/_diff.html` asks for them."""

    row: Row
    panels: list[Panel]

    @property
    def value(self) -> str:
        """Of its box in the form: the proposal, and the version shown."""
        return f"{self.row.proposal.pk}:{self.row.proposal.version}"


def small_ones(queue: Queue, user: User) -> ProposalQuerySet:
    """Those of a queue that may be approved together: wording and typos that meet no other text."""
    return queue.proposals(user).filter(kind__in=SMALL_KINDS, is_conflicted=False)


def previews(proposals: Iterable[Proposal], *, reviewer: User) -> list[Preview]:
    """In the same order; document and who claims it fetched. The same queries, however many."""
    proposals = list(proposals)
    changes = _changes(proposals)
    wanted = {
        reference
        for proposal in proposals
        for reference in references(proposal.document.kind, changes[proposal.pk])
    }
    names = names_now(wanted)
    return [
        Preview(
            row,
            panels(
                row.proposal.document.kind,
                in_reading_order(units_of(changes[row.proposal.pk]), names),
                names,
            ),
        )
        for row in rows(proposals, reviewer=reviewer)
    ]


def _changes(proposals: list[Proposal]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {proposal.pk: [] for proposal in proposals}
    current = ProposalChange.objects.filter(
        version__proposal__in=proposals, version__number=F("version__proposal__version")
    )
    for row in current.select_related("version").order_by("pk"):
        found[row.version.proposal_id].append(row.as_tuple())
    return found
