"""Bringing a list of changes to a document that may have moved on since it was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from skills.algebra.changes import Change
from skills.algebra.paths import (
    ACTIVE,
    LISTED,
    STATUS,
    SUCCESSOR,
    Content,
    Path,
    Unit,
    description,
    listed_roles,
    listing,
    requirement,
    sort_key,
    unit_of,
)
from skills.algebra.text import digest


class Conflict(NamedTuple):
    """*When proposed* and *proposed* are the change's `old` and `new`; `live` is what stands now."""

    change: Change
    live: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of each change: it applies, is already there, or conflicts."""

    applies: list[Change] = field(default_factory=list)
    already_there: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def conflicting_units(self) -> set[Unit]:
        return {unit_of(conflict.change.path) for conflict in self.conflicts}


def merge(current: Mapping[Path, str], changes: Iterable[Change]) -> Merge:
    """Sort `changes` by what they meet in `current`; whole units conflict, never halves of them.

    Applying `complete(current, result.applies)` to a valid document gives a valid document.
    """
    changes = list(changes)
    in_conflict = {
        unit_of(path)
        for path, old, new in changes
        if current.get(path) != old and current.get(path) != new
    }
    while True:
        result = _applied(current, changes, in_conflict)
        broken = _broken_units(result, changes) - in_conflict
        if not broken:
            break
        in_conflict |= broken

    merged = Merge()
    for change in changes:
        live = current.get(change.path)
        if in_conflict and unit_of(change.path) in in_conflict:
            merged.conflicts.append(Conflict(change, live))
        elif live == change.new:
            merged.already_there.append(change)
        else:
            merged.applies.append(change)
    return merged


def complete(current: Mapping[Path, str], changes: Iterable[Change]) -> list[Change]:
    """Add what `changes` imply, so that nothing is left half there, in reading order.

    A new cell lists its role; a cell without a requirement is no cell; unlisting a role drops its
    cells, and dropping its last cell unlists it; dropping a source text drops its translations; a
    document back in use has no successor; a translation without a digest was made from the text
    that stands.
    """
    changes = list(changes)
    result = _applied(current, changes, in_conflict=set())
    unlisted = {path.role for path, _, new in changes if path.field == "role" and new is None}
    dropped = {
        (path.role, path.level)
        for path, _, new in changes
        if path.field == "requirement" and new is None
    }
    if unlisted or dropped:
        for path in [path for path in result if path.level]:
            if path.role in unlisted or (path.role, path.level) in dropped:
                del result[path]
    with_requirement = [path for path in result if path.field == "requirement"]
    for path in with_requirement:
        result.setdefault(description(path.role, path.level), "")
    for role in {path.role for path in with_requirement}:
        result.setdefault(listing(role), LISTED)
    for role in listed_roles(result) - {path.role for path in with_requirement}:
        result.pop(listing(role), None)
    return _completed_texts(current, changes, result)


def _completed_texts(
    current: Mapping[Path, str], changes: list[Change], result: Content
) -> list[Change]:
    for path in [path for path in result if path.language]:
        source = result.get(path.source_path())
        if not source:
            del result[path]
        elif not path.is_source_digest:
            result.setdefault(path.digest_path(), digest(source))
    if result.get(STATUS) == ACTIVE:
        result.pop(SUCCESSOR, None)
    given = {change.path: change for change in changes}
    completed = dict(given)
    for path in {path for path in chain(current, result) if current.get(path) != result.get(path)}:
        if path not in given or given[path].new != result.get(path):
            completed[path] = Change(path, current.get(path), result.get(path))
    return sorted(completed.values(), key=lambda change: sort_key(change.path))


def _applied(
    current: Mapping[Path, str], changes: Iterable[Change], in_conflict: set[Unit]
) -> Content:
    result = dict(current)
    for path, _, new in changes:
        if in_conflict and unit_of(path) in in_conflict:
            continue
        if new is None:
            result.pop(path, None)
        else:
            result[path] = new
    return result


def _broken_units(result: Mapping[Path, str], changes: Iterable[Change]) -> set[Unit]:
    """Units of `changes` that would leave `result` with something half there."""
    roles_with_cells = {path.role for path in result if path.level}
    broken: set[Unit] = set()
    for path, _, new in changes:
        if path.level:
            whole = _is_whole_cell(result, path)
        elif path.role:
            whole = (path.role in roles_with_cells) == (new is not None)
        elif path.field in ("status", "successor"):
            whole = SUCCESSOR not in result or result.get(STATUS) != ACTIVE
        else:
            whole = not path.language or _is_whole_translation(result, path)
        if not whole:
            broken.add(unit_of(path))
    return broken


def _is_whole_cell(result: Mapping[Path, str], path: Path) -> bool:
    has_requirement = requirement(path.role, path.level) in result
    has_description = description(path.role, path.level) in result
    if has_requirement != has_description:
        return False
    if path.language and not _is_whole_translation(result, path):
        return False
    return not has_requirement or listing(path.role) in result


def _is_whole_translation(result: Mapping[Path, str], path: Path) -> bool:
    text = path.text_path()
    has_text = text in result
    if has_text != (text.digest_path() in result):
        return False
    return not has_text or bool(result.get(path.source_path()))
