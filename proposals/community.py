"""What people propose about one document: the panel beside it, and a page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from proposals.asked import AskedUnit, asked, asked_units
from proposals.lines import Line, lines
from proposals.models import Proposal
from proposals.narrowing import ALL
from skills.models import Document, Kind
from skills.names import names_now, references

_IN_THE_PANEL: Final = 4
#: Of those for something that is not there yet, shown side by side.
_RIVALS: Final = 6
_RIVALS_UNITS: Final = 12


@dataclass(frozen=True, slots=True)
class OpenProposals:
    """`total` counts closed ones too."""

    lines: list[Line]
    pending: int
    total: int

    @property
    def more(self) -> int:
        return self.pending - len(self.lines)


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the proposals for a document that is not there yet; `more` places are on its page."""

    line: Line
    units: list[AskedUnit]
    more: int


def open_proposals(document: Document, *, limit: int = _IN_THE_PANEL) -> OpenProposals:
    """The oldest of a document's open proposals, in a constant number of queries."""
    of_document = Proposal.objects.of(document)
    pending = of_document.pending()
    return OpenProposals(
        lines(pending.for_list().oldest_first()[:limit]), pending.count(), of_document.count()
    )


def rivals(document: Document, of: Iterable[Line]) -> list[Rival]:
    """What each of them would have the new document say; a few queries for each."""
    found = []
    for line in list(of)[:_RIVALS]:
        rows = line.proposal.current_changes()
        names = names_now(references(document.kind, [row.as_tuple() for row in rows]))
        units = asked_units(rows, names)
        shown = asked(document, units[:_RIVALS_UNITS], rows, names)
        found.append(Rival(line, shown, max(0, len(units) - _RIVALS_UNITS)))
    return found


def community_url(document: Document) -> str:
    name = "community" if document.kind == Kind.SKILL else f"{document.kind}_community"
    return reverse(name, args=[document.slug])


def all_proposals_url(document: Document) -> str:
    """The list of all that was ever proposed about it."""
    query = urlencode({"about": f"{document.kind}/{document.slug}", "state": ALL}, safe="/")
    return f"{reverse('proposal_list')}?{query}"
