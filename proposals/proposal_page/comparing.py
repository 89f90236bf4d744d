"""The difference between two versions of a proposal: what each would have the document say."""

from collections.abc import Iterable
from typing import NamedTuple

from proposals.models import ProposalChange, ProposalVersion
from skills.algebra.changes import Change
from skills.algebra.paths import Path, Unit, unit_of
from skills.diffs import Panel, in_reading_order, panels, units_of
from skills.models import Document
from skills.names import Names


class Compared(NamedTuple):
    """`left_out` says that the later version leaves the unit as it stands; `taken_up` that the
    earlier one did."""

    panel: Panel
    left_out: bool
    taken_up: bool

    @property
    def panels(self) -> list[Panel]:
        return [self.panel]


def difference(earlier: Iterable[Change], later: Iterable[Change]) -> list[Change]:
    """From what `earlier` would make live to what `later` would.

    Where only one of them speaks of a value, the other leaves it as that one found it.
    """
    first = {change.path: change for change in earlier}
    last = {change.path: change for change in later}
    paths = [*first, *(path for path in last if path not in first)]
    found = [
        Change(
            path,
            first[path].new if path in first else last[path].old,
            last[path].new if path in last else first[path].old,
        )
        for path in paths
    ]
    return [change for change in found if change.old != change.new]


def compare(
    document: Document, earlier: list[Change], later: list[Change], names: Names
) -> list[Compared]:
    units = in_reading_order(units_of(difference(earlier, later)), names)
    first, last = _units(earlier), _units(later)
    return [
        Compared(panel, left_out=panel.unit not in last, taken_up=panel.unit not in first)
        for panel in panels(document.kind, units, names, proposed=True)
    ]


def _units(changes: Iterable[Change]) -> set[Unit]:
    return {unit_of(change.path) for change in changes}


def changes_of_versions(versions: Iterable[ProposalVersion]) -> dict[int, list[Change]]:
    """By the versions' numbers, in reading order; one query."""
    versions = list(versions)
    numbers = {version.pk: version.number for version in versions}
    found: dict[int, list[Change]] = {number: [] for number in numbers.values()}
    rows = ProposalChange.objects.filter(version__in=versions).order_by("pk")
    for pk, *path, old, new in rows.values_list(
        "version_id", "field", "role", "level", "language", "old", "new"
    ):
        found[numbers[pk]].append(Change(Path(*path), old, new))
    return found
