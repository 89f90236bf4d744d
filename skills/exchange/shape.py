"""The shape that JSON and YAML files share: mappings in, contents out, and the way back.

They differ in where the cells stand (a list in JSON, by role and level in YAML) and in what the
slug is called; the rest is here.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    LISTED,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Content,
    Path,
    split_field,
)
from skills.algebra.text import clean_line, clean_text, is_clean
from skills.exchange.records import PLAIN_FIELDS, FileError
from skills.search_text import fold

EVERYTHING: Final = PLAIN_FIELDS | {"alt_label", "identifier", "link", "translation"}
#: What a document's parent is called.
PARENT_KEYS: Final = {"skill": "group", "group": "domain", "role": "domain"}
_COMMON_KEYS: Final = frozenset(
    {"name", "summary", "status", "successor", "alt_labels", "identifiers", "translations"}
)
KEYS: Final = {
    "domain": _COMMON_KEYS,
    "group": _COMMON_KEYS | {"domain"},
    "role": _COMMON_KEYS | {"domain", "links"},
    "skill": _COMMON_KEYS | {"group", "links", "expectations"},
}
_TYPE_NAMES: Final = {
    "dict": "a mapping",
    "Node": "a mapping",
    "list": "a list",
    "str": "text",
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "NoneType": "nothing",
}
#: Words for true and false, as YAML 1.1 and spreadsheets write them.
_TRUE: Final = frozenset({"true", "yes", "on", "1", REQUIRED})
_FALSE: Final = frozenset({"false", "no", "off", "0", OPTIONAL})


class Node(dict[str, object]):
    """A mapping as a file has it, with the lines that it and its keys stand on."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def add(self, key: str, value: object, line: int) -> None:
        self.lines[key] = line
        self[key] = value

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


@dataclass(slots=True)
class Draft:
    """A document while it is being read."""

    content: Content = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)

    def put(self, path: Path, value: str, line: int) -> None:
        """Add a value; an empty one is absence."""
        if value or path.field == "description":
            self.content[path] = value
            self.lines[path] = line


# ── Reading ────────────────────────────────────────────────────────────────────────────────────


def refuse_unknown_keys(node: Node, known: AbstractSet[str]) -> None:
    for key in sorted(node.keys() - known, key=node.line_of):
        message = f"unknown key {key[:60]!r} (known here: {', '.join(sorted(known))})"
        raise FileError(message, line=node.line_of(key))


def text(node: Node, key: str, *, required: bool = False) -> str:
    """The paragraph or line under `key`; `""` where there is none and none is required."""
    value = node.get(key)
    if value is None or value == "":
        if required:
            raise FileError(f"{key!r} is missing or empty", line=node.line_of(key))
        return ""
    if not isinstance(value, str):
        raise _wrong_type(node, key, "text")
    if is_clean(value):
        return value
    return clean_line(value) if key == "name" else clean_text(value)


def _wrong_type(node: Node, key: str, wanted: str) -> FileError:
    found = _TYPE_NAMES.get(type(node[key]).__name__, "something else")
    return FileError(f"{key!r} should be {wanted} and is {found}", line=node.line_of(key))


def mapping(node: Node, key: str) -> Node:
    """The mapping under `key`, an empty one where there is none."""
    value = node.get(key)
    if value is None:
        return Node(node.line)
    if not isinstance(value, Node):
        raise _wrong_type(node, key, "a mapping")
    return value


def items(node: Node, key: str) -> list[object]:
    """The list under `key`, an empty one where there is none."""
    value = node.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong_type(node, key, "a list")
    return value


def boolean(value: object) -> bool | None:
    """What a file says with true, yes or required; `None` where it is no such word."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def read_own_fields(kind: str, node: Node, draft: Draft) -> None:
    """Everything but slug and cells from `node` into `draft`."""
    draft.put(NAME, text(node, "name"), node.line_of("name"))
    for key, path in (("summary", SUMMARY), ("status", STATUS), ("successor", SUCCESSOR)):
        draft.put(path, text(node, key), node.line_of(key))
    if kind in PARENT_KEYS:
        key = PARENT_KEYS[kind]
        draft.put(PARENT, text(node, key), node.line_of(key))
    if SUCCESSOR in draft.content and STATUS not in draft.content:
        raise FileError("a successor needs 'status: retired'", line=node.line_of("successor"))
    _read_alt_labels(node, draft)
    schemes = mapping(node, "identifiers")
    for scheme in schemes:
        path = Path(f"identifier:{scheme}")
        draft.put(path, text(schemes, scheme, required=True), schemes.line_of(scheme))
    _read_links(node, draft)
    _read_translations(node, draft)


def _read_alt_labels(node: Node, draft: Draft) -> None:
    line = node.line_of("alt_labels")
    for label in items(node, "alt_labels"):
        if not isinstance(label, str) or not (cleaned := clean_line(label)):
            raise FileError("'alt_labels' should be a list of texts", line=line)
        path = Path(f"alt_label:{fold(cleaned)}")
        if path in draft.content:
            raise FileError(f"the label {cleaned!r} is there twice", line=line)
        draft.put(path, cleaned, line)


def _read_links(node: Node, draft: Draft) -> None:
    for link in items(node, "links"):
        if not isinstance(link, Node):
            message = "'links' should be a list of mappings with url and title"
            raise FileError(message, line=node.line_of("links"))
        refuse_unknown_keys(link, {"url", "title"})
        url = text(link, "url", required=True)
        path = Path(f"link:{url}")
        if path in draft.content:
            raise FileError(f"the link {url} is there twice", line=link.line)
        title = clean_line(text(link, "title", required=True))
        draft.put(path, title, link.line)


def _read_translations(node: Node, draft: Draft) -> None:
    languages = mapping(node, "translations")
    for language in languages:
        fields = mapping(languages, language)
        refuse_unknown_keys(fields, {"name", "summary"})
        for key in fields:
            _put_translation(draft, Path(key, language=language), fields, key)


def _put_translation(draft: Draft, path: Path, node: Node, key: str) -> None:
    """A text and the digest of what it was made from; without one, of what the file says."""
    translation = mapping(node, key)
    refuse_unknown_keys(translation, {"text", "source"})
    value = text(translation, "text", required=True)
    draft.put(path, clean_line(value) if path.field == "name" else value, translation.line)
    digest = text(translation, "source", required=True)
    draft.put(path.digest_path(), digest, translation.line_of("source"))


CELL_KEYS: Final = frozenset({"required", "description", "translations"})


def read_cell(role: str, level: str, cell: Node, draft: Draft) -> None:
    """One expectation; `cell` may hold its role and level as well."""
    if level not in LEVELS:
        message = f"there is no level {level[:60]!r} (the levels are {', '.join(LEVELS)})"
        raise FileError(message, line=cell.line_of("level"))
    path = Path("requirement", role, level)
    if path in draft.content:
        raise FileError(f"{role} {level} is there twice", line=cell.line)
    required = cell.get("required")
    if not isinstance(required, bool):
        required = boolean(required)
    if required is None:
        raise FileError("'required' should be true or false", line=cell.line_of("required"))
    draft.put(Path("role", role), LISTED, cell.line)
    draft.put(path, REQUIRED if required else OPTIONAL, cell.line_of("required"))
    line = cell.line_of("description")
    draft.put(Path("description", role, level), text(cell, "description"), line)
    if "translations" in cell:
        languages = mapping(cell, "translations")
        for language in languages:
            _put_translation(draft, Path("description", role, level, language), languages, language)


# ── Writing ────────────────────────────────────────────────────────────────────────────────────

type Plain = str | bool | list[Plain] | dict[str, Plain]


class CellParts(NamedTuple):
    role: str
    level: str
    required: bool
    description: str
    translations: dict[str, Plain]


def own_values(kind: str, content: Content) -> dict[str, Plain]:
    """What `read_own_fields` reads, in the order it is shown; what is empty is left out.

    Skills aside, a status is there only where it is not active; JSON puts a skill's own.
    """
    own = {path: value for path, value in content.items() if not path.role}
    values: dict[str, Plain] = {"name": own[NAME]}
    if SUMMARY in own:
        values["summary"] = own[SUMMARY]
    if kind in PARENT_KEYS:
        values[PARENT_KEYS[kind]] = own[PARENT]
    if own[STATUS] != ACTIVE:
        values["status"] = own[STATUS]
    if SUCCESSOR in own:
        values["successor"] = own[SUCCESSOR]
    if labels := _many(own, "alt_label"):
        values["alt_labels"] = [*sorted(labels.values(), key=lambda label: (fold(label), label))]
    if identifiers := _many(own, "identifier"):
        values["identifiers"] = {**dict(sorted(identifiers.items()))}
    if links := _many(own, "link"):
        values["links"] = [{"url": url, "title": title} for url, title in sorted(links.items())]
    if translations := _own_translations(own):
        values["translations"] = translations
    return values


def _many(own: Content, name: str) -> dict[str, str]:
    split = ((split_field(path.field), value) for path, value in own.items())
    return {key: value for (of, key), value in split if of == name}


def _own_translations(own: Content) -> dict[str, Plain]:
    translations: dict[str, Plain] = {}
    for path in sorted(own, key=lambda path: (path.language, path.field)):
        if path.language and not path.is_source_digest:
            fields = translations.setdefault(path.language, {})
            assert isinstance(fields, dict)  # noqa: S101 - only mappings are put there
            fields[path.field] = _translation(own, path)
    return translations


def _translation(content: Content, path: Path) -> dict[str, Plain]:
    return {"text": content[path], "source": content[path.digest_path()]}


def cells_in_order(content: Content) -> Iterator[CellParts]:
    """Every cell, by role, up the ladder."""
    translated: dict[tuple[str, str], list[Path]] = {}
    for path in content:
        if path.language and path.level and not path.is_source_digest:
            translated.setdefault((path.role, path.level), []).append(path)
    requirements = [path for path in content if path.field == "requirement"]
    for path in sorted(requirements, key=lambda path: (path.role, LEVELS.index(path.level))):
        _, role, level, _ = path
        yield CellParts(
            role,
            level,
            content[path] == REQUIRED,
            content[Path("description", role, level)],
            {
                of.language: _translation(content, of)
                for of in sorted(translated.get((role, level), []), key=lambda of: of.language)
            },
        )
