"""The map of roles and levels, and the tables by level.

A page has hundreds of cells: the small parts they repeat are made here, which is several times
faster than in the template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from skills.algebra.ladder import Cell
from skills.models import Level
from skills.skill_page.addresses import Addresses, cell_id
from skills.skill_page.reading import RoleCells, SkillReading

#: A map with more rows than this scrolls in its own frame, its heading staying in view.
_ROWS_IN_VIEW = 16
#: With more roles than this, a box that narrows the tables is worth its place.
_ROLES_AT_A_GLANCE = 6


class MapRow(NamedTuple):
    """`cells` are links, all five: to the cell, or from a hole to the role's rungs."""

    name: str
    href: str
    is_chosen: bool
    cells: list[SafeString]


class Row(NamedTuple):
    """One role at one level, ready for the page, which has hundreds of them.

    `suggest` leads to a form for a better text, `discuss` to what is said about this one; both are
    empty in the past, and where the skill is retired.
    """

    anchor: str
    role: str
    href: str
    tag: SafeString
    text: str
    suggest: str
    discuss: str


class LevelTable(NamedTuple):
    """`counted` says how many roles it has, and how many of them are required to."""

    name: str
    anchor: str
    counted: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`only` is the role that the tables are narrowed to; the map always has every role."""

    map_rows: list[MapRow]
    map_scrolls: bool
    tables: list[LevelTable]
    only: RoleCells | None
    roles: int
    levels: int
    required: int
    optional: int

    @property
    def expectations(self) -> int:
        return self.required + self.optional

    @property
    def has_filter(self) -> bool:
        """Whether the tables have a box that narrows them to some roles."""
        return self.only is None and self.roles > _ROLES_AT_A_GLANCE


def matrix(
    reading: SkillReading, levels: Sequence[Level], *, level: Level | None, only: RoleCells | None
) -> Matrix:
    """`level` is the one chosen above the tables; links keep it."""
    addresses = Addresses.of(reading)
    cells = [cell for role in reading.roles for cell in role.cells.values()]
    required = sum(cell.required for cell in cells)
    return Matrix(
        map_rows=_map_rows(reading, levels, addresses, level, only),
        map_scrolls=len(reading.roles) > _ROWS_IN_VIEW,
        tables=_tables(
            [only] if only else reading.roles, levels, addresses, can_change=not reading.is_retired
        ),
        only=only,
        roles=len(reading.roles),
        levels=len({level for role in reading.roles for level in role.cells}),
        required=required,
        optional=len(cells) - required,
    )


def _map_rows(
    reading: SkillReading,
    levels: Sequence[Level],
    addresses: Addresses,
    level: Level | None,
    only: RoleCells | None,
) -> list[MapRow]:
    # Where the tables show one role alone, the other roles' cells are on the page of all.
    of_all = addresses.page(level=level.slug if level else "")
    # Addresses and words are escaped once; what stands between them are slugs.
    optional, required = escape(gettext("optional")), escape(gettext("required"))
    none = escape(pgettext("requirement", "none"))
    rows = []
    for role in reading.roles:
        page = "" if only is None or only == role else escape(of_all)
        cells = []
        for each in levels:
            cell = role.cells.get(each.slug)
            anchor = cell_id(role.slug, each.slug)
            if cell is None:
                link = f'<a class="none" href="{escape(addresses.role(role.slug))}">{none}</a>'
            elif cell.required:
                link = f'<a class="r" href="{page}#{anchor}">{required}</a>'
            else:
                link = f'<a href="{page}#{anchor}">{optional}</a>'
            cells.append(mark_safe(link))  # noqa: S308
        href = reverse("role", args=[role.slug])
        rows.append(MapRow(role.name, href, role is only, cells))
    return rows


def _tables(
    roles: Sequence[RoleCells], levels: Sequence[Level], addresses: Addresses, *, can_change: bool
) -> list[LevelTable]:
    tags = (
        format_html('<span class="tag">{}</span>', gettext("Optional")),
        format_html('<span class="tag req">{}</span>', gettext("Required")),
    )
    silence = gettext("What is expected has not been written down yet.")
    hrefs = {role.slug: addresses.role(role.slug) for role in roles}

    def row(role: RoleCells, level: Level, cell: Cell) -> Row:
        return Row(
            anchor=cell_id(role.slug, level.slug),
            role=role.name,
            href=hrefs[role.slug],
            tag=tags[cell.required],
            text=cell.description or silence,
            suggest=addresses.suggest(role.slug, level.slug) if can_change else "",
            discuss=addresses.discuss(role.slug, level.slug) if can_change else "",
        )

    tables = []
    for level in levels:
        standing = [(role, cell) for role in roles if (cell := role.cells.get(level.slug))]
        rows = [row(role, level, cell) for role, cell in standing]
        required = sum(cell.required for _, cell in standing)
        counted = ngettext(
            "%(roles)d role, %(required)d required",
            "%(roles)d roles, %(required)d required",
            len(rows),
        ) % {"roles": len(rows), "required": required}
        tables.append(LevelTable(str(level), f"level-{level.slug}", counted, rows))
    return tables
