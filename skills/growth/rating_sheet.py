"""A whole role to rate oneself on: each skill with its five rungs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from skills.algebra.paths import LEVELS
from skills.growth.asked import Asked
from skills.growth.assessing import NOT_YET
from skills.growth.notebook import Rating
from skills.growth.outdated import Outdated
from skills.growth.rows import Changed, changed_of
from skills.growth.standing import Basis, Have
from skills.role_page.addresses import SkillAddresses
from skills.role_page.outline import Group

#: A role with more skills than this is rated group by group.
AT_ONCE: Final = 60


class Rung(NamedTuple):
    """`suggest` leads to a form for a better text. A hole has no text, and asks nothing."""

    rank: int
    slug: str
    is_chosen: bool
    is_asked: bool
    required: bool
    text: str
    suggest: str


class Line(NamedTuple):
    """One skill. `start` is the rank whose paragraph is shown where nothing is chosen, `likely` what
    was said for another role.
    """

    slug: str
    name: str
    href: str
    number: int
    rungs: list[Rung]
    is_not_yet: bool
    note: str
    start: int
    likely: Rating | None
    changed: Changed | None

    @property
    def is_rated(self) -> bool:
        return self.is_not_yet or any(rung.is_chosen for rung in self.rungs)


class Typed(NamedTuple):
    """What a form said that was refused."""

    level: str
    note: str


class GroupTab(NamedTuple):
    group: Group
    rated: int
    total: int


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """`tabs` has all groups, `groups` those shown; `following` is the one after, where only one is."""

    groups: list[tuple[Group, list[Line]]]
    tabs: list[GroupTab]
    shown: Group | None
    following: Group | None

    @property
    def rated(self) -> int:
        return sum(tab.rated for tab in self.tabs)

    @property
    def total(self) -> int:
        return sum(tab.total for tab in self.tabs)

    @property
    def rated_here(self) -> int:
        return sum(line.is_rated for _, lines in self.groups for line in lines)

    @property
    def total_here(self) -> int:
        return sum(len(lines) for _, lines in self.groups)


def rating_sheet(
    asked: Sequence[Asked],
    numbers: Mapping[int, int],
    standing: Mapping[int, Have],
    outdated: Mapping[tuple[int, str], Outdated],
    *,
    role: str,
    group: str,
    start: int,
    typed: Mapping[str, Typed],
) -> RatingSheet:
    """`asked` has every level of `role`; `numbers` are the skills' newest revisions.

    With more than a screenful of skills only `group` is shown: by default the first one in which
    something is not rated yet.
    """
    skills = {skill: list(cells) for skill, cells in groupby(asked, key=lambda one: one.skill)}
    by_group: dict[Group, list[int]] = {}
    for skill, cells in skills.items():
        by_group.setdefault(cells[0].group, []).append(skill)
    own = {pk: have for pk, have in standing.items() if have.basis is Basis.OWN}
    tabs = [GroupTab(of, sum(pk in own for pk in pks), len(pks)) for of, pks in by_group.items()]
    shown = _shown(tabs, group) if len(skills) > AT_ONCE else None
    lines = {
        of: [
            _line(skills[pk], numbers.get(pk, 0), standing.get(pk), outdated, role, start, typed)
            for pk in pks
        ]
        for of, pks in by_group.items()
        if shown in (None, of)
    }
    order = [tab.group for tab in tabs]
    after = order.index(shown) + 1 if shown else len(order)
    return RatingSheet(
        list(lines.items()), tabs, shown, order[after] if after < len(order) else None
    )


def _shown(tabs: Sequence[GroupTab], wanted: str) -> Group:
    asked_for = (tab.group for tab in tabs if tab.group.slug == wanted)
    open_one = (tab.group for tab in tabs if tab.rated < tab.total)
    return next(asked_for, None) or next(open_one, tabs[0].group)


def _line(
    cells: Sequence[Asked],
    number: int,
    have: Have | None,
    outdated: Mapping[tuple[int, str], Outdated],
    role: str,
    start: int,
    typed: Mapping[str, Typed],
) -> Line:
    first = cells[0]
    by_rank = {cell.rank: cell for cell in cells}
    rating = have.rating if have and have.basis is Basis.OWN else None
    level = (LEVELS[rating.rank - 1] if rating.rank else NOT_YET) if rating else ""
    level, note = typed.get(first.slug, Typed(level, rating.note if rating else ""))
    changed = outdated.get((first.skill, role)) if rating else None
    skill = SkillAddresses(None).skill(first.slug)
    return Line(
        slug=first.slug,
        name=first.name,
        href=f"{skill}roles/{role}/",
        number=number,
        rungs=[
            Rung(
                rank,
                slug,
                is_chosen=slug == level,
                is_asked=rank in by_rank,
                required=rank in by_rank and by_rank[rank].required,
                text=by_rank[rank].description if rank in by_rank else "",
                suggest=f"{skill}suggest/{role}/{slug}/",
            )
            for rank, slug in enumerate(LEVELS, start=1)
        ],
        is_not_yet=level == NOT_YET,
        note=note,
        start=have.rank if have and have.rank else start,
        likely=have.rating if have and have.basis is Basis.LIKELY else None,
        changed=changed_of(changed) if changed else None,
    )
