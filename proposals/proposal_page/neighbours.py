"""Other open proposals that a reader of this one should know of."""

from collections.abc import Iterable
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


def neighbours(proposal: Proposal, paths: Iterable[Path]) -> Neighbours:
    """Of the same document, oldest first; two or three queries and those of the lines.

    For a document that is not there yet, all others propose the same.
    """
    others = Proposal.objects.pending().of(proposal.document).exclude(pk=proposal.pk)
    number = others.count()
    if not number:
        return Neighbours([], 0, 0)
    same = others
    if proposal.document.is_published:
        touching = _touching(proposal, paths)
        same, number_of_same = others.filter(pk__in=sorted(touching)[:_SHOWN]), len(touching)
    else:
        number_of_same = number
    shown = lines(same.for_list().oldest_first()[:_SHOWN])
    return Neighbours(shown, number_of_same - len(shown), number - number_of_same)


def _touching(proposal: Proposal, paths: Iterable[Path]) -> set[int]:
    units = {unit_of(path) for path in paths}
    rows = (
        ProposalChange.objects.filter(
            version__proposal__document=proposal.document_id,
            version__proposal__status__in=PENDING,
            version__number=F("version__proposal__version"),
            role__in={unit.role for unit in units},
            level__in={unit.level for unit in units},
        )
        .exclude(version__proposal=proposal)
        .values_list("version__proposal_id", "field", "role", "level", "language")
    )
    return {pk for pk, *columns in rows if unit_of(Path(*columns)) in units}
