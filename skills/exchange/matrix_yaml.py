"""The matrix as YAML files, made for reviewing in git: a file a skill, a paragraph a line.

`domains.yaml`, `groups.yaml` and `roles.yaml` are lists; `skills/<slug>.yaml` is one skill. They
hold content only, no revision numbers or dates. Every value but `required` is read as the text it
is, so that a skill called `No` or `3.0` needs no quotes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Final

import yaml

from skills.exchange.records import DocumentRecord, FileError
from skills.exchange.shape import (
    CELL_KEYS,
    EVERYTHING,
    KEYS,
    Draft,
    Node,
    Plain,
    cells_in_order,
    mapping,
    own_values,
    read_cell,
    read_own_fields,
    refuse_unknown_keys,
    text,
)
from skills.exchange.source import VALUES_LIMIT, LineSource

#: What the lists hold, by the name of their file, in the order they are read.
LIST_FILES: Final = {"domains": "domain", "groups": "group", "roles": "role"}
_DEPTH_LIMIT: Final = 10
_BETWEEN_DOCUMENTS: Final = (
    yaml.StreamStartEvent,
    yaml.DocumentStartEvent,
    yaml.DocumentEndEvent,
)
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})


# ── Reading ────────────────────────────────────────────────────────────────────────────────────


def read(path: FilePath) -> Iterator[DocumentRecord]:
    """The documents of a YAML file, one at a time; raises `FileError`.

    A list is of what its file's name says; a mapping is a skill, and more may follow after `---`.
    """
    with path.open("rb") as file:
        source = LineSource(file)
        tree = _Tree(source)
        try:
            for node in tree.documents():
                if tree.in_list:
                    yield _listed(path, node)
                else:
                    yield _skill(node)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else source.line
            raise FileError(f"this is no valid YAML: {error.problem}", line=line) from error
        except yaml.YAMLError as error:
            reason = getattr(error, "reason", "") or "a character that YAML does not allow"
            raise FileError(f"this is no valid YAML: {reason}", line=source.line) from error


class _Tree:
    """Builds a value at a time out of the parser's events, refusing what no matrix is.

    Aliases are refused whole: a few lines of them stand for gigabytes.
    """

    def __init__(self, source: LineSource) -> None:
        self._source = source
        self._events: Iterator[yaml.Event] = yaml.parse(source, Loader=yaml.CSafeLoader)
        self._values = 0
        self.in_list = False

    def documents(self) -> Iterator[Node]:
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            self.in_list = isinstance(event, yaml.SequenceStartEvent)
            if isinstance(event, yaml.MappingStartEvent):
                yield self._node(event, depth=0)
            elif self.in_list:
                yield from self._list_of_nodes()
            elif isinstance(event, yaml.ScalarEvent) and not _is_nothing(event):
                raise _error("this is a text; a matrix is a mapping or a list of them", event)

    def _list_of_nodes(self) -> Iterator[Node]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            if not isinstance(event, yaml.MappingStartEvent):
                raise _error("this should be a list of mappings", event)
            self._values = 0
            yield self._node(event, depth=0)

    def _next(self) -> yaml.Event:
        event = next(self._events)
        while isinstance(event, _BETWEEN_DOCUMENTS):
            self._values = 0
            event = next(self._events)
        if anchor := getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise _error(f"aliases ({sign}{anchor[:40]}) are not read: write it out", event)
        if tag := getattr(event, "tag", None):
            raise _error(f"tags ({tag[:60]}) are not read", event)
        self._source.silent = 0
        return event

    def _value(self, event: yaml.Event, depth: int) -> object:
        self._values += 1
        if self._values > VALUES_LIMIT:
            raise _error(f"a document with more than {VALUES_LIMIT:,} values", event)
        if isinstance(event, yaml.ScalarEvent):
            return None if _is_nothing(event) else event.value
        if depth > _DEPTH_LIMIT:
            raise _error("values are nested deeper than in any matrix", event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._node(event, depth)
        values: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            values.append(self._value(event, depth + 1))
        return values

    def _node(self, start: yaml.Event, depth: int) -> Node:
        node = Node(_line(start))
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _error("a key should be a word", event)
            if event.value in node:
                raise _error(f"the key {event.value[:60]!r} is there twice", event)
            node.add(event.value, self._value(self._next(), depth + 1), _line(event))
        return node


def _is_nothing(event: yaml.ScalarEvent) -> bool:
    return event.style is None and event.value in _NOTHING


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _error(message: str, event: yaml.Event) -> FileError:
    return FileError(message, line=_line(event))


def _listed(path: FilePath, node: Node) -> DocumentRecord:
    kind = LIST_FILES.get(path.stem)
    if kind is None:
        names = ", ".join(f"{stem}.yaml" for stem in LIST_FILES)
        message = f"a list is read from files called {names}, which says what it is a list of"
        raise FileError(message, line=node.line)
    refuse_unknown_keys(node, KEYS[kind] | {"slug"})
    draft = Draft()
    read_own_fields(kind, node, draft)
    slug = text(node, "slug", required=True)
    return DocumentRecord(
        kind, slug, draft.content, line=node.line, holds=EVERYTHING, lines=draft.lines
    )


def _skill(node: Node) -> DocumentRecord:
    refuse_unknown_keys(node, KEYS["skill"] | {"skill"})
    draft = Draft()
    slug = text(node, "skill", required=True)
    read_own_fields("skill", node, draft)
    roles = mapping(node, "expectations")
    for role in roles:
        levels = mapping(roles, role)
        for level in levels:
            cell = mapping(levels, level)
            cell.lines.setdefault("level", levels.line_of(level))
            refuse_unknown_keys(cell, CELL_KEYS)
            read_cell(role, level, cell, draft)
    return DocumentRecord(
        "skill", slug, draft.content, line=node.line, holds=EVERYTHING, lines=draft.lines
    )


# ── Writing ────────────────────────────────────────────────────────────────────────────────────
# By hand, because neither of the library's writers can do it: the C one indents lists another way
# and escapes emoji, the Python one takes half a minute for a thousand skills. The tests read what
# comes out with the library.

_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*")
#: Plain words that YAML 1.1 reads as something else than text.
_SPECIAL: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
#: What JSON leaves as it is and YAML does not allow, or takes for the end of a line.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def list_file(records: Iterable[DocumentRecord], *, comment: str) -> Iterator[str]:
    """`domains.yaml`, `groups.yaml` or `roles.yaml`."""
    yield f"# {comment}\n"
    for record in records:
        values = {"slug": record.slug, **own_values(record.kind, record.content)}
        yield "\n".join(_sequence_item(values, "")) + "\n"


def skill_file(record: DocumentRecord, *, comment: str) -> str:
    """`skills/<slug>.yaml`."""
    values: dict[str, Plain] = {"skill": record.slug}
    values |= own_values("skill", record.content)
    ladders: dict[str, Plain] = {}
    ladder: dict[str, Plain] = {}
    for role, level, required, description, translations in cells_in_order(record.content):
        cell: dict[str, Plain] = {"required": required, "description": description}
        if translations:
            cell["translations"] = translations
        if role not in ladders:
            ladder = ladders[role] = {}
        ladder[level] = cell
    if ladders:
        values["expectations"] = ladders
    return "\n".join([f"# {comment}", *_mapping(values, "")]) + "\n"


def _mapping(values: dict[str, Plain], indent: str) -> Iterator[str]:
    for key, value in values.items():
        start = f"{indent}{scalar(key)}:"
        if isinstance(value, dict):
            yield start
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, list):
            yield start
            for item in value:
                yield from _sequence_item(item, indent + "  ")
        else:
            yield f"{start} {scalar(value)}"


def _sequence_item(item: Plain, indent: str) -> Iterator[str]:
    if not isinstance(item, dict):
        assert isinstance(item, str)  # noqa: S101 - a matrix has no lists of lists
        yield f"{indent}- {scalar(item)}"
        return
    first, *others = _mapping(item, indent + "  ")
    yield f"{indent}- {first.lstrip(' ')}"
    yield from others


def scalar(value: str | bool) -> str:
    """A value on one line, quoted only where it has to be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    is_plain = (
        _PLAIN.fullmatch(value)
        and ": " not in value
        and " #" not in value
        and not value.endswith((":", " "))
        and value.lower() not in _SPECIAL
    )
    if is_plain:
        return value
    return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
