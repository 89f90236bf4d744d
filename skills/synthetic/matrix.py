"""The documents of a synthetic matrix: the same for the same numbers, whenever they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
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
    SUMMARY,
    Content,
    Path,
    description,
    listing,
    requirement,
)
from skills.algebra.text import slug_from_name
from skills.exchange.records import DocumentRecord
from skills.search_text import fold
from skills.synthetic.words import NAMES, SUBJECTS, coined, paragraph, summary

#: How many roles each skill in turn has, the largest and the smallest whole: 335 and 30 cells.
#: The others have holes.
_ROLES_IN_TURN: Final = (67, 6, 33, 4, 16, 8, 26, 5, 12, 7, 21, 9, 14, 4, 18, 10, 13, 6, 11, 9)
_WHOLE: Final = frozenset({_ROLES_IN_TURN[0], _ROLES_IN_TURN[1]})
_HOLES: Final = 0.04

_DOMAINS: Final = (
    "Data",
    "Cloud",
    "Backend",
    "Frontend",
    "Security",
    "Quality",
    "Mobile",
    "Product",
)
_JOBS: Final = (
    "Engineer",
    "Developer",
    "Architect",
    "Analyst",
    "Operator",
    "Consultant",
    "Manager",
)
_SKILLS_IN_A_GROUP: Final = 25
_TOOLS_OF_A_SKILL: Final = 6
#: A tool is shared by this many skills, more or less.
_SKILLS_OF_A_TOOL: Final = 24
_FIRST_DAY: Final = date(2024, 1, 1)


class _Place(NamedTuple):
    """A document that others belong to."""

    slug: str
    name: str


@dataclass(frozen=True)
class SyntheticMatrix:
    """`skills` skills for `roles` roles, with some 72 cells a skill where there are 67 roles."""

    skills: int
    roles: int
    seed: int = 0

    def __post_init__(self) -> None:
        if not (1 <= self.skills <= NAMES // 2 and 1 <= self.roles <= NAMES // 2):
            message = f"There can be between 1 and {NAMES // 2:,} skills, and as many roles."
            raise ValueError(message)

    def documents(self) -> Iterator[DocumentRecord]:
        """All of them; what others refer to comes before them."""
        for place in self.domains:
            yield self._structural("domain", place, parent="")
        for number, place in enumerate(self.groups):
            yield self._structural("group", place, parent=self._domain(number))
        for number, place in enumerate(self.role_places):
            yield self._structural("role", place, parent=self._domain(number))
        for number in range(self.skills):
            yield self.skill(number)

    @cached_property
    def domains(self) -> list[_Place]:
        return [_Place(slug_from_name(name), name) for name in _DOMAINS]

    @cached_property
    def groups(self) -> list[_Place]:
        number = max(len(_DOMAINS), -(-self.skills // _SKILLS_IN_A_GROUP))
        return [_place(f"{coined(place, 'ics')}") for place in range(number)]

    @cached_property
    def role_places(self) -> list[_Place]:
        return [
            _place(f"{coined(NAMES - 1 - number)} {_JOBS[number % len(_JOBS)]}")
            for number in range(self.roles)
        ]

    def skill(self, number: int) -> DocumentRecord:
        name = self.name_of(number)
        # A generator of its own, so that it is the same skill however many come before it.
        rng = Random(f"{self.seed} {number}")  # noqa: S311 - nothing here is a secret
        subject = SUBJECTS[number % len(SUBJECTS)]
        tools = [self._tool(rng) for _ in range(_TOOLS_OF_A_SKILL)]
        content: Content = {
            NAME: name,
            STATUS: ACTIVE,
            SUMMARY: summary(rng, name, subject, tools),
            PARENT: self.groups[number % len(self.groups)].slug,
        }
        if number % 4 == 0:
            label = f"{name.split()[0]} {number}"
            content[Path(f"alt_label:{fold(label)}")] = label
        content |= self._cells(rng, number, subject, tools)
        return DocumentRecord(
            "skill",
            slug_from_name(name),
            content,
            number=1,
            updated_on=_FIRST_DAY + timedelta(days=rng.randrange(700)),
        )

    def name_of(self, number: int) -> str:
        """A skill's name, whose first word hardly any other skill speaks of."""
        return f"{coined(number + self.seed * 31)} {SUBJECTS[number % len(SUBJECTS)]}".title()

    def _tool(self, rng: Random) -> str:
        tools = max(_TOOLS_OF_A_SKILL, self.skills * _TOOLS_OF_A_SKILL // _SKILLS_OF_A_TOOL)
        return coined(rng.randrange(tools), "base")

    def _cells(self, rng: Random, number: int, subject: str, tools: list[str]) -> Content:
        size = _ROLES_IN_TURN[number % len(_ROLES_IN_TURN)]
        holes = 0 if size in _WHOLE else _HOLES
        cells: Content = {}
        for place in sorted(rng.sample(range(self.roles), min(size, self.roles))):
            role = self.role_places[place].slug
            required_from = rng.randrange(len(LEVELS) + 1)
            present = [level for level in LEVELS if rng.random() >= holes] or [LEVELS[0]]
            cells[listing(role)] = LISTED
            for level in present:
                required = LEVELS.index(level) >= required_from
                cells[requirement(role, level)] = REQUIRED if required else OPTIONAL
                cells[description(role, level)] = paragraph(rng, level, subject, tools)
        return cells

    def _domain(self, number: int) -> str:
        return self.domains[number % len(self.domains)].slug

    def _structural(self, kind: str, place: _Place, *, parent: str) -> DocumentRecord:
        content: Content = {
            NAME: place.name,
            STATUS: ACTIVE,
            SUMMARY: f"What belongs to {place.name} in a matrix that was made up for measuring.",
        }
        if parent:
            content[PARENT] = parent
        return DocumentRecord(kind, place.slug, content, number=1)


def _place(name: str) -> _Place:
    return _Place(slug_from_name(name), name)
