"""Proposals as lines of a list: what each asks for, in how many places, and who is for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, TextField, Value, When
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from proposals.headlines import Headline, headline, spoken_of
from proposals.models import Proposal, ProposalChange, Status, Vote
from proposals.models.proposal import ProposalQuerySet
from skills.algebra.changes import Change
from skills.algebra.paths import Path, Unit, unit_of
from skills.meaning_names import is_weighty, meaning_name
from skills.names import names_now


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` and `details` are how many cells, and how many other things, it would change."""

    proposal: Proposal
    headline: Headline
    cells: int
    details: int
    support: int
    oppose: int

    @property
    def meaning_name(self) -> str:
        return meaning_name(self.proposal.kind, proposed=True)

    @property
    def is_weighty(self) -> bool:
        return is_weighty(self.proposal.kind)

    @property
    def age(self) -> str:
        """Since it was sent: `2 days`."""
        if self._is_fresh:
            return gettext("just now")
        return timesince(self.proposal.created_at, depth=1)

    @property
    def sent(self) -> str:
        """When, in a sentence: `2 days ago`."""
        return self.age if self._is_fresh else gettext("%(age)s ago") % {"age": self.age}

    @property
    def _is_fresh(self) -> bool:
        return timezone.now() - self.proposal.created_at < timedelta(minutes=1)

    @property
    def size(self) -> str:
        """`3 expectations, 1 detail`; empty where it is a single thing, which the headline names."""
        if self.cells + self.details < 2:
            return ""
        said = []
        if self.cells:
            counted = ngettext("%(number)d expectation", "%(number)d expectations", self.cells)
            said.append(counted % {"number": self.cells})
        if self.details:
            counted = ngettext("%(number)d detail", "%(number)d details", self.details)
            said.append(counted % {"number": self.details})
        return ", ".join(said)

    @property
    def said(self) -> str:
        """Who is for it and who against: `2 in favour, 1 against`; empty where nobody has voted."""
        said = []
        if self.support:
            counted = ngettext("%(number)d in favour", "%(number)d in favour", self.support)
            said.append(counted % {"number": self.support})
        if self.oppose:
            counted = ngettext("%(number)d against", "%(number)d against", self.oppose)
            said.append(counted % {"number": self.oppose})
        return ", ".join(said)

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a decision, rather than for its author or for nothing."""
        return self.proposal.status == Status.OPEN


def lines(proposals: Iterable[Proposal]) -> list[Line]:
    """In the same order; their documents fetched. Three queries, however many there are."""
    proposals = list(proposals)
    if not proposals:
        return []
    changes = _outlines(proposals)
    wanted = {
        reference
        for proposal in proposals
        for reference in spoken_of(proposal.document.kind, proposal.kind, changes[proposal.pk])
    }
    names = names_now(wanted)
    votes = _votes(proposals)
    found = []
    for proposal in proposals:
        of_proposal = changes[proposal.pk]
        units = _counted_units(of_proposal)
        cells = sum(1 for unit in units if unit.level)
        support, oppose = votes.get(proposal.pk, (0, 0))
        words = headline(proposal.document.kind, proposal.title, proposal.kind, of_proposal, names)
        found.append(Line(proposal, words, cells, len(units) - cells, support, oppose))
    return found


def page_of_lines(
    proposals: ProposalQuerySet, *, number: str | None, limit: int
) -> tuple[Page[int], list[Line]]:
    """A page of `proposals`, which are in order, `limit` on each; six queries at most.

    Sorted are keys alone: whole rows of thousands take ten times as long.
    """
    page: Page[int] = Paginator(proposals.values_list("pk", flat=True), limit).get_page(number)
    keys = list(page.object_list)
    rows = Proposal.objects.for_list().in_bulk(keys)
    return page, lines(rows[pk] for pk in keys if pk in rows)


def _outlines(proposals: list[Proposal]) -> dict[int, list[Change]]:
    """Their newest versions' changes, without the texts: fixed words and names only."""
    found: dict[int, list[Change]] = {proposal.pk: [] for proposal in proposals}
    is_word = Q(field__in=("requirement", "role", "status", "successor", "parent", "name"))
    rows = (
        ProposalChange.objects.filter(
            version__proposal__in=found, version__number=F("version__proposal__version")
        )
        .order_by("pk")
        .values_list(
            "version__proposal_id",
            "field",
            "role",
            "level",
            "language",
            *(
                Case(
                    When(is_word | Q((f"{side}__isnull", True)), then=F(side)),
                    default=Value(""),
                    output_field=TextField(null=True),
                )
                for side in ("old", "new")
            ),
        )
    )
    for pk, *path, old, new in rows:
        found[pk].append(Change(Path(*path), old, new))
    return found


def _counted_units(changes: Iterable[Change]) -> set[Unit]:
    """A role's listing goes with its cells; that something new is in use goes without saying."""
    units = {unit_of(path) for path, old, _ in changes if not (path.field == "status" and not old)}
    with_cells = {unit.role for unit in units if unit.level}
    return {unit for unit in units if unit.name != "role" or unit.role not in with_cells}


def _votes(proposals: list[Proposal]) -> dict[int, tuple[int, int]]:
    rows = (
        Vote.objects.filter(proposal__in=proposals)
        .values("proposal_id")
        .annotate(support=Count("pk", filter=Q(supports=True)), all=Count("pk"))
    )
    return {row["proposal_id"]: (row["support"], row["all"] - row["support"]) for row in rows}
