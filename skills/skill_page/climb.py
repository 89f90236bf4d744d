"""Where a reader is, and what the next rung asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from skills.algebra.ladder import Cell
from skills.models import Level
from skills.skill_page.addresses import Addresses, cell_id
from skills.skill_page.reading import RoleCells, SkillReading


class Shift(StrEnum):
    """What happens to a requirement from one rung to the next, in the order it is told."""

    BECOMES_REQUIRED = "becomes_required"
    NO_LONGER_REQUIRED = "no_longer_required"
    BEGINS = "begins"
    ENDS = "ends"
    SAME = "same"


#: What stays as it is needs no tag.
SHIFT_TAGS: Final = {
    Shift.BECOMES_REQUIRED: _("becomes required"),
    Shift.NO_LONGER_REQUIRED: _("no longer required"),
    Shift.BEGINS: _("begins here"),
    Shift.ENDS: _("nothing said any more"),
}
SHIFT_HEADINGS: Final = {
    Shift.BECOMES_REQUIRED: _("Becomes required"),
    Shift.NO_LONGER_REQUIRED: _("No longer required"),
    Shift.BEGINS: _("Begins here"),
    Shift.ENDS: _("Nothing said any more"),
    Shift.SAME: _("As required as before, in other words"),
}
#: With more lines than this on a page, those of one kind are folded away.
_LINES_SHOWN: Final = 12


def shift(here: Cell | None, above: Cell | None) -> Shift | None:
    """`None` where neither rung says anything."""
    if above is None:
        return Shift.ENDS if here else None
    if above.required and not (here and here.required):
        return Shift.BECOMES_REQUIRED
    if here is None:
        return Shift.BEGINS
    return Shift.NO_LONGER_REQUIRED if here.required and not above.required else Shift.SAME


class Rung(NamedTuple):
    """One of the five to choose from. `is_reached` is true below where the reader is."""

    slug: str
    name: str
    href: str
    is_here: bool
    is_reached: bool


class RoleChoice(NamedTuple):
    slug: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One role's step: the two cells, and where it goes on if the next rung is a hole."""

    here: Cell | None
    above: Cell | None
    shift: Shift | None
    further: Level | None
    further_anchor: str

    @property
    def tag(self) -> str:
        return str(SHIFT_TAGS.get(self.shift, "")) if self.shift else ""

    @property
    def is_news(self) -> bool:
        return self.shift in (Shift.BECOMES_REQUIRED, Shift.NO_LONGER_REQUIRED)


class Line(NamedTuple):
    """One role in a step of all roles."""

    role: str
    href: str
    text: str


class Lines(NamedTuple):
    """The roles to which the same thing happens."""

    heading: str
    is_news: bool
    lines: list[Line]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Climb:
    """`step` where level and role are chosen, `all_roles` where only a level is.

    `missing_role` is a role that was asked for and that the skill says nothing about.
    `next_level` is `None` on the top rung and where no level is chosen.
    """

    rungs: list[Rung]
    roles: list[RoleChoice]
    level: Level | None
    next_level: Level | None
    role: RoleCells | None
    missing_role: str
    everyone_href: str
    step: Step | None
    all_roles: list[Lines]
    unchanged: list[Line]


def climb(
    reading: SkillReading,
    levels: Sequence[Level],
    *,
    level: Level | None,
    role: RoleCells | None,
    missing_role: str = "",
) -> Climb:
    """What choosing `level` and `role` shows. `levels` are all five, lowest first."""
    addresses = Addresses.of(reading)
    role_slug = role.slug if role else ""
    rungs = [
        Rung(
            each.slug,
            str(each),
            addresses.page(level=each.slug, role=role_slug),
            is_here=each == level,
            is_reached=level is not None and each.rank < level.rank,
        )
        for each in levels
    ]
    next_level = next((each for each in levels if level and each.rank == level.rank + 1), None)
    step = all_roles = None
    if level and role:
        step = _step(role, levels, level, next_level)
    elif level and next_level:
        all_roles = _all_roles(reading, addresses, level, next_level)
    lines, unchanged = all_roles or ([], [])
    return Climb(
        rungs=rungs,
        roles=[RoleChoice(each.slug, each.name, each.slug == role_slug) for each in reading.roles],
        level=level,
        next_level=next_level,
        role=role,
        missing_role=missing_role,
        everyone_href=addresses.page(level=level.slug if level else ""),
        step=step,
        all_roles=lines,
        unchanged=unchanged,
    )


def _step(role: RoleCells, levels: Sequence[Level], level: Level, next_level: Level | None) -> Step:
    here = role.cells.get(level.slug)
    if next_level is None:
        return Step(here, None, shift=None, further=None, further_anchor="")
    above = role.cells.get(next_level.slug)
    higher = (each for each in levels if each.rank > next_level.rank and each.slug in role.cells)
    further = None if above else next(higher, None)
    return Step(
        here=here,
        above=above,
        shift=shift(here, above),
        further=further,
        further_anchor=cell_id(role.slug, further.slug) if further else "",
    )


def _all_roles(
    reading: SkillReading, addresses: Addresses, level: Level, next_level: Level
) -> tuple[list[Lines], list[Line]]:
    """The lines by what happens, and the roles for which nothing changes at all."""
    by_shift: dict[Shift, list[Line]] = {}
    unchanged: list[Line] = []
    for role in reading.roles:
        here, above = role.cells.get(level.slug), role.cells.get(next_level.slug)
        happens = shift(here, above)
        if happens is None:
            continue
        text = above.description if above else ""
        line = Line(role.name, addresses.page(level=level.slug, role=role.slug), text)
        if here == above:
            unchanged.append(line)
        else:
            by_shift.setdefault(happens, []).append(line)
    shown = 0
    found: list[Lines] = []
    for happens in Shift:
        if lines := by_shift.get(happens):
            shown += len(lines)
            is_news = happens in (Shift.BECOMES_REQUIRED, Shift.NO_LONGER_REQUIRED)
            is_open = shown <= _LINES_SHOWN
            found.append(Lines(str(SHIFT_HEADINGS[happens]), is_news, lines, is_open))
    return found, unchanged
