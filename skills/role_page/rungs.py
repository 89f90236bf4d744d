"""The map of a role, skills by levels, and what each of its five levels asks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from django.utils.translation import gettext, pgettext

from skills.models import Level
from skills.role_page.addresses import SkillAddresses
from skills.role_page.outline import Counts, Entry, Group, Outline

type Kind = Literal["required", "optional", "none"]


class Rung(NamedTuple):
    level: Level
    counts: Counts


class MapCell(NamedTuple):
    """A hole leads nowhere: its `href` is empty."""

    kind: Kind
    word: str
    href: str


class MapRow(NamedTuple):
    name: str
    href: str
    cells: list[MapCell]


@dataclass(frozen=True, slots=True)
class MapGroup:
    """`continued` where its first skills stand on the page before; `skills` counts all of it."""

    group: Group
    skills: int
    continued: bool
    rows: list[MapRow]


class GroupLink(NamedTuple):
    """Where a group starts: on which page of the list."""

    group: Group
    skills: int
    page: int


def rungs(outline: Outline, levels: Sequence[Level]) -> list[Rung]:
    return [Rung(level, outline.counts(level.rank)) for level in levels]


def map_of(
    outline: Outline,
    shown: Iterable[tuple[Group, Entry]],
    levels: Sequence[Level],
    *,
    role: str,
    names: Mapping[int, str],
    addresses: SkillAddresses,
) -> list[MapGroup]:
    """The part of the map that is `shown`: a run of the outline's skills in their order."""
    words: dict[Kind, str] = {
        "required": pgettext("skill", "required"),
        "optional": pgettext("skill", "optional"),
        "none": gettext("nothing expected"),
    }

    def row(entry: Entry) -> MapRow:
        cells: list[MapCell] = []
        for level in levels:
            kind = _kind(entry, level)
            has_cell = kind != "none"
            href = addresses.cell(entry.slug, role, level.slug) if has_cell else ""
            cells.append(MapCell(kind, words[kind], href))
        return MapRow(names[entry.pk], addresses.skill(entry.slug), cells)

    whole = dict(outline.groups)
    found: list[MapGroup] = []
    for group, of_group in groupby(shown, key=lambda pair: pair[0]):
        entries = [entry for _, entry in of_group]
        found.append(
            MapGroup(
                group,
                skills=len(whole[group]),
                continued=entries[0] != whole[group][0],
                rows=[row(entry) for entry in entries if entry.pk in names],
            )
        )
    return found


def group_links(outline: Outline, *, per_page: int) -> list[GroupLink]:
    links: list[GroupLink] = []
    before = 0
    for group, entries in outline.groups:
        links.append(GroupLink(group, len(entries), before // per_page + 1))
        before += len(entries)
    return links


def _kind(entry: Entry, level: Level) -> Kind:
    if entry.requires(level.rank):
        return "required"
    return "optional" if entry.has(level.rank) else "none"
