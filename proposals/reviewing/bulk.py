"""Many proposals on one page, each with its whole difference, to be decided together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext, ngettext

from accounts.models import User
from proposals.models import Proposal, ProposalChange
from proposals.models.proposal import ProposalQuerySet
from proposals.operations.bulk import SMALL_KINDS
from proposals.reviewing.queue import Queue
from proposals.reviewing.rows import Row, rows
from skills.algebra.changes import Change
from skills.algebra.meaning import FEW_WORDS, is_slight
from skills.diffs import Panel, in_reading_order, panels, units_of
from skills.names import names_now, references


@dataclass(frozen=True, slots=True)
class Preview:
    """`panels` as `skills/_diff.html` asks for them; `is_slight` where a glance is enough."""

    row: Row
    panels: list[Panel]
    is_slight: bool

    @property
    def value(self) -> str:
        """Of its box in the form: the proposal, and the version shown."""
        return f"{self.row.proposal.pk}:{self.row.proposal.version}"


class Group(NamedTuple):
    """Previews under a heading that says why they are ticked at first, or not."""

    heading: str
    why: str
    is_ticked: bool
    previews: list[Preview]


def grouped(found: Iterable[Preview]) -> list[Group]:
    """Only what a glance is enough for is ticked, and nothing that somebody else is looking at."""
    found = list(found)
    free = [each for each in found if not each.row.claimed_by]
    longer = ngettext(
        "More than %(count)d word changes, or a number, or a word like “not” or “must”. "
        "They are not ticked: read each, and tick what you agree with.",
        "More than %(count)d words change, or a number, or a word like “not” or “must”. "
        "They are not ticked: read each, and tick what you agree with.",
        FEW_WORDS,
    )
    groups = [
        Group(
            heading=gettext("Small corrections"),
            why=gettext("Typos and a few changed words. They are ticked; untick what you doubt."),
            is_ticked=True,
            previews=[each for each in free if each.is_slight],
        ),
        Group(
            heading=gettext("Longer rewrites"),
            why=longer % {"count": FEW_WORDS},
            is_ticked=False,
            previews=[each for each in free if not each.is_slight],
        ),
        Group(
            heading=gettext("Somebody else is reviewing these"),
            why=gettext("They are not ticked, so that you don’t decide the same thing twice."),
            is_ticked=False,
            previews=[each for each in found if each.row.claimed_by],
        ),
    ]
    return [group for group in groups if group.previews]


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
                proposed=True,
            ),
            is_slight(changes[row.proposal.pk]),
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
