"""How much of each rung of a role somebody meets."""

from collections.abc import Mapping
from typing import NamedTuple

from skills.algebra.paths import LEVELS
from skills.growth.gap import Counts, count, state_of
from skills.growth.outdated import Outdated
from skills.growth.standing import Have
from skills.names import Names
from skills.role_page.outline import Outline


class Rung(NamedTuple):
    """`is_here` and `is_goal` mark where its reader is, and where they want to be."""

    rank: int
    slug: str
    name: str
    counts: Counts
    is_here: bool
    is_goal: bool


def rungs_of(
    outline: Outline,
    standing: Mapping[int, Have],
    outdated: Mapping[int, Outdated],
    names: Names,
    *,
    here: int,
    goal: int,
) -> list[Rung]:
    """All five, lowest first. `here` and `goal` are ranks; 0 is none of them. `outdated` by skill."""
    entries = [entry for _, entry in outline.flat()]
    return [
        Rung(
            rank,
            slug,
            names.level(slug),
            count(
                state_of(rank, standing.get(entry.pk), outdated.get(entry.pk))
                for entry in entries
                if entry.requires(rank)
            ),
            is_here=rank == here,
            is_goal=rank == goal,
        )
        for rank, slug in enumerate(LEVELS, start=1)
    ]
