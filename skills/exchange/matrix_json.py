"""The matrix as one JSON file: what programs read, with revision numbers and dates.

`{"version", "license", "levels", "domains" with their "groups", "roles", "skills"}`; what is empty
is left out. Written an expectation a line, and read as a stream, whatever the size.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path as FilePath
from typing import Final

import ijson
from django.conf import settings

from skills.algebra.paths import LEVELS, PARENT, STATUS
from skills.exchange.records import DocumentRecord, FileError
from skills.exchange.shape import (
    CELL_KEYS,
    EVERYTHING,
    KEYS,
    Draft,
    Node,
    Plain,
    cells_in_order,
    items,
    own_values,
    read_cell,
    read_own_fields,
    refuse_unknown_keys,
    text,
)
from skills.exchange.source import VALUES_LIMIT, LineSource
from skills.models import Level

VERSION: Final = 1
_SECTIONS: Final = ("version", "license", "levels", "domains", "roles", "skills")
_CELL_KEYS: Final = CELL_KEYS | {"role", "level"}
_DEPTH_LIMIT: Final = 10
_SCALARS: Final = frozenset({"string", "number", "boolean", "null"})


# ── Reading ────────────────────────────────────────────────────────────────────────────────────


def read(path: FilePath) -> Iterator[DocumentRecord]:
    """The documents of a JSON file, one at a time; raises `FileError`."""
    with path.open("rb") as file:
        source = LineSource(file)
        try:
            for section, node in _Tree(source).sections():
                yield from _records(section, node)
        except ijson.JSONError as error:
            raise FileError(f"this is no valid JSON: {_reason(error)}", line=source.line) from error


def _reason(error: Exception) -> str:
    """What the parser says, on one line, without the drawing of where."""
    said = error.args[0] if error.args else ""
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return words.strip().partition("\n")[0].strip()[:200] or "it ends in the middle"


class _Tree:
    """Builds a value at a time out of the parser's events, refusing what no matrix is."""

    def __init__(self, source: LineSource) -> None:
        self._source = source
        self._events = iter(ijson.basic_parse(source, use_float=True))
        self._values = 0

    def sections(self) -> Iterator[tuple[str, Node]]:
        """Each document of each section, as it comes."""
        event, _ = next(self._events, ("", None))
        if event != "start_map":
            raise self._error("a matrix is a JSON object with version, domains, roles and skills")
        seen: set[str] = set()
        for event, key in self._events:
            if event == "end_map":
                break
            if key not in _SECTIONS:
                raise self._error(f"unknown key {key[:60]!r} (known: {', '.join(_SECTIONS)})")
            if key in seen:
                raise self._error(f"{key!r} is there twice")
            seen.add(key)
            if key in ("version", "license"):
                self._check_scalar(key)
            else:
                yield from self._list(key)
        for _ in self._events:  # so that the parser sees that nothing follows
            pass

    def _check_scalar(self, key: str) -> None:
        event, value = next(self._events)
        if event not in _SCALARS:
            raise self._error(f"{key!r} should be one value")
        if key == "version" and value != VERSION:
            raise self._error(f"version {value!r} is not known here, only {VERSION}")

    def _list(self, section: str) -> Iterator[tuple[str, Node]]:
        event, _ = next(self._events)
        if event != "start_array":
            raise self._error(f"{section!r} should be a list")
        for event, value in self._events:
            if event == "end_array":
                return
            self._values = 0
            item = self._value(event, value, depth=0)
            if not isinstance(item, Node):
                raise self._error(f"{section!r} should be a list of objects")
            yield section, item

    def _value(self, event: str, value: object, depth: int) -> object:
        if event in _SCALARS:
            self._source.silent = 0
            return value
        if depth > _DEPTH_LIMIT:
            raise self._error("values are nested deeper than in any matrix")
        return self._node(depth) if event == "start_map" else self._array(depth)

    def _node(self, depth: int) -> Node:
        source, events = self._source, self._events
        node = Node(source.line)
        lines = node.lines
        for event, key in events:
            if event == "end_map":
                break
            if key in node:
                raise self._error(f"the key {key[:60]!r} is there twice")
            lines[key] = source.line
            self._count()
            event, value = next(events)
            if event in _SCALARS:  # what most are, said at once
                source.silent = 0
                node[key] = value
            else:
                node[key] = self._value(event, value, depth + 1)
        return node

    def _array(self, depth: int) -> list[object]:
        values: list[object] = []
        for event, value in self._events:
            if event == "end_array":
                break
            self._count()
            values.append(self._value(event, value, depth + 1))
        return values

    def _count(self) -> None:
        self._values += 1
        if self._values > VALUES_LIMIT:
            raise self._error(f"a document with more than {VALUES_LIMIT:,} values")

    def _error(self, message: str) -> FileError:
        return FileError(message, line=self._source.line)


def _records(section: str, node: Node) -> Iterator[DocumentRecord]:
    if section == "levels":
        _check_level(node)
    elif section == "domains":
        groups = items(node, "groups")
        yield _record("domain", node, extra={"groups"})
        for group in groups:
            if not isinstance(group, Node):
                raise FileError("'groups' should be a list of objects", line=node.line_of("groups"))
            if "domain" not in group:
                group.add("domain", node["slug"], group.line)
            yield _record("group", group)
    elif section == "roles":
        yield _record("role", node)
    else:
        yield _record("skill", node, extra={"revision", "updated_at"})


def _check_level(node: Node) -> None:
    refuse_unknown_keys(node, {"slug", "name", "rank"})
    slug = text(node, "slug", required=True)
    if slug not in LEVELS:
        known = ", ".join(LEVELS)
        message = f"there is no level {slug[:60]!r} (the levels are {known})"
        raise FileError(message, line=node.line_of("slug"))


def _record(kind: str, node: Node, *, extra: Iterable[str] = ()) -> DocumentRecord:
    refuse_unknown_keys(node, KEYS[kind] | {"slug"} | set(extra))
    draft = Draft()
    slug = text(node, "slug", required=True)
    read_own_fields(kind, node, draft)
    for item in items(node, "expectations") if kind == "skill" else ():
        if not isinstance(item, Node):
            line = node.line_of("expectations")
            raise FileError("'expectations' should be a list of objects", line=line)
        refuse_unknown_keys(item, _CELL_KEYS)
        role, level = text(item, "role", required=True), text(item, "level", required=True)
        read_cell(role, level, item, draft)
    return DocumentRecord(
        kind,
        slug,
        draft.content,
        line=node.line,
        number=_revision(node),
        updated_on=_date(node),
        holds=EVERYTHING,
        lines=draft.lines,
    )


def _revision(node: Node) -> int | None:
    number = node.get("revision")
    if number is None:
        return None
    if type(number) is not int or not 1 <= number < 2**31:
        raise FileError("'revision' should be a number from 1", line=node.line_of("revision"))
    return number


def _date(node: Node) -> date | None:
    day = text(node, "updated_at")
    try:
        return date.fromisoformat(day) if day else None
    except ValueError as error:
        message = f"'updated_at' should be a date like 2026-03-17, not {day[:40]!r}"
        raise FileError(message, line=node.line_of("updated_at")) from error


# ── Writing ────────────────────────────────────────────────────────────────────────────────────


def write(records: Iterable[DocumentRecord]) -> Iterator[str]:
    """The file, piece by piece. `records` come domains first, then groups, roles and skills."""
    records = iter(records)
    structure: dict[str, list[DocumentRecord]] = {"domain": [], "group": [], "role": []}
    skills: Iterator[DocumentRecord] = iter(())
    for record in records:
        if record.kind == "skill":
            skills = chain([record], records)
            break
        structure[record.kind].append(record)
    levels = [
        {"slug": level.slug, "name": level.name, "rank": level.rank}
        for level in Level.objects.all()
    ]
    roles = [_json(_own(role)) for role in structure["role"]]
    yield f'{{\n"version": {VERSION},\n"license": {_json(settings.CONTENT_LICENSE)},\n'
    yield from _list("levels", [_json(level) for level in levels])
    yield from _list("domains", _domains(structure["domain"], structure["group"]))
    yield from _list("roles", roles)
    yield from _list("skills", map(_skill, skills), last=True)
    yield "}\n"


def _list(key: str, texts: Iterable[str], *, last: bool = False) -> Iterator[str]:
    yield f'"{key}": ['
    empty = True
    for each in texts:
        yield f"{'' if empty else ','}\n{each}"
        empty = False
    yield "]" if empty else "\n]"
    yield "\n" if last else ",\n"


def _domains(domains: list[DocumentRecord], groups: list[DocumentRecord]) -> Iterator[str]:
    inside: dict[str, list[str]] = {}
    for group in groups:
        values = _own(group)
        del values["domain"]
        inside.setdefault(group.content[PARENT], []).append(_json(values))
    for domain in domains:
        yield _open(_own(domain), "groups", inside.get(domain.slug, []))


def _own(record: DocumentRecord) -> dict[str, Plain]:
    return {"slug": record.slug, **own_values(record.kind, record.content)}


def _skill(record: DocumentRecord) -> str:
    values: dict[str, object] = dict(_own(record))
    values["status"] = record.content[STATUS]
    values["revision"] = record.number
    if record.updated_on:
        values["updated_at"] = record.updated_on.isoformat()
    cells = []
    for role, level, required, description, translations in cells_in_order(record.content):
        cell: dict[str, object] = {
            "role": role,
            "level": level,
            "required": required,
            "description": description,
        }
        if translations:
            cell["translations"] = translations
        cells.append(_json(cell))
    return _open(values, "expectations", cells)


def _open(values: object, key: str, inner: list[str]) -> str:
    """An object on one line whose last value is a list with an item a line."""
    inside = "\n  " + ",\n  ".join(inner) + "\n" if inner else ""
    return f'{_json(values)[:-1]}, "{key}": [{inside}]}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
