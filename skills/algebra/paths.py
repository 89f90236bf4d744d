"""Where a value sits in a document, and which values belong together.

A document's *content* is `dict[Path, str]`; absence of a path is absence of the value.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

LEVELS: Final = ("junior", "middle", "senior", "lead", "principal")
_RANKS: Final = {level: rank for rank, level in enumerate(LEVELS, start=1)}
KINDS: Final = ("skill", "role", "group", "domain")

ACTIVE: Final = "active"
RETIRED: Final = "retired"
LISTED: Final = "listed"
REQUIRED: Final = "required"
OPTIONAL: Final = "optional"

#: Fields whose text is written for people, and so has translations.
TRANSLATABLE: Final = frozenset({"name", "summary", "description"})
#: Fields with many values, each under a key of its own: `alt_label:k8s`.
MANY_VALUED: Final = ("alt_label", "identifier", "link")
#: A translation's companion: the digest of the source text it was made from.
SOURCE_SUFFIX: Final = ".source"


class Path(NamedTuple):
    """Names one value. `language` is empty for the source language and for what is no text."""

    field: str
    role: str = ""
    level: str = ""
    language: str = ""

    @property
    def is_cell(self) -> bool:
        return self.level != ""

    @property
    def is_source_digest(self) -> bool:
        return self.field.endswith(SOURCE_SUFFIX)

    def digest_path(self) -> "Path":
        """The path of the digest that goes with this translation."""
        return self._replace(field=self.field + SOURCE_SUFFIX)

    def text_path(self) -> "Path":
        """The path of the text that this digest goes with; a text's own path is itself."""
        return self._replace(field=self.field.removesuffix(SOURCE_SUFFIX))

    def source_path(self) -> "Path":
        """The path of the text that this translation, or its digest, was made from."""
        return self.text_path()._replace(language="")


class Unit(NamedTuple):
    """What is accepted, declined or found in conflict as one.

    A cell with all its facets and translations, a role's listing, status with successor,
    otherwise a field in one language together with its digest.
    """

    name: str
    role: str = ""
    level: str = ""
    language: str = ""


Content = dict[Path, str]

NAME: Final = Path("name")
SUMMARY: Final = Path("summary")
STATUS: Final = Path("status")
SUCCESSOR: Final = Path("successor")
PARENT: Final = Path("parent")


def listing(role: str) -> Path:
    return Path("role", role)


def requirement(role: str, level: str) -> Path:
    return Path("requirement", role, level)


def description(role: str, level: str) -> Path:
    return Path("description", role, level)


def unit_of(path: Path) -> Unit:
    if path.level:
        return Unit("cell", path.role, path.level)
    if path.role:
        return Unit("role", path.role)
    if path.field in ("status", "successor"):
        return Unit("status")
    return Unit(path.field.removesuffix(SOURCE_SUFFIX), language=path.language)


def split_field(field: str) -> tuple[str, str]:
    """`alt_label:k8s` → (`alt_label`, `k8s`); `name` → (`name`, ``)."""
    name, _, key = field.partition(":")
    return name, key


def cells_of(content: Mapping[Path, str]) -> set[tuple[str, str]]:
    """Every (role, level) that any facet of a cell names."""
    return {(path.role, path.level) for path in content if path.level}


def listed_roles(content: Mapping[Path, str]) -> set[str]:
    return {path.role for path in content if path.field == "role"}


def sort_key(path: Path) -> tuple[str, int, str, str]:
    """Reading order: the document's own fields, then role by role, up the ladder."""
    return (path.role, _RANKS.get(path.level, 0), path.field, path.language)


def in_reading_order(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=sort_key)
