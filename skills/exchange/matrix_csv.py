"""The matrix as a table, a row a cell, for spreadsheets.

What a skill, group, domain or role is called stands in every row of theirs, so that a table can be
sorted and filtered; a skill's rows stand together. Only skill, role, level, required and
description are needed; of what a file has no column for, it says nothing. Translations, labels,
links and the summaries of roles are not in it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final

from django.conf import settings

from skills.algebra.paths import (
    LEVELS,
    LISTED,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    STATUS,
    SUMMARY,
    Content,
    Path,
)
from skills.algebra.text import clean_line, clean_text, is_clean
from skills.exchange.records import DocumentRecord, FileError
from skills.exchange.shape import boolean, cells_in_order
from skills.exchange.source import VALUE_LIMIT, head

if TYPE_CHECKING:
    from _csv import Reader

_NEEDED: Final = ("skill", "role", "level", "required", "description")
COLUMNS: Final = (
    "skill",
    "skill_name",
    "skill_summary",
    "skill_status",
    "group",
    "group_name",
    "domain",
    "domain_name",
    "role",
    "role_name",
    "role_status",
    "role_domain",
    "role_domain_name",
    "level",
    "required",
    "description",
    "license",
)
#: A skill's own values, by column.
_OWN: Final = {
    "skill_name": NAME,
    "skill_summary": SUMMARY,
    "skill_status": STATUS,
    "group": PARENT,
}
#: What each row mentions besides its skill: kind, slug's column, name's, status's, parent's.
_MENTIONS: Final = (
    ("domain", "domain", "domain_name", "", ""),
    ("domain", "role_domain", "role_domain_name", "", ""),
    ("group", "group", "group_name", "", "domain"),
    ("role", "role", "role_name", "role_status", "role_domain"),
)
_DELIMITERS: Final = ",;\t"

# A spreadsheet takes a text that begins like this for a formula, and runs it. An apostrophe in
# front makes it text there; reading takes it away again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")


# ── Reading ────────────────────────────────────────────────────────────────────────────────────


def delimiter_of(header: str) -> str:
    """What separates the columns of a table with this first line; `""` where it is none of ours."""
    for delimiter in _DELIMITERS:
        names = {name.strip(' "').lower() for name in header.split(delimiter)}
        if names.issuperset(_NEEDED):
            return delimiter
    return ""


def read(path: FilePath) -> Iterator[DocumentRecord]:
    """The documents of a CSV file, a skill at a time; raises `FileError`."""
    header = head(path).partition("\n")[0].rstrip("\r")
    delimiter = delimiter_of(header)
    if not delimiter:
        columns = ", ".join(_NEEDED)
        raise FileError(f"the first line should name the columns, at least {columns}", line=1)
    csv.field_size_limit(VALUE_LIMIT)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        table = _Table(rows)
        try:
            yield from table.records()
        except csv.Error as error:
            message = f"this row is no valid CSV: {error}"
            raise FileError(message, line=table.next_line) from error


class _Table:
    """Gathers the rows of one skill at a time."""

    def __init__(self, rows: "Reader") -> None:
        self._rows = rows
        self._columns: list[str] = []
        self._done: set[str] = set()
        self._mentioned: dict[tuple[str, str], dict[str, str]] = {}
        self._line = 0
        #: Where the row begins that is being read; a row with long texts ends lines below.
        self.next_line = 1

    def records(self) -> Iterator[DocumentRecord]:
        self._read_columns()
        gathered: _Skill | None = None
        self.next_line = self._rows.line_num + 1
        for values in self._rows:
            self._line, self.next_line = self.next_line, self._rows.line_num + 1
            if not any(values):
                continue
            row = self._row(values)
            if gathered is None or gathered.slug != row["skill"]:
                if gathered:
                    yield gathered.record()
                gathered = self._begin(row["skill"])
            yield from self._mentions(row)
            gathered.add(row, self._line)
        if gathered:
            yield gathered.record()

    def _read_columns(self) -> None:
        self._columns = [name.strip().lower() for name in next(self._rows)]
        for name in self._columns:
            if name not in COLUMNS:
                message = f"unknown column {name[:60]!r} (known: {', '.join(COLUMNS)})"
                raise FileError(message, line=1)
            if self._columns.count(name) > 1:
                raise FileError(f"the column {name!r} is there twice", line=1)

    def _row(self, values: list[str]) -> dict[str, str]:
        if len(values) != len(self._columns):
            message = f"{len(values)} values in a table of {len(self._columns)} columns"
            raise FileError(message, line=self._line)
        row = {
            column: value if is_clean(value) else clean_text(value)
            for column, value in zip(self._columns, map(_unquoted, values), strict=True)
        }
        for column in row:
            if column.endswith("_name"):
                row[column] = clean_line(row[column])
        if not row["skill"]:
            raise FileError("which skill is this? 'skill' is empty", line=self._line)
        return row

    def _begin(self, slug: str) -> "_Skill":
        if slug in self._done:
            message = f"the rows of the skill {slug[:60]!r} should stand together: sort by skill"
            raise FileError(message, line=self._line)
        self._done.add(slug)
        return _Skill(slug, self._line, self._columns)

    def _mentions(self, row: dict[str, str]) -> Iterator[DocumentRecord]:
        """The row's group, role and domains, the first time each is there."""
        for kind, column, name, status, parent in _MENTIONS:
            slug = row.get(column, "")
            if not slug:
                continue
            values = {key: row.get(key, "") for key in (name, status, parent) if key}
            key = f"{kind} {column}", slug
            before = self._mentioned.get(key)
            if before is not None:
                self._check_agreement(before, values)
                continue
            self._mentioned[key] = values
            content = {NAME: row.get(name, "")}
            if status and row.get(status):
                content[STATUS] = row[status]
            if parent and row.get(parent):
                content[PARENT] = row[parent]
            if content[NAME]:
                yield DocumentRecord(kind, slug, content, line=self._line, mentioned=True)

    def _check_agreement(self, before: dict[str, str], values: dict[str, str]) -> None:
        for column, value in values.items():
            if value and before[column] and value != before[column]:
                message = f"{column} is {value[:60]!r} here and {before[column][:60]!r} above"
                raise FileError(message, line=self._line)


class _Skill:
    """A skill while its rows are being read."""

    def __init__(self, slug: str, line: int, columns: list[str]) -> None:
        self.slug = slug
        self._line = line
        self._content: Content = {}
        self._lines: dict[Path, int] = {}
        own = {path.field for column, path in _OWN.items() if column in columns}
        self._holds = frozenset({"role", "requirement", "description"} | own)

    def add(self, row: dict[str, str], line: int) -> None:
        for column, path in _OWN.items():
            value = row.get(column, "")
            standing = self._content.setdefault(path, value) if value else value
            if value != standing:
                message = f"{column} is {value[:60]!r} here and {standing[:60]!r} above"
                raise FileError(message, line=line)
            self._lines.setdefault(path, line)
        if row["role"] or row["level"]:
            self._add_cell(row, line)

    def _add_cell(self, row: dict[str, str], line: int) -> None:
        role, level = row["role"], row["level"].lower()
        if not role:
            raise FileError("which role is this? 'role' is empty", line=line)
        if level not in LEVELS:
            known = ", ".join(LEVELS)
            raise FileError(f"there is no level {level[:60]!r} (the levels are {known})", line=line)
        required = boolean(row["required"])
        if required is None:
            message = f"'required' should be true or false, not {row['required'][:40]!r}"
            raise FileError(message, line=line)
        path = Path("requirement", role, level)
        if path in self._content:
            raise FileError(f"{role} {level} is there twice", line=line)
        text = Path("description", role, level)
        self._content[Path("role", role)] = LISTED
        self._content[path] = REQUIRED if required else OPTIONAL
        self._content[text] = row["description"]
        self._lines[Path("role", role)] = self._lines[path] = self._lines[text] = line

    def record(self) -> DocumentRecord:
        return DocumentRecord(
            "skill",
            self.slug,
            self._content,
            line=self._line,
            holds=self._holds,
            lines=self._lines,
        )


def _unquoted(value: str) -> str:
    return value[1:] if value[:1] == "'" and _QUOTED_FORMULA.match(value) else value


# ── Writing ────────────────────────────────────────────────────────────────────────────────────


def write(records: Iterable[DocumentRecord]) -> Iterator[str]:
    """The table, a skill at a time. `records` come domains first, then groups, roles, skills."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    contents: dict[tuple[str, str], Content] = {}
    for record in records:
        if record.kind != "skill":
            contents[record.kind, record.slug] = record.content
            continue
        rows.writerows([_quoted(value) for value in row] for row in _rows(record, contents))
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()


def _rows(
    record: DocumentRecord, contents: dict[tuple[str, str], Content]
) -> Iterator[tuple[str, ...]]:
    group = record.content[PARENT]
    domain = contents["group", group][PARENT]
    own = (
        record.slug,
        record.content[NAME],
        record.content.get(SUMMARY, ""),
        record.content[STATUS],
        group,
        contents["group", group][NAME],
        domain,
        contents["domain", domain][NAME],
    )
    empty = True
    for role, level, required, description, _ in cells_in_order(record.content):
        empty = False
        of_role = contents["role", role]
        yield (
            *own,
            role,
            of_role[NAME],
            of_role[STATUS],
            of_role[PARENT],
            contents["domain", of_role[PARENT]][NAME],
            level,
            "true" if required else "false",
            description,
            settings.CONTENT_LICENSE,
        )
    if empty:
        yield (*own, *[""] * (len(COLUMNS) - len(own) - 1), settings.CONTENT_LICENSE)


def _quoted(value: str) -> str:
    return "'" + value if _FORMULA.match(value) else value
