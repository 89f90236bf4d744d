"""Proving that the live rows are what the log folds to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import NamedTuple

from skills import projection
from skills.algebra.changes import diff
from skills.algebra.paths import STATUS, Content, Path
from skills.algebra.validity import problems
from skills.history import read_snapshot
from skills.models import Change, Document

#: Documents folded at a time: bounds the memory, not the result.
_BATCH = 200


class Difference(NamedTuple):
    """`logged` is what the log folds to, `live` what the rows show; `None` is absence."""

    document: Document
    path: Path
    logged: str | None
    live: str | None

    def __str__(self) -> str:
        where = " ".join(part for part in self.path if part)
        return f"{self.document}: {where}: the log says {self.logged!r}, live is {self.live!r}"


@dataclass(slots=True)
class Report:
    documents: int = 0
    changes: int = 0
    differences: list[Difference] = field(default_factory=list)
    #: Broken rules in what is live, a sentence each.
    invalid: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.differences and not self.invalid


def verify() -> Report:
    """Fold every document's changes and compare with its live rows, in one snapshot."""
    report = Report()
    with read_snapshot():
        documents = Document.objects.order_by("pk")
        for batch in batched(documents.iterator(chunk_size=2000), _BATCH, strict=False):
            _verify_batch(list(batch), report)
    return report


def _verify_batch(documents: list[Document], report: Report) -> None:
    logged = _fold_batch(documents, report)
    live = projection.live_contents(documents)
    for document in documents:
        report.documents += bool(document.number)
        content = live.get(document.pk, {})
        report.differences.extend(_differences(document, logged.get(document.pk, {}), content))
        if content:
            report.invalid.extend(
                f"{document}: {problem}" for problem in problems(document.kind, content)
            )


def _fold_batch(documents: list[Document], report: Report) -> dict[int, Content]:
    rows = (
        Change.objects.filter(revision__document__in=documents)
        .order_by("revision__document_id", "revision__number", "id")
        .values_list("revision__document_id", "field", "role", "level", "language", "new")
    )
    contents: dict[int, Content] = {document.pk: {} for document in documents}
    count = 0
    for pk, *path, new in rows.iterator(chunk_size=5000):
        count += 1
        if new is None:
            contents[pk].pop(Path(*path), None)
        else:
            contents[pk][Path(*path)] = new
    report.changes += count
    return contents


def _differences(document: Document, logged: Content, live: Content) -> Iterator[Difference]:
    for path, of_log, of_rows in diff(logged, live) if logged != live else ():
        yield Difference(document, path, of_log, of_rows)
    if live and document.status != live[STATUS]:
        yield Difference(document, STATUS, live[STATUS], document.status)
