"""Which part of many cells is shown: a role's five levels, or a level's roles."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice

from django.http import QueryDict

from proposals.suggesting.broken_rules import BrokenRule
from skills.algebra.paths import LEVELS
from skills.algebra.text import is_slug


@dataclass(frozen=True, slots=True)
class Part:
    """What is shown: a role's five levels, or a level's roles. One of them is empty."""

    role: str = ""
    level: str = ""

    @classmethod
    def parse(cls, text: str) -> "Part":
        """From `role:analyst` or `level:junior`; anything else is the first of what there is."""
        what, _colon, slug = text.partition(":")
        if what == "role" and is_slug(slug):
            return cls(role=slug)
        if what == "level" and slug in LEVELS:
            return cls(level=slug)
        return cls()

    def __str__(self) -> str:
        return f"role:{self.role}" if self.role else f"level:{self.level}" if self.level else ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    is_changed: bool
    is_chosen: bool


def asked_part(query: QueryDict, data: QueryDict) -> Part:
    """What a button asks for, else what the form showed, else what a link asks for."""
    what, _colon, which = data.get("do", "").partition(":")
    if what == "show":
        return Part.parse(which or data.get("show", ""))
    if what == "add_role":
        return Part.parse(f"role:{data.get('role_to_add', '')}")
    asked = data.get("part", "")
    for name in ("role", "level"):
        if name in query:
            asked = f"{name}:{query[name]}"
    return Part.parse(asked)


def parts_of(
    roles: Mapping[str, str],
    levels: Mapping[str, str],
    changed: Container[tuple[str, str]],
    part: Part,
) -> tuple[list[Choice], list[Choice]]:
    """Role by role, and level by level; both by slug, with their names, in order.

    Where there are no roles there are no parts.
    """
    by_role = [
        Choice(
            f"role:{slug}",
            name,
            any((slug, level) in changed for level in LEVELS),
            slug == part.role,
        )
        for slug, name in roles.items()
    ]
    by_level = [
        Choice(
            f"level:{slug}",
            name,
            any((role, slug) in changed for role in roles),
            slug == part.level,
        )
        for slug, name in levels.items()
        if roles
    ]
    return by_role, by_level


def following(choices: Sequence[Choice]) -> Choice | None:
    """The one after the one that is shown."""
    after = dropwhile(lambda choice: not choice.is_chosen, choices)
    return next(islice(after, 1, None), None)


def part_to_mend(part: Part, broken: Iterable[BrokenRule]) -> Part:
    """`part`, if something is to be mended in it or nowhere; else where the first such thing is."""
    cells = [rule.cell for rule in broken if rule.cell[0]]
    if not cells or any(role == part.role or level == part.level for role, level in cells):
        return part
    return Part(role=cells[0][0])
