"""What every format is read into and written from: documents, one at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Final, Protocol

from skills.algebra.paths import Content, Path

#: What every format can say of a document: the fields' names, as in `skills.algebra.paths`.
PLAIN_FIELDS: Final = frozenset({"name", "summary", "parent", "role", "requirement", "description"})


class FileError(Exception):
    """A file that can't be read right. `line` counts from 1; 0 where it is about the whole file."""

    def __init__(self, message: str, *, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document as a file has it.

    `content` holds what the file says; of what the format cannot hold nothing is said, and
    nothing changes. `number` and `updated_on` come from formats that keep them. One that is only
    `mentioned` (a role named in a skill's page) is made where it is missing and else left alone.
    `line` is where it starts, `lines` where each value stands, as far as the format knows.

    `holds` names the fields that the file could have said something about: what it holds and does
    not say is not there. Translations are held where it has `translation`; status and successor
    where the content says a status.
    """

    kind: str
    slug: str
    content: Content
    line: int = 0
    number: int | None = None
    updated_on: date | None = None
    mentioned: bool = False
    holds: frozenset[str] = PLAIN_FIELDS
    lines: Mapping[Path, int] = field(default_factory=dict)


class Reader(Protocol):
    """Reads a file from its start at every call, holding one document at a time.

    Domains come before groups and roles, and those before skills. Raises `FileError`.
    """

    def __call__(self, path: FilePath) -> Iterator[DocumentRecord]: ...
