"""Lint over a role's ladder: what a reader would stumble over, said as findings."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from skills.algebra.paths import LEVELS, REQUIRED, Path, cells_of

Rule = Literal["required_not_above", "same_text", "required_but_silent", "missing_at_the_top"]


class Cell(NamedTuple):
    required: bool
    description: str


class Finding(NamedTuple):
    """`level` is where to look; `other` the level it is compared with, where there is one."""

    rule: Rule
    role: str
    level: str
    other: str = ""


Ladder = Mapping[str, Cell]


def ladders(content: Mapping[Path, str]) -> dict[str, dict[str, Cell]]:
    """Every role's cells by level, roles and levels in order, in the source language."""
    found: dict[str, dict[str, Cell]] = {}
    for role, level in sorted(cells_of(content), key=lambda cell: (cell[0], LEVELS.index(cell[1]))):
        required = content.get(Path("requirement", role, level)) == REQUIRED
        text = content.get(Path("description", role, level), "")
        found.setdefault(role, {})[level] = Cell(required, text)
    return found


def lint(role: str, ladder: Ladder) -> list[Finding]:
    """The findings for one role, from the lowest level up."""
    found = [*_neighbours(role, ladder), *_silent(role, ladder), *_top(role, ladder)]
    return sorted(found, key=lambda finding: LEVELS.index(finding.level))


def lint_content(content: Mapping[Path, str]) -> list[Finding]:
    return [finding for role, ladder in ladders(content).items() for finding in lint(role, ladder)]


def _neighbours(role: str, ladder: Ladder) -> Iterator[Finding]:
    present = [level for level in LEVELS if level in ladder]
    for below, above in pairwise(present):
        if ladder[below].required and not ladder[above].required:
            yield Finding("required_not_above", role, above, below)
        if ladder[below].description and ladder[below].description == ladder[above].description:
            yield Finding("same_text", role, above, below)


def _silent(role: str, ladder: Ladder) -> Iterator[Finding]:
    for level, cell in ladder.items():
        if cell.required and not cell.description:
            yield Finding("required_but_silent", role, level)


def _top(role: str, ladder: Ladder) -> Iterator[Finding]:
    highest = max(LEVELS.index(level) for level in ladder)
    if highest < len(LEVELS) - 1:
        yield Finding("missing_at_the_top", role, LEVELS[highest], LEVELS[highest + 1])
