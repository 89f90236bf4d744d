"""Bringing files into the matrix: each is read and checked whole, then published.

A file with anything wrong in it is refused and nothing of it is stored; the others are not held
up by it. Publishing is one transaction and one revision a changed document.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import batched
from pathlib import Path as FilePath
from typing import Final, NamedTuple, Protocol

from django.core.exceptions import ValidationError

from accounts.models import User
from skills.algebra.changes import Change
from skills.algebra.paths import SUCCESSOR
from skills.exchange.checking import Check, Fault, Known
from skills.exchange.planning import Plan, count_cells, steps
from skills.exchange.records import DocumentRecord, FileError
from skills.exchange.spool import Spool
from skills.exchange.standing import Key, claim_all, plan_all
from skills.models import Document
from skills.publishing import PublishConflict, PublishError, publish

#: Documents read from the database at a time.
_BATCH: Final = 50
#: A document that somebody edits just then is planned anew, so many times.
_ATTEMPTS: Final = 3
#: How much of the work on a file its checking is, for the progress bar.
_CHECKING: Final = 0.15
#: Nobody reads more; the rest is counted.
_FAULTS_SHOWN: Final = 50


@dataclass(slots=True)
class Totals:
    """What a run has done, or would do. `documents` counts by kind and outcome."""

    files: int = 0
    refused: int = 0
    documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    revisions: int = 0
    cells_added: int = 0
    cells_changed: int = 0
    cells_dropped: int = 0
    kept: int = 0
    faults: int = 0

    def of(self, kind: str, outcome: str) -> int:
        return self.documents[kind, outcome]


class Listener(Protocol):
    """Is told what happens, as it happens."""

    def found_fault(self, fault: Fault) -> None: ...

    def planned(self, file: FilePath, plan: Plan) -> None:
        """A document that is changed, or of which something is kept."""

    def progressed(self, file: FilePath, fraction: float) -> None:
        """How much of a file has been dealt with: 0 to 1."""


class _Later(NamedTuple):
    """A retirement, published when everything that may refer to the document has been."""

    file: FilePath
    record: DocumentRecord
    document: Document
    successor: str
    changes: list[Change]
    source: str
    number: int | None


class Import:
    """One run over any number of files; `finish` when they are all in.

    `announced` are the skills that later files bring, so that a successor can be named before it
    is there. `summary` is what the revisions say of themselves; by default the file's name.
    """

    def __init__(
        self,
        *,
        author: User,
        listener: Listener,
        move: bool = False,
        overwrite: bool = False,
        dry_run: bool = False,
        summary: str = "",
        announced: set[Key] | None = None,
    ) -> None:
        self._author = author
        self._listener = listener
        self._move = move
        self._overwrite = overwrite
        self._dry_run = dry_run
        self._summary = summary
        self._known = Known(announced or set())
        self._later: list[_Later] = []
        self.totals = Totals()

    def refuse(self, file: FilePath, error: FileError) -> None:
        """Count a file that could not even be opened as what it should be."""
        self.totals.files += 1
        self.totals.refused += 1
        self._fault(Fault(file, error.line, error.message))

    def read(
        self, file: FilePath, records: Iterable[DocumentRecord], *, source: str, lines: int = 0
    ) -> None:
        """Import one file. `source` is what its values are known by in later imports."""
        self.totals.files += 1
        check = Check(self._known, move=self._move)
        with Spool() as spool:
            faults = self._check(file, records, check, spool, source=source, lines=lines)
            if faults:
                self.totals.refused += 1
                return
            if not self._dry_run:
                self._publish_all(file, spool, source)
        self._known.add(check.coming)
        self._listener.progressed(file, 1)

    def finish(self) -> Totals:
        """Retire what the files say is retired, each before the one that takes its place."""
        waiting = self._later
        while waiting:
            taking_place = {
                (later.record.kind, later.successor) for later in waiting if later.successor
            }
            ready = [
                later
                for later in waiting
                if (later.record.kind, later.record.slug) not in taking_place
            ]
            # Where each waits for another, publishing says what is wrong with it.
            for later in ready or waiting:
                self._publish_later(later)
            waiting = [later for later in waiting if later not in ready] if ready else []
        self._later = []
        return self.totals

    def _check(
        self,
        file: FilePath,
        records: Iterable[DocumentRecord],
        check: Check,
        spool: Spool,
        *,
        source: str,
        lines: int,
    ) -> int:
        """Plan the whole file into `spool`, and say how many faults it has."""
        found = 0
        unchanged: Counter[str] = Counter()
        try:
            for batch in batched(records, _BATCH, strict=False):
                for plan in plan_all(batch, source=source, overwrite=self._overwrite):
                    for fault in check.faults(plan):
                        found += 1
                        self._tell(file, found, *fault)
                    if plan.after == plan.before and not plan.kept:
                        unchanged[plan.record.kind] += not plan.record.mentioned
                        continue
                    spool.add(plan.record)
                    if self._dry_run and not found:
                        self._count(file, plan)
                share = 1 if self._dry_run else _CHECKING
                self._listener.progressed(file, share * batch[-1].line / lines if lines else 0)
        except FileError as error:
            found += 1
            self._tell(file, found, error.line, error.message)
        for fault in check.last_faults():
            found += 1
            self._tell(file, found, *fault)
        if found > _FAULTS_SHOWN:
            more = f"and {found - _FAULTS_SHOWN} more like these"
            self._listener.found_fault(Fault(file, 0, more))
        if not found:
            for kind, count in unchanged.items():
                self.totals.documents[kind, "unchanged"] += count
        return found

    def _tell(self, file: FilePath, found: int, line: int, message: str) -> None:
        self.totals.faults += 1
        if found <= _FAULTS_SHOWN:
            self._listener.found_fault(Fault(file, line, message))

    def _fault(self, fault: Fault) -> None:
        self.totals.faults += 1
        self._listener.found_fault(fault)

    def _publish_all(self, file: FilePath, spool: Spool, source: str) -> None:
        done = 0
        for batch in batched(spool, _BATCH, strict=False):
            plans = plan_all(batch, source=source, overwrite=self._overwrite)
            documents = claim_all(plans)
            for plan in plans:
                self._publish_plan(file, plan, documents[plan.key], source)
                done += 1
                fraction = _CHECKING + (1 - _CHECKING) * done / len(spool)
                self._listener.progressed(file, fraction)

    def _publish_plan(self, file: FilePath, plan: Plan, document: Document, source: str) -> None:
        """Publish a plan; where somebody was quicker, plan again on what they have made of it."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self._publish_steps(file, plan, document, source)
            except PublishConflict as error:
                if attempt == _ATTEMPTS:
                    self._fault(Fault(file, plan.record.line, str(error)))
                    return
                [plan] = plan_all([plan.record], source=source, overwrite=self._overwrite)
            except (PublishError, ValidationError) as error:
                self._fault(Fault(file, plan.record.line, _sentence(error)))
                return
            else:
                self._count(file, plan)
                return

    def _publish_steps(self, file: FilePath, plan: Plan, document: Document, source: str) -> None:
        now, later = steps(plan)
        record = plan.record
        number = record.number if plan.is_new else None
        if now and later and number:
            number -= 1  # its retirement is the revision of the number it comes with
        for changes in now:
            self._publish(document, changes, file, record, source, number)
        if later:
            successor = plan.after.get(SUCCESSOR, "")
            mark = replace(record, content={}, lines={})  # many of them are held, so held small
            number = None if now else number
            self._later.append(_Later(file, mark, document, successor, later, source, number))

    def _publish_later(self, later: _Later) -> None:
        try:
            self._publish(
                later.document, later.changes, later.file, later.record, later.source, later.number
            )
        except (PublishError, ValidationError) as error:
            self._fault(Fault(later.file, later.record.line, _sentence(error)))

    def _publish(
        self,
        document: Document,
        changes: list[Change],
        file: FilePath,
        record: DocumentRecord,
        source: str,
        number: int | None,
    ) -> None:
        publish(
            document,
            changes,
            author=self._author,
            summary=self._summary or f"Imported from {file.name}",
            source=source,
            source_date=record.updated_on,
            number=number,
        )

    def _count(self, file: FilePath, plan: Plan) -> None:
        kind = plan.record.kind
        outcome = "created" if plan.is_new else "changed"
        if plan.after == plan.before:
            outcome = "unchanged"
        self.totals.documents[kind, outcome] += 1
        now, later = steps(plan)
        self.totals.revisions += len(now) + bool(later)
        added, changed, dropped = count_cells(plan)
        self.totals.cells_added += added
        self.totals.cells_changed += changed
        self.totals.cells_dropped += dropped
        self.totals.kept += len(plan.kept)
        self._listener.planned(file, plan)


def _sentence(error: Exception) -> str:
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
