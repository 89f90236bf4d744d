"""A change, and what is done with lists of them: make, apply, undo, combine."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from skills.algebra.paths import ACTIVE, RETIRED, STATUS, Content, Path, in_reading_order


class Change(NamedTuple):
    """`None` is absence: `old` of what is added, `new` of what is dropped."""

    path: Path
    old: str | None
    new: str | None


class DoesNotApply(ValueError):
    """A change's `old` is not what the content holds."""

    def __init__(self, change: Change, found: str | None) -> None:
        super().__init__(f"{change.path} holds {found!r}, not {change.old!r}")
        self.change = change
        self.found = found


def diff(before: Mapping[Path, str], after: Mapping[Path, str]) -> list[Change]:
    """The changes that turn `before` into `after`, in reading order."""
    differing = [
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    ]
    return [Change(path, before.get(path), after.get(path)) for path in in_reading_order(differing)]


def apply(content: Mapping[Path, str], changes: Iterable[Change]) -> Content:
    """A new content with `changes` made; raises `DoesNotApply` if an `old` does not match."""
    result = dict(content)
    for change in changes:
        path, old, new = change
        if result.get(path) != old:
            raise DoesNotApply(change, result.get(path))
        if new is None:
            result.pop(path, None)
        else:
            result[path] = new
    return result


def undo(changes: Iterable[Change]) -> list[Change]:
    """The exact inverse: applied after `changes`, it gives back what was there before."""
    return [Change(path, new, old) for path, old, new in reversed(list(changes))]


def fold(changes: Iterable[Change]) -> Content:
    """The content after `changes` from nothing, without looking at `old`: the log is the truth."""
    result: Content = {}
    for path, _, new in changes:
        if new is None:
            result.pop(path, None)
        else:
            result[path] = new
    return result


def combine(changes: Iterable[Change]) -> list[Change]:
    """One list with the effect of many made in turn: each path once, what came to nothing left out."""
    first: dict[Path, str | None] = {}
    last: dict[Path, str | None] = {}
    for path, old, new in changes:
        first.setdefault(path, old)
        last[path] = new
    differing = [path for path in first if first[path] != last[path]]
    return [Change(path, first[path], last[path]) for path in in_reading_order(differing)]


def revert(changes: Iterable[Change]) -> list[Change]:
    """What takes a revision back: its inverse, or for a document's first one, retiring it."""
    changes = list(changes)
    if any(path == STATUS and old is None for path, old, _ in changes):
        return [Change(STATUS, ACTIVE, RETIRED)]
    return undo(changes)
