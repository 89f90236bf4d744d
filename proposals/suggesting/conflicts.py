"""What somebody wrote, what they started from, and what is live now: side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from skills.algebra.changes import Change
from skills.algebra.merging import Conflict
from skills.algebra.paths import Unit, unit_of
from skills.algebra.words import Piece, word_diff
from skills.diffs import WORD_FIELDS, unit_heading, word_for
from skills.names import Names, names_now, references


@dataclass(frozen=True, slots=True)
class Threefold:
    """One value in its three versions, as words; empty where there was or is none.

    `yours` and `live` are marked against what was there at the start.
    """

    started: str
    yours: list[Piece]
    live: list[Piece]


@dataclass(frozen=True, slots=True)
class ConflictPanel:
    heading: str
    anchor: str
    values: list[Threefold]


def conflict_panels(kind: str, conflicts: Iterable[Conflict]) -> list[ConflictPanel]:
    """By unit, in the order they come."""
    conflicts = list(conflicts)
    spoken_of = [change for change, _live in conflicts]
    spoken_of += [Change(change.path, None, live) for change, live in conflicts]
    names = names_now(references(kind, spoken_of))
    by_unit: dict[Unit, list[Conflict]] = {}
    for conflict in conflicts:
        if not conflict.change.path.is_source_digest:
            by_unit.setdefault(unit_of(conflict.change.path), []).append(conflict)
    return [
        ConflictPanel(
            heading=unit_heading(kind, unit, names),
            anchor=f"text-{unit.role}-{unit.level}" if unit.level else "",
            values=[
                _threefold(kind, conflict, names)
                for conflict in sorted(of_unit, key=lambda each: each.change.path, reverse=True)
            ],
        )
        for unit, of_unit in by_unit.items()
    ]


def _threefold(kind: str, conflict: Conflict, names: Names) -> Threefold:
    (path, old, new), live = conflict

    def shown(value: str | None) -> str:
        if not value:
            return ""
        return word_for(kind, path, value, names) if path.field in WORD_FIELDS else value

    started = shown(old)
    return Threefold(started, word_diff(started, shown(new)), word_diff(started, shown(live)))
