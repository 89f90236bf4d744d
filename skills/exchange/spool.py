"""Records kept on disk between the checking of a file and its publication.

So a file is read once, whatever its size, and cannot change between the two.
"""

import json
from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from skills.algebra.paths import Path
from skills.exchange.records import DocumentRecord


class Spool:
    """Takes records, and gives them back in the same order, without the lines of their values."""

    def __init__(self) -> None:
        self._file = TemporaryFile(mode="w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def add(self, record: DocumentRecord) -> None:
        fields = [
            record.kind,
            record.slug,
            [(*path, value) for path, value in record.content.items()],
            record.line,
            record.number,
            record.updated_on and record.updated_on.isoformat(),
            record.mentioned,
            sorted(record.holds),
        ]
        self._file.write(json.dumps(fields) + "\n")
        self._count += 1

    def __iter__(self) -> Iterator[DocumentRecord]:
        self._file.seek(0)
        for text in self._file:
            kind, slug, values, line, number, updated_on, mentioned, holds = json.loads(text)
            yield DocumentRecord(
                kind,
                slug,
                {
                    Path(field, role, level, language): value
                    for field, role, level, language, value in values
                },
                line=line,
                number=number,
                updated_on=date.fromisoformat(updated_on) if updated_on else None,
                mentioned=mentioned,
                holds=frozenset(holds),
            )
