"""All that is expected of a role at one level, and what is new against the level below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, Self

from django.http import QueryDict

from skills.models import Level
from skills.role_page.addresses import SkillAddresses
from skills.role_page.outline import Entry, Group, Outline
from skills.role_page.reading import Named, Texts


class Step(StrEnum):
    """What a skill's place means for somebody who comes from the level below."""

    NEW = "new"
    BECOMES_REQUIRED = "becomes_required"
    NO_LONGER_REQUIRED = "no_longer_required"
    SAME = "same"
    FIRST = "first"  # there is no level below


class Item(NamedTuple):
    slug: str
    name: str
    href: str
    required: bool
    description: str
    step: Step


class ItemGroup(NamedTuple):
    group: Group
    items: list[Item]


@dataclass(frozen=True, slots=True)
class StepCounts:
    """The way up from the level below, over the whole role. `gone` are the skills left behind."""

    new: int
    becomes_required: int
    no_longer_required: int
    gone: list[Named]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of a level's skills a reader wants; without `picks`, not only those ticked."""

    required: bool
    new: bool
    picks: frozenset[str]

    @classmethod
    def asked_for(cls, query: QueryDict) -> Self:
        return cls(
            required=query.get("required", "") not in ("", "0"),
            new=query.get("new", "") not in ("", "0"),
            picks=frozenset(query.getlist("pick")),
        )

    def of(self, outline: Outline, rank: int) -> Outline:
        """From an outline of skills that all have something at `rank`."""
        return outline.keep(
            lambda entry: (
                (not self.required or entry.requires(rank))
                and (not self.new or is_news(entry, rank))
                and (not self.picks or entry.slug in self.picks)
            )
        )


def step_of(entry: Entry, rank: int) -> Step:
    """Of an entry that has something at `rank`."""
    if rank == 1:
        return Step.FIRST
    if not entry.has(rank - 1):
        return Step.NEW
    was, is_now = entry.requires(rank - 1), entry.requires(rank)
    if was == is_now:
        return Step.SAME
    return Step.BECOMES_REQUIRED if is_now else Step.NO_LONGER_REQUIRED


def is_news(entry: Entry, rank: int) -> bool:
    """Whether somebody coming from the level below has to do more."""
    return step_of(entry, rank) in (Step.NEW, Step.BECOMES_REQUIRED)


def gone_at(outline: Outline, rank: int) -> list[Entry]:
    """What the level below had and this one has not."""
    return [
        entry
        for _, entry in outline.flat()
        if rank > 1 and entry.has(rank - 1) and not entry.has(rank)
    ]


def step_counts(outline: Outline, rank: int, names: Mapping[int, str]) -> StepCounts:
    steps = [step_of(entry, rank) for _, entry in outline.at(rank).flat()]
    return StepCounts(
        new=steps.count(Step.NEW),
        becomes_required=steps.count(Step.BECOMES_REQUIRED),
        no_longer_required=steps.count(Step.NO_LONGER_REQUIRED),
        gone=[
            Named(entry.slug, names[entry.pk])
            for entry in gone_at(outline, rank)
            if entry.pk in names
        ],
    )


def items_at(
    shown: Iterable[tuple[Group, Entry]],
    *,
    role: str,
    level: Level,
    names: Mapping[int, str],
    texts: Texts,
    addresses: SkillAddresses,
) -> list[ItemGroup]:
    """What is `shown` (a run of an outline's skills, all with something at `level`), in words."""
    rank = level.rank
    return [
        ItemGroup(
            group,
            [
                Item(
                    entry.slug,
                    names[entry.pk],
                    addresses.cell(entry.slug, role, level.slug),
                    required=entry.requires(rank),
                    description=texts[entry.pk, role, rank],
                    step=step_of(entry, rank),
                )
                for _, entry in of_group
                if entry.pk in names and (entry.pk, role, rank) in texts
            ],
        )
        for group, of_group in groupby(shown, key=lambda pair: pair[0])
    ]
