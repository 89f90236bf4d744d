"""What a proposal asks for, unit by unit: the words, what became of them, what they meet now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from proposals.models import Outcome, ProposalChange
from skills.algebra.merging import Conflict, Merge
from skills.algebra.paths import Unit, unit_of
from skills.algebra.words import Piece, word_diff
from skills.diffs import (
    WORD_FIELDS,
    Panel,
    UnitChange,
    in_reading_order,
    language_name,
    panels,
    units_of,
    word_for,
)
from skills.history import blame, newest_by_unit
from skills.models import Document, Revision
from skills.names import Names

_OUTCOMES: Final[dict[Outcome, Promise]] = {
    Outcome.ACCEPTED: pgettext_lazy("of a change", "Accepted"),
    Outcome.DECLINED: pgettext_lazy("of a change", "Declined"),
    Outcome.ALREADY_THERE: pgettext_lazy("of a change", "Was there already"),
}


@dataclass(frozen=True, slots=True)
class ThreeTexts:
    """One value that meets another than the one it was written on.

    `proposed` and `live` mark what is new in them against `when_proposed`; empty where there is
    nothing.
    """

    label: str
    language: str
    when_proposed: str
    proposed: list[Piece]
    live: list[Piece]


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """One cell, name, … of a proposal. `rows` are the ids of its `ProposalChange`s."""

    panel: Panel
    rows: list[int]
    outcome: Outcome
    is_there_already: bool
    conflict: list[ThreeTexts] = field(default_factory=list)
    #: The revision that it conflicts with.
    overtaken_by: Revision | None = None

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
    rows: Sequence[ProposalChange],
    names: Names,
    merged: Merge | None,
) -> list[AskedUnit]:
    """`units` of `rows` as they are shown; `merged` is what they meet now, `None` once closed.

    Two queries where something conflicts, none otherwise.
    """
    units = list(units)
    by_unit: dict[Unit, list[ProposalChange]] = {}
    for row in rows:
        by_unit.setdefault(unit_of(row.path), []).append(row)
    merged = merged or Merge()
    conflicts: dict[Unit, list[Conflict]] = {}
    for conflict in merged.conflicts:
        conflicts.setdefault(unit_of(conflict.change.path), []).append(conflict)
    there = {unit_of(change.path) for change in merged.already_there}
    apart = {unit_of(change.path) for change in merged.applies} | conflicts.keys()
    overtaken = _overtaken_by(document, units, conflicts)
    return [
        AskedUnit(
            panel=panel,
            rows=[row.pk for row in by_unit[panel.unit]],
            outcome=outcome_of(by_unit[panel.unit]),
            is_there_already=panel.unit in there - apart,
            conflict=three_texts(document.kind, conflicts.get(panel.unit, ()), names),
            overtaken_by=overtaken.get(panel.unit),
        )
        for panel in panels(document.kind, units, names)
    ]


def outcome_of(rows: Iterable[ProposalChange]) -> Outcome:
    """What became of a unit: of several outcomes in it, the one that says most."""
    found = {row.outcome for row in rows}
    for outcome in (Outcome.DECLINED, Outcome.ACCEPTED, Outcome.ALREADY_THERE):
        if outcome in found:
            return outcome
    return Outcome.PENDING


def three_texts(kind: str, conflicts: Iterable[Conflict], names: Names) -> list[ThreeTexts]:
    """*When proposed*, *proposed*, *live now* of each value, fixed words before texts."""
    ordered = sorted(
        conflicts,
        key=lambda conflict: (
            conflict.change.path.language,
            conflict.change.path.field not in WORD_FIELDS,
            conflict.change.path.field,
        ),
    )
    return [
        _three(kind, conflict, names)
        for conflict in ordered
        if not conflict.change.path.is_source_digest
    ]


def _three(kind: str, conflict: Conflict, names: Names) -> ThreeTexts:
    (path, old, new), live = conflict
    if path.field in WORD_FIELDS:
        words = [
            word_for(kind, path, value, names) if value is not None else ""
            for value in (old, new, live)
        ]
        before, proposed, now = words
        return ThreeTexts("", "", before, _word(before, proposed), _word(before, now))
    label = language_name(path.language) if path.language else ""
    before = old or ""
    return ThreeTexts(
        label, path.language, before, _marked(before, new or ""), _marked(before, live or "")
    )


def _word(before: str, after: str) -> list[Piece]:
    return [Piece("same" if after == before else "added", after)] if after else []


def _marked(before: str, after: str) -> list[Piece]:
    """`after`, with what `before` doesn't say marked; all of it where there was nothing."""
    if not before:
        return [Piece("added", after)] if after else []
    return [piece for piece in word_diff(before, after) if piece.kind != "removed"]


def _overtaken_by(
    document: Document, shown: Iterable[UnitChange], conflicts: Mapping[Unit, object]
) -> dict[Unit, Revision]:
    paths = [change.path for unit in shown if unit.unit in conflicts for change in unit.changes]
    if not paths or not document.is_published:
        return {}
    return newest_by_unit(blame(document, paths))
