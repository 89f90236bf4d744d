"""One proposal as its reviewer sees it: unit by unit, with what can be ticked and corrected."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from proposals.asked import AskedUnit, asked, asked_units
from proposals.conflicts import UnitConflict
from proposals.impact import Impact, impact, left_behind, with_what_follows
from proposals.ladders import Troubles, troubles
from proposals.models import Proposal, ProposalChange, Review, Verdict
from proposals.proposal_page.neighbours import Neighbours, neighbours
from proposals.rights import needs_two
from skills.algebra.changes import Change, apply
from skills.algebra.merging import complete, merge
from skills.algebra.paths import (
    ACTIVE,
    NAME,
    PARENT,
    RETIRED,
    STATUS,
    TRANSLATABLE,
    Unit,
    split_field,
    unit_of,
)
from skills.diffs import Panel, language_name, units_of
from skills.names import names_now, references
from skills.projection import live_content

#: Enough to see what it is about; what changes in each cell stands below.
_IMPACT_SHOWN: Final = 6
#: What something new cannot be without.
_NEEDED: Final = (unit_of(NAME), unit_of(PARENT))


@dataclass(frozen=True, slots=True)
class Correctable:
    """A proposed text whose wording a reviewer may correct, as it stands in the form."""

    pk: int
    label: str
    language: str
    text: str
    is_long: bool

    @property
    def name(self) -> str:
        """Of its field in the form."""
        return f"text-{self.pk}"


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """`key` stands for all of the unit's changes in the form: the id of its first."""

    asked: AskedUnit
    #: Something new cannot be without it (its name, where it belongs): nothing to tick.
    is_needed: bool
    is_ticked: bool
    texts: list[Correctable]

    @property
    def key(self) -> int:
        return self.asked.rows[0].pk

    @property
    def panel(self) -> Panel:
        return self.asked.panel

    @property
    def conflict(self) -> UnitConflict | None:
        return self.asked.conflict


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one version that a decision can rest on."""

    proposal: Proposal
    units: list[JudgedUnit]
    impact: list[Impact]
    #: What still speaks of the document that is to be retired.
    left_behind: str
    troubles: Troubles
    neighbours: Neighbours
    needs_two: bool
    #: The approval that a second reviewer's has to match.
    first_approval: Review | None

    @property
    def more_impact(self) -> int:
        """How many of the effects are not named at the top."""
        return max(0, len(self.impact) - _IMPACT_SHOWN)

    @property
    def ticked(self) -> int:
        return sum(unit.is_ticked for unit in self.units)

    @property
    def has_conflicts(self) -> bool:
        return any(unit.conflict for unit in self.units)

    @property
    def can_be_corrected(self) -> bool:
        return any(unit.texts for unit in self.units)


def judge(
    proposal: Proposal,
    rows: Sequence[ProposalChange],
    *,
    ticked: Collection[int] | None = None,
    typed: Mapping[int, str] | None = None,
) -> Sheet:
    """`rows` are its current changes; `ticked` (keys of units) and `typed` (texts by change) are what a form said before.

    Without them, all that can be approved is ticked, or what the first of two reviewers accepted.
    """
    document = proposal.document
    changes = [row.as_tuple() for row in rows]
    live = live_content(document)
    merged = merge(live, changes)
    names = names_now(references(document.kind, changes))
    first = first_approval(proposal)

    def judged(unit: AskedUnit) -> JudgedUnit:
        key = unit.rows[0].pk
        if ticked is not None:
            is_ticked = key in ticked
        else:
            is_ticked = first is None or key in first.accepted
        return JudgedUnit(
            asked=unit,
            is_needed=not document.is_published and unit.panel.unit in _NEEDED,
            is_ticked=is_ticked and unit.conflict is None,
            texts=[
                _correctable(row, typed or {}, alone=unit.panel.unit)
                for row in unit.rows
                if is_correctable(row) and unit.conflict is None
            ],
        )

    after = apply(live, complete(live, merged.applies))
    touched = {change.path.role for change in changes if change.path.role}
    units = asked(document, asked_units(rows, names), rows, names, live=live)
    return Sheet(
        proposal=proposal,
        units=[judged(unit) for unit in units],
        impact=impact(with_what_follows(document.kind, live, merged.applies)),
        left_behind=left_behind(document) if Change(STATUS, ACTIVE, RETIRED) in changes else "",
        troubles=troubles(live, after, roles=touched, names=names),
        neighbours=neighbours(proposal, [change.path for change in changes]),
        needs_two=needs_two(document, proposal.kind),
        first_approval=first,
    )


def first_approval(proposal: Proposal) -> Review | None:
    """The newest approval of the version that stands, with its reviewer."""
    found = proposal.reviews.filter(version=proposal.version, verdict=Verdict.APPROVE)
    return found.select_related("reviewer").order_by("-pk").first()


def is_correctable(row: ProposalChange) -> bool:
    """Whether it is a proposed wording; the operation has the last word."""
    field, _ = split_field(row.field)
    return field in TRANSLATABLE | {"alt_label", "link"} and row.new is not None


def accepted_rows(rows: Sequence[ProposalChange], keys: Collection[int]) -> list[int]:
    """The ids of all changes that a form accepts by the keys of their units.

    What has no box of its own goes along: a role's listing, and what something new needs.
    """
    shown = {change.unit for change in units_of(row.as_tuple() for row in rows)}
    chosen = {unit_of(row.path) for row in rows if row.pk in keys}
    return [row.pk for row in rows if unit_of(row.path) in chosen or unit_of(row.path) not in shown]


def _correctable(row: ProposalChange, typed: Mapping[int, str], *, alone: Unit) -> Correctable:
    is_long = row.field in ("summary", "description")
    label = language_name(row.language) if row.language and alone.level else ""
    return Correctable(row.pk, label, row.language, typed.get(row.pk, row.new or ""), is_long)
