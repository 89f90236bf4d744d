"""What a document must satisfy, whoever writes it and by whatever way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from skills.algebra import text as rules
from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    LISTED,
    MANY_VALUED,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    RETIRED,
    STATUS,
    SUCCESSOR,
    TRANSLATABLE,
    Path,
    cells_of,
    description,
    listed_roles,
    requirement,
    split_field,
)

#: The fields that each kind of document may have.
_FIELDS: Final = {
    "skill": {"name", "summary", "status", "successor", "parent", "alt_label", "identifier", "link"}
    | {"role", "requirement", "description"},
    "role": {"name", "summary", "status", "successor", "parent", "alt_label", "identifier", "link"},
    "group": {"name", "summary", "status", "successor", "parent", "alt_label", "identifier"},
    "domain": {"name", "summary", "status", "successor", "alt_label", "identifier"},
}
_HAS_PARENT: Final = {"skill", "role", "group"}
_CELL_FIELDS: Final = {"requirement", "description"}
_ALLOWED_VALUES: Final = {
    "status": {ACTIVE, RETIRED},
    "role": {LISTED},
    "requirement": {REQUIRED, OPTIONAL},
}
_LIMITS: Final = {
    "name": rules.NAME_LIMIT,
    "alt_label": rules.LABEL_LIMIT,
    "identifier": rules.IDENTIFIER_LIMIT,
    "link": rules.NAME_LIMIT,
}
LINKS_LIMIT: Final = 5


def text_limit(field: str) -> int:
    """How many characters a value of `field`, without its key, may have."""
    return _LIMITS.get(field, rules.TEXT_LIMIT)


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. `code` is stable, for programs; `detail` holds what a message needs."""

    code: str
    path: Path
    detail: str = ""

    def __str__(self) -> str:
        where = " ".join(part for part in self.path if part)
        return f"{where}: {self.code.replace('_', ' ')}" + (
            f" ({self.detail})" if self.detail else ""
        )


def problems(kind: str, content: Mapping[Path, str]) -> list[Problem]:
    """Every rule that `content` breaks as a document of `kind`; empty where it is valid."""
    found = list(_missing(kind, content))
    for path, value in content.items():
        if path.is_source_digest:
            found.extend(_digest_problems(path, value, content))
        else:
            found.extend(_value_problems(kind, path, value, content))
    found.extend(_cell_problems(content))
    return found


def _missing(kind: str, content: Mapping[Path, str]) -> Iterator[Problem]:
    if not content.get(NAME):
        yield Problem("name_missing", NAME)
    if STATUS not in content:
        yield Problem("status_missing", STATUS)
    if kind in _HAS_PARENT and not content.get(PARENT):
        yield Problem("parent_missing", PARENT)
    if SUCCESSOR in content and content.get(STATUS) != RETIRED:
        yield Problem("successor_of_active", SUCCESSOR, content[SUCCESSOR])
    if sum(path.field.startswith("link:") for path in content) > LINKS_LIMIT:
        yield Problem("too_many_links", Path("link"), str(LINKS_LIMIT))


def _value_problems(
    kind: str, path: Path, value: str, content: Mapping[Path, str]
) -> Iterator[Problem]:
    name, key = split_field(path.field)
    if name not in _FIELDS[kind]:
        yield Problem("unknown_field", path)
        return
    of_cell = name in _CELL_FIELDS
    if bool(path.level) != of_cell or bool(path.role) != (of_cell or name == "role"):
        yield Problem("misplaced_field", path)
    if path.level and path.level not in LEVELS:
        yield Problem("unknown_level", path, path.level)
    if problem := _text_problem(path, name, value):
        yield problem
    if path.role and not rules.is_slug(path.role):
        yield Problem("not_a_slug", path, path.role[:50])
    if problem := _key_problem(path, name, key):
        yield problem
    if path.language:
        yield from _translation_problems(path, name, value, content)


def _text_problem(path: Path, name: str, value: str) -> Problem | None:
    if name in _ALLOWED_VALUES:
        known = value in _ALLOWED_VALUES[name]
        return None if known else Problem("unknown_value", path, value[:50])
    if name in ("parent", "successor") and not rules.is_slug(value):
        return Problem("not_a_slug", path, value[:50])
    if not value and not (name == "description" and not path.language):
        return Problem("empty", path)
    if len(value) > (limit := text_limit(name)):
        return Problem("too_long", path, f"{len(value)} characters, the limit is {limit}")
    if not rules.is_clean(value) or (name in _LIMITS and "\n" in value):
        return Problem("not_clean", path)
    return None


def _key_problem(path: Path, name: str, key: str) -> Problem | None:
    if (name in MANY_VALUED) != bool(key):
        return Problem("misplaced_key", path, key[:50])
    if name == "link" and not is_web_address(key):
        return Problem("not_a_web_address", path, key[:50])
    if name == "identifier" and not rules.is_slug(key):
        return Problem("not_a_slug", path, key[:50])
    if key and (len(key) > rules.URL_LIMIT or not rules.is_clean(key)):
        return Problem("not_clean", path, key[:50])
    return None


def is_web_address(address: str) -> bool:
    """Only http and https, so that no link on the site can run anything."""
    has_scheme = address.startswith(("https://", "http://"))
    has_host = has_scheme and address.split("//", 1)[1][:1] not in ("", "/", "?", "#")
    return has_host and len(address) <= rules.URL_LIMIT and not any(map(str.isspace, address))


def _translation_problems(
    path: Path, name: str, value: str, content: Mapping[Path, str]
) -> Iterator[Problem]:
    if name not in TRANSLATABLE:
        yield Problem("not_translatable", path)
    elif not rules.is_language(path.language):
        yield Problem("unknown_language", path, path.language[:20])
    elif not content.get(path.source_path()):
        yield Problem("translation_without_source", path)
    elif path.digest_path() not in content:
        yield Problem("translation_without_digest", path)


def _digest_problems(path: Path, value: str, content: Mapping[Path, str]) -> Iterator[Problem]:
    if not path.language or path.text_path() not in content:
        yield Problem("digest_without_translation", path)
    elif len(value) != 16 or set(value) - set("0123456789abcdef"):
        yield Problem("not_a_digest", path, value[:20])


def _cell_problems(content: Mapping[Path, str]) -> Iterator[Problem]:
    cells = cells_of(content)
    whole = {
        (path.role, path.level)
        for path in content
        if path.field == "requirement" and description(path.role, path.level) in content
    }
    for role, level in sorted(cells - whole):
        yield Problem("half_cell", requirement(role, level))
    listed = listed_roles(content)
    with_cells = {role for role, _ in cells}
    for role in sorted(listed - with_cells):
        yield Problem("listed_without_cells", Path("role", role))
    for role in sorted(with_cells - listed):
        yield Problem("cells_without_listing", Path("role", role))
