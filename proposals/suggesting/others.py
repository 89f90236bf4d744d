"""Open proposals that say something about what somebody is about to suggest a change to."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F, QuerySet

from accounts.rights import Visitor
from proposals.headlines import Headline, headline
from proposals.models import Proposal, ProposalChange, Vote
from proposals.models.proposal import PENDING, ProposalQuerySet
from skills.diffs import Panel, panels, units_of
from skills.models import Document
from skills.names import names_now, references
from skills.skill_page.addresses import cell_id

if TYPE_CHECKING:
    from skills.algebra.changes import Change

#: The oldest of them; the list of proposals has all.
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """`panels` show what it changes of what was asked about; `more` counts its other changes."""

    proposal: Proposal
    headline: Headline
    author: str
    supporters: int
    is_own: bool
    is_supported: bool
    panels: list[Panel]
    more: int


def open_on_cell(document: Document, role: str, level: str, user: Visitor) -> list[OpenProposal]:
    """Oldest first, with what each changes of that cell; constant queries."""
    if not document.pk:
        return []
    on_cell = _current_rows(document).filter(role=role, level=level)
    found = _pending(document).filter(pk__in=on_cell.values("version__proposal"))
    return _shown(list(found[:_SHOWN]), user, {(role, level)})


def open_on(document: Document, user: Visitor) -> list[OpenProposal]:
    """All of a document's, with what each changes of its own fields; constant queries."""
    if not document.pk:
        return []
    return _shown(list(_pending(document)[:_SHOWN]), user, {("", "")})


class OpenCell(NamedTuple):
    """`anchor` is the cell on the skill's page."""

    anchor: str
    proposals: int


def open_cells(document: Document) -> list[OpenCell]:
    """How many open proposals there are about each cell that has any; in one query."""
    rows = (
        _current_rows(document)
        .filter(language="")
        .exclude(level="")
        .values_list("version__proposal_id", "role", "level")
        .distinct()
    )
    counts = Counter(cell_id(role, level) for _proposal, role, level in rows)
    return [OpenCell(anchor, number) for anchor, number in sorted(counts.items())]


def _pending(document: Document) -> ProposalQuerySet:
    proposals = Proposal.objects.pending().of(document).select_related("author", "document")
    return proposals.oldest_first()


def _current_rows(document: Document) -> QuerySet[ProposalChange]:
    return ProposalChange.objects.filter(
        version__number=F("version__proposal__version"),
        version__proposal__document=document,
        version__proposal__status__in=PENDING,
    )


def _shown(
    proposals: list[Proposal], user: Visitor, cells: Collection[tuple[str, str]]
) -> list[OpenProposal]:
    if not proposals:
        return []
    document = proposals[0].document
    changes: dict[int, list[Change]] = {}
    for row in (
        _current_rows(document)
        .filter(version__proposal__in=proposals)
        .select_related("version")
        .order_by("pk")
    ):
        changes.setdefault(row.version.proposal_id, []).append(row.as_tuple())
    votes = Vote.objects.filter(proposal__in=proposals, supports=True)
    supporters = Counter(votes.values_list("proposal_id", flat=True))
    supported = set(votes.filter(user=user.pk).values_list("proposal_id", flat=True))
    names = names_now(
        references(document.kind, [change for of in changes.values() for change in of])
    )
    shown = []
    for proposal in proposals:
        units = units_of(changes.get(proposal.pk, ()))
        here = [unit for unit in units if (unit.unit.role, unit.unit.level) in cells]
        shown.append(
            OpenProposal(
                proposal=proposal,
                headline=headline(
                    document.kind,
                    proposal.title,
                    proposal.kind,
                    changes.get(proposal.pk, ()),
                    names,
                ),
                author=str(proposal.author),
                supporters=supporters[proposal.pk],
                is_own=proposal.author_id == user.pk,
                is_supported=proposal.pk in supported,
                panels=panels(document.kind, here, names, proposed=True),
                more=len(units) - len(here),
            )
        )
    return shown
