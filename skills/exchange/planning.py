"""What an import would do to one document, and what it leaves because people have edited it.

Value by value, the file's word counts where the newest change of what is live came from the same
source; what somebody else has changed since is kept. Pure but for the types it speaks of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from skills.algebra.changes import Change, diff
from skills.algebra.paths import (
    ACTIVE,
    LISTED,
    PARENT,
    RETIRED,
    STATUS,
    SUCCESSOR,
    Content,
    Path,
    Unit,
    cells_of,
    listing,
    split_field,
)
from skills.exchange.records import DocumentRecord


class Reason(StrEnum):
    """Why something live was kept though the file says otherwise."""

    CHANGED = "changed since"
    DROPPED = "dropped since"
    RETIRED = "retired"


class Origin(NamedTuple):
    """Where the newest change of a value came from."""

    source: str
    number: int
    author: str


class Kept(NamedTuple):
    """What was left as it is; `origin` of the change that the import does not undo."""

    unit: Unit
    reason: Reason
    origin: Origin | None


@dataclass(frozen=True)
class Plan:
    """From `before`, the live content, to `after`."""

    record: DocumentRecord
    before: Content
    after: Content
    kept: list[Kept] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        return self.record.kind, self.record.slug

    @property
    def is_new(self) -> bool:
        return not self.before

    @property
    def retires(self) -> bool:
        return self.after.get(STATUS) == RETIRED

    @property
    def waits_whole(self) -> bool:
        """Whether it is a document whose first revision was its retirement."""
        return self.is_new and self.retires and self.record.number == 1

    @cached_property
    def changes(self) -> list[Change]:
        return diff(self.before, self.after)


def is_held(record: DocumentRecord, path: Path) -> bool:
    """Whether the file could have said something about `path`, so that its silence means absence."""
    if path in (STATUS, SUCCESSOR):
        return STATUS in record.content
    if path.language and "translation" not in record.holds:
        return False
    return split_field(path.text_path().field)[0] in record.holds


def says_the_same(record: DocumentRecord, live: Mapping[Path, str]) -> bool:
    """Whether there is nothing to do and nothing to tell: what most of a second import is."""
    if record.mentioned and live:
        return True
    content = record.content
    return all(live.get(path) == value for path, value in content.items()) and not any(
        path not in content and is_held(record, path) for path in live
    )


def plan(
    record: DocumentRecord,
    live: Content,
    origins: Mapping[Unit, Origin],
    *,
    source: str,
    overwrite: bool = False,
) -> Plan:
    """What importing `record` makes of `live`; `origins` are of its units as `claim_of` has them."""
    if not live:
        return Plan(record, live, {STATUS: ACTIVE} | record.content)
    if says_the_same(record, live):
        return Plan(record, live, live)
    if live[STATUS] == RETIRED and STATUS not in record.content:
        unit = Unit("status")
        return Plan(record, live, live, [Kept(unit, Reason.RETIRED, origins.get(unit))])
    return _Merging(record, live, origins, source, overwrite=overwrite).plan()


def claim_of(path: Path) -> Unit:
    """What one source has written as one: a cell's requirement and paragraph, status with
    successor, otherwise a field or a translation with its digest.
    """
    path = path.text_path()
    if path.level and not path.language:
        return Unit("cell", path.role, path.level)
    if path in (STATUS, SUCCESSOR):
        return Unit("status")
    return Unit(path.field, path.role, path.level, path.language)


class _Merging:
    def __init__(
        self,
        record: DocumentRecord,
        live: Content,
        origins: Mapping[Unit, Origin],
        source: str,
        *,
        overwrite: bool,
    ) -> None:
        self._record = record
        self._live = live
        self._origins = origins
        self._source = source
        self._overwrite = overwrite
        self._kept: list[Kept] = []

    def plan(self) -> Plan:
        record, live = self._record, self._live
        said = _by_claim(record.content)
        standing = _by_claim({path: live[path] for path in live if is_held(record, path)})
        after = dict(live)
        # Source texts first: a translation of a text that is kept is kept with it.
        for unit in sorted(said.keys() | standing.keys(), key=lambda unit: (unit.language, unit)):
            new, old = said.get(unit, {}), standing.get(unit, {})
            if new == old or unit.name == "role":
                continue
            if not self._may_change(unit, is_live=bool(old)):
                continue
            for path in old:
                del after[path]
            after |= new
        self._settle(after)
        if live[STATUS] == RETIRED and after[STATUS] == RETIRED:
            after = self._still_retired(after)
        return Plan(record, live, after, self._kept)

    def _may_change(self, unit: Unit, *, is_live: bool) -> bool:
        if self._overwrite or unit == Unit("parent"):
            return True
        of_text = claim_of(Path(unit.name, unit.role, unit.level)) if unit.language else unit
        if unit.language and any(kept.unit == of_text for kept in self._kept):
            return False
        origin = self._origins.get(unit)
        if origin is None or origin.source == self._source:
            return True
        reason = Reason.CHANGED if is_live else Reason.DROPPED
        self._kept.append(Kept(unit, reason, origin))
        return False

    def _settle(self, after: Content) -> None:
        """Drop what has lost what it belongs to, and list the roles that have a cell."""
        for path in [path for path in after if path.language]:
            if not after.get(path.source_path()):
                del after[path]
        roles = {role for role, _ in cells_of(after)}
        for path in [path for path in after if path.field == "role" and path.role not in roles]:
            del after[path]
        for role in roles:
            after[listing(role)] = LISTED

    def _still_retired(self, after: Content) -> Content:
        """A retired document takes no other change: what differs is told and left."""
        changed = {change.path for change in diff(self._live, after)} - {STATUS, SUCCESSOR}
        if not changed:
            return after
        unit = Unit("status")
        self._kept.append(Kept(unit, Reason.RETIRED, self._origins.get(unit)))
        left = {path: self._live[path] for path in self._live if path not in (STATUS, SUCCESSOR)}
        return left | {path: after[path] for path in (STATUS, SUCCESSOR) if path in after}


def _by_claim(content: Mapping[Path, str]) -> dict[Unit, Content]:
    claims: dict[Unit, Content] = {}
    for path, value in content.items():
        claims.setdefault(claim_of(path), {})[path] = value
    return claims


class CellCounts(NamedTuple):
    added: int
    changed: int
    dropped: int


def count_cells(plan: Plan) -> CellCounts:
    added = dropped = 0
    touched: set[tuple[str, str]] = set()
    for path, old, new in plan.changes:
        if path.field == "requirement":
            added += old is None
            dropped += new is None
        if path.level and not path.language and old is not None and new is not None:
            touched.add((path.role, path.level))
    return CellCounts(added, len(touched), dropped)


def has_moved(plan: Plan) -> bool:
    return bool(plan.before) and plan.before.get(PARENT) != plan.after.get(PARENT)


def comes_into_use(plan: Plan) -> bool:
    """Whether others may refer to the document once `steps`' first part is published."""
    if plan.is_new:
        return not plan.waits_whole
    return plan.before[STATUS] == RETIRED and not plan.retires


def steps(plan: Plan) -> tuple[list[list[Change]], list[Change]]:
    """The revisions to publish now, one after the other, and the one for the very end.

    What a matrix refers to must be in use when it is first referred to, so retiring comes last: a
    new document is published first and then retired. One whose first revision was its retirement
    waits whole, since nothing can refer to it. One that comes back into use does so before it
    changes, because a retired document takes no other change.
    """
    before, after = plan.before, plan.after
    changes = plan.changes
    if not plan.retires:
        if before.get(STATUS) == RETIRED and len(changes) > 1:
            restored = {path: value for path, value in before.items() if path != SUCCESSOR}
            restored[STATUS] = ACTIVE
            rest = diff(restored, after)
            return [diff(before, restored), *([rest] if rest else [])], []
        return [changes] if changes else [], []
    if before or plan.waits_whole:
        return [], changes
    in_use = {path: value for path, value in after.items() if path != SUCCESSOR} | {STATUS: ACTIVE}
    return [diff({}, in_use)], diff(in_use, after)
