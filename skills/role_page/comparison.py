"""Two roles at two levels, side by side: *here* is where somebody is, *there* where they look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from django.utils.translation import gettext

from skills.models import Level
from skills.role_page.outline import Group, Outline
from skills.role_page.reading import RoleFacts, Texts

#: With more skills than this, what only the side to start from has is folded away.
_SKILLS_UNFOLDED: Final = 5


class Part(StrEnum):
    """In the order they are read: first what the way from here to there asks for."""

    ONLY_THERE = "only_there"
    REQUIRED_THERE = "required_there"
    SHARED = "shared"
    REQUIRED_HERE = "required_here"
    ONLY_HERE = "only_here"


@dataclass(frozen=True, slots=True)
class Side:
    role: RoleFacts
    level: Level

    @property
    def cell(self) -> tuple[str, int]:
        return self.role.slug, self.level.rank

    @property
    def name(self) -> str:
        """As people say it: Senior ML Engineer."""
        return gettext("%(level)s %(role)s") % {"level": self.level, "role": self.role.name}


class Placed(NamedTuple):
    """A skill in the part of the comparison it belongs to."""

    part: Part
    group: Group
    pk: int
    slug: str
    required_here: bool | None
    required_there: bool | None


class Words(NamedTuple):
    """What one side says of a skill."""

    required: bool
    description: str


class Pair(NamedTuple):
    slug: str
    name: str
    here: Words | None
    there: Words | None

    @property
    def same_words(self) -> bool:
        if self.here is None or self.there is None:
            return False
        return self.here.description == self.there.description != ""


class PairGroup(NamedTuple):
    group: Group
    pairs: list[Pair]


class Heading(NamedTuple):
    """What a part is called, and what it means; `skills` counts over the whole comparison."""

    part: Part
    title: str
    meaning: str
    skills: int


class PartShown(NamedTuple):
    heading: Heading
    groups: list[PairGroup]

    @property
    def is_folded(self) -> bool:
        """Whether it is long and of no use on the way from here to there."""
        return self.heading.part is Part.ONLY_HERE and self.heading.skills > _SKILLS_UNFOLDED


def compare(here: Outline, here_rank: int, there: Outline, there_rank: int) -> list[Placed]:
    """Every skill that either side asks for, part by part, in each in reading order."""
    in_here = {entry.pk: (group, entry) for group, entry in here.at(here_rank).flat()}
    in_there = {entry.pk: (group, entry) for group, entry in there.at(there_rank).flat()}
    placed: list[Placed] = []
    for pk, (group, entry) in (in_there | in_here).items():
        required_here = in_here[pk][1].requires(here_rank) if pk in in_here else None
        required_there = in_there[pk][1].requires(there_rank) if pk in in_there else None
        part = _part(required_here, required_there)
        placed.append(Placed(part, group, pk, entry.slug, required_here, required_there))
    order = list(Part)
    return sorted(placed, key=lambda one: order.index(one.part))


def _part(here: bool | None, there: bool | None) -> Part:
    """From whether each side requires the skill; `None` where it says nothing of it."""
    if here is None:
        return Part.ONLY_THERE
    if there is None:
        return Part.ONLY_HERE
    if here == there:
        return Part.SHARED
    return Part.REQUIRED_THERE if there else Part.REQUIRED_HERE


def headings(placed: Iterable[Placed], here: Side, there: Side) -> list[Heading]:
    """For every part, in reading order. A step up in one role has words of its own."""
    counts = dict.fromkeys(Part, 0)
    for one in placed:
        counts[one.part] += 1
    is_step = here.role == there.role
    words = _words_of_step(here, there) if is_step else _words_of_roles(here, there)
    return [Heading(part, *words[part], counts[part]) for part in Part]


def _words_of_step(here: Side, there: Side) -> dict[Part, tuple[str, str]]:
    levels = {"here": here.level, "there": there.level}
    return {
        Part.REQUIRED_THERE: (
            gettext("Becomes required"),
            gettext("Optional at %(here)s, required at %(there)s.") % levels,
        ),
        Part.ONLY_THERE: (
            gettext("New at %(there)s") % levels,
            gettext("The matrix says nothing about these at %(here)s.") % levels,
        ),
        Part.SHARED: (
            gettext("At both levels"),
            gettext("As required as before; what is expected changes."),
        ),
        Part.REQUIRED_HERE: (
            gettext("No longer required"),
            gettext("Required at %(here)s, optional at %(there)s.") % levels,
        ),
        Part.ONLY_HERE: (
            gettext("No longer described"),
            gettext("The matrix says nothing about these at %(there)s.") % levels,
        ),
    }


def _words_of_roles(here: Side, there: Side) -> dict[Part, tuple[str, str]]:
    names = {"here": here.name, "there": there.name}
    return {
        Part.REQUIRED_THERE: (
            gettext("Required only as %(there)s") % names,
            gettext("Required of a %(there)s, optional for a %(here)s.") % names,
        ),
        Part.ONLY_THERE: (
            gettext("Not in the matrix for %(here)s") % names,
            gettext("The matrix says nothing about these for a %(here)s.") % names,
        ),
        Part.SHARED: (gettext("Shared"), gettext("As required of the one as of the other.")),
        Part.REQUIRED_HERE: (
            gettext("Required only as %(here)s") % names,
            gettext("Required of a %(here)s, optional for a %(there)s.") % names,
        ),
        Part.ONLY_HERE: (
            gettext("Not in the matrix for %(there)s") % names,
            gettext("The matrix says nothing about these for a %(there)s.") % names,
        ),
    }


def in_words(
    shown: Iterable[Placed],
    titles: Iterable[Heading],
    here: Side,
    there: Side,
    *,
    names: Mapping[int, str],
    texts: Texts,
) -> list[PartShown]:
    """What is `shown` (a run of a comparison) with names and paragraphs."""
    by_part = {heading.part: heading for heading in titles}
    known = (one for one in shown if one.pk in names)
    return [
        PartShown(
            by_part[part],
            [
                PairGroup(group, [_pair(one, here, there, names, texts) for one in of_group])
                for group, of_group in groupby(of_part, key=lambda one: one.group)
            ],
        )
        for part, of_part in groupby(known, key=lambda one: one.part)
    ]


def _pair(one: Placed, here: Side, there: Side, names: Mapping[int, str], texts: Texts) -> Pair:
    return Pair(
        one.slug,
        names[one.pk],
        here=_words(one.required_here, texts.get((one.pk, *here.cell))),
        there=_words(one.required_there, texts.get((one.pk, *there.cell))),
    )


def _words(required: bool | None, text: str | None) -> Words | None:
    return None if required is None else Words(required, text or "")
