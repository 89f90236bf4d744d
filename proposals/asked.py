"""What a proposal asks for, unit by unit: the words, what became of them, what they meet now.

Its own page, its reviewer's, lists of several side by side and what became of them stand on this.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from proposals.conflicts import UnitConflict, unit_conflicts
from proposals.models import Outcome, ProposalChange
from skills.algebra.merging import Merge, merge
from skills.algebra.paths import Path, Unit, unit_of
from skills.diffs import Panel, UnitChange, in_reading_order, panels, units_of
from skills.models import Document
from skills.names import Names

_OUTCOMES: Final[dict[Outcome, Promise]] = {
    Outcome.ACCEPTED: pgettext_lazy("of a change", "Accepted"),
    Outcome.DECLINED: pgettext_lazy("of a change", "Declined"),
    Outcome.ALREADY_THERE: pgettext_lazy("of a change", "Was there already"),
}


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """One cell, name, … of a proposal, with its changes."""

    panel: Panel
    rows: list[ProposalChange]
    is_there_already: bool = False
    conflict: UnitConflict | None = None

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.rows)

    @property
    def panels(self) -> list[Panel]:
        """As `skills/_diff.html` asks for it."""
        return [self.panel]

    @property
    def outcome_words(self) -> str:
        """What became of it; empty where nothing has."""
        if self.outcome == Outcome.PENDING:
            return gettext("There already") if self.is_there_already else ""
        return str(_OUTCOMES[self.outcome])


def asked_units(rows: Iterable[ProposalChange], names: Names) -> list[UnitChange]:
    """What the rows ask for, in reading order."""
    return in_reading_order(units_of(row.as_tuple() for row in rows), names)


def asked(
    document: Document,
    units: Iterable[UnitChange],
    rows: Collection[ProposalChange],
    names: Names,
    *,
    live: Mapping[Path, str] | None = None,
) -> list[AskedUnit]:
    """`units` of `rows` as they are shown; `live` is what they meet now, `None` once closed.

    Four queries where something conflicts, none otherwise.
    """
    units = list(units)
    shown = {unit.unit for unit in units}
    of_units = by_unit(rows)
    merged = Merge()
    if live is not None:
        merged = merge(live, [row.as_tuple() for row in rows])
    found = [each for each in merged.conflicts if unit_of(each.change.path) in shown]
    conflicts = {each.unit: each for each in unit_conflicts(document, found, live or {})}
    there = {unit_of(change.path) for change in merged.already_there}
    there -= {unit_of(change.path) for change in merged.applies} | conflicts.keys()
    return [
        AskedUnit(
            panel=panel,
            rows=of_units[panel.unit],
            is_there_already=panel.unit in there,
            conflict=conflicts.get(panel.unit),
        )
        for panel in panels(document.kind, units, names, proposed=True)
    ]


def by_unit(rows: Iterable[ProposalChange]) -> dict[Unit, list[ProposalChange]]:
    found: dict[Unit, list[ProposalChange]] = {}
    for row in rows:
        found.setdefault(unit_of(row.path), []).append(row)
    return found


def outcome_of(rows: Iterable[ProposalChange]) -> Outcome:
    """What became of a unit: of several outcomes in it, the one that says most."""
    found = {row.outcome for row in rows}
    for outcome in (Outcome.DECLINED, Outcome.ACCEPTED, Outcome.ALREADY_THERE):
        if outcome in found:
            return outcome
    return Outcome.PENDING
