"""Other open proposals that a reader of this one should know of."""

from typing import NamedTuple

from django.db.models import F

from proposals.lines import Line, lines
from proposals.models import Proposal, ProposalChange
from proposals.models.proposal import PENDING
from skills.algebra.paths import Path, unit_of

#: Named on the page; the list of proposals has all.
_SHOWN = 8


class Neighbours(NamedTuple):
    """`on_the_same` are about the same cells; `elsewhere` is how many are about others."""

    on_the_same: list[Line]
    more_on_the_same: int
    elsewhere: int


def neighbours(proposal: Proposal, paths: list[Path]) -> Neighbours:
    """Of the same document, oldest first; two queries and those of the lines.

    For a document that is not there yet, all others propose the same.
    """
    others = Proposal.objects.pending().of(proposal.document).exclude(pk=proposal.pk)
    rows = list(others.oldest_first().select_related("document", "author"))
    if not rows:
        return Neighbours([], 0, 0)
    if proposal.document.is_published:
        touching = _touching(proposal, paths)
        same = [other for other in rows if other.pk in touching]
    else:
        same = rows
    return Neighbours(lines(same[:_SHOWN]), max(0, len(same) - _SHOWN), len(rows) - len(same))


def _touching(proposal: Proposal, paths: list[Path]) -> set[int]:
    units = {unit_of(path) for path in paths}
    rows = ProposalChange.objects.filter(
        version__proposal__document=proposal.document_id,
        version__proposal__status__in=PENDING,
        version__number=F("version__proposal__version"),
    ).values_list("version__proposal_id", "field", "role", "level", "language")
    return {pk for pk, *columns in rows if unit_of(Path(*columns)) in units}
