"""Whether what a file says may become part of the matrix, asked before any of it is stored."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import NamedTuple

from skills.algebra.paths import ACTIVE, PARENT, RETIRED, SUCCESSOR, Path, listed_roles, listing
from skills.algebra.text import is_slug
from skills.algebra.validity import problems
from skills.exchange.planning import Plan, comes_into_use, has_moved
from skills.exchange.shape import PARENT_KEYS
from skills.exchange.standing import Key, status_of, statuses
from skills.models import Kind

_STRUCTURE = (Kind.DOMAIN, Kind.GROUP, Kind.ROLE)


class Fault(NamedTuple):
    """What is wrong with a file; `line` is 0 where it is about the whole file."""

    file: FilePath
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else self.without_line()

    def without_line(self) -> str:
        return f"{self.file}: {self.message}"


class Known:
    """The documents that can be referred to: those in the database and those of earlier files."""

    def __init__(self, announced: set[Key]) -> None:
        self._statuses: dict[str, dict[str, str]] = {
            kind.value: statuses(kind) for kind in _STRUCTURE
        }
        self._added: set[Key] = set()
        #: Skills that later files of the same run are going to bring.
        self._announced = announced

    def add(self, keys: set[Key]) -> None:
        self._added |= keys

    def status(self, kind: str, slug: str) -> str | None:
        if (kind, slug) in self._added:
            return ACTIVE
        if kind in self._statuses:
            return self._statuses[kind].get(slug)
        return status_of(kind, slug) or (ACTIVE if (kind, slug) in self._announced else None)


class _Successor(NamedTuple):
    line: int
    kind: str
    slug: str


class Check:
    """The check of one file: ask for the faults of each plan, and at the end for the last ones."""

    def __init__(self, known: Known, *, move: bool) -> None:
        self._known = known
        self._move = move
        self._said: set[Key] = set()
        self._successors: list[_Successor] = []
        #: What this file brings or brings back, in use from its publication on.
        self.coming: set[Key] = set()

    def faults(self, plan: Plan) -> Iterator[tuple[int, str]]:
        """Line and sentence of everything that is wrong with a document of the file."""
        record = plan.record
        key = record.kind, record.slug
        name = f"{record.kind} {record.slug}"
        if not record.mentioned:
            if key in self._said:
                yield record.line, f"the {name} is there twice"
            self._said.add(key)
        if plan.after == plan.before:
            return
        if not is_slug(record.slug):
            yield record.line, f"{record.slug[:60]!r} can't be the slug of a {record.kind}"
            return
        found = problems(record.kind, plan.after)
        for problem in found:
            line = record.lines.get(problem.path, record.line)
            if plan.is_new and problem.code in ("name_missing", "parent_missing"):
                what = "name" if problem.code == "name_missing" else PARENT_KEYS[record.kind]
                yield line, f"there is no {name} yet, and a new one needs a {what}"
            else:
                yield line, f"{name}: {problem}"
        if not found:
            yield from self._broken_references(plan)
        if comes_into_use(plan):
            self.coming.add(key)

    def _broken_references(self, plan: Plan) -> Iterator[tuple[int, str]]:
        record, before, after = plan.record, plan.before, plan.after
        name = f"{record.kind} {record.slug}"
        if has_moved(plan) and not self._move:
            line = record.lines.get(PARENT, record.line)
            parent = PARENT_KEYS[record.kind]
            yield (
                line,
                f"the {name} is in the {parent} {before[PARENT]!r}, "
                f"and would move to {after[PARENT]!r}: allow it with --move",
            )
        if PARENT in after and after[PARENT] != before.get(PARENT):
            kind = PARENT_KEYS[record.kind]
            yield from self._broken(plan, PARENT, kind, after[PARENT])
        for role in sorted(listed_roles(after) - listed_roles(before)):
            yield from self._broken(plan, listing(role), Kind.ROLE.value, role)
        if SUCCESSOR in after and after[SUCCESSOR] != before.get(SUCCESSOR):
            line = record.lines.get(SUCCESSOR, record.line)
            if after[SUCCESSOR] == record.slug:
                yield line, f"the {name} cannot be its own successor"
            self._successors.append(_Successor(line, record.kind, after[SUCCESSOR]))

    def _broken(self, plan: Plan, path: Path, kind: str, slug: str) -> Iterator[tuple[int, str]]:
        if (kind, slug) not in self.coming:
            line = plan.record.lines.get(path, plan.record.line)
            yield from self._unknown(line, kind, slug)

    def _unknown(self, line: int, kind: str, slug: str) -> Iterator[tuple[int, str]]:
        status = self._known.status(kind, slug)
        if status is None:
            yield line, f"there is no {kind} {slug[:60]!r}"
        elif status == RETIRED:
            yield line, f"the {kind} {slug!r} is retired"

    def last_faults(self) -> Iterator[tuple[int, str]]:
        """What only the whole file shows: successors may stand further down than who names them."""
        for line, kind, slug in self._successors:
            if (kind, slug) not in self.coming:
                yield from self._unknown(line, kind, slug)
