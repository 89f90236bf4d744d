"""What of a goal somebody meets already, and what lies between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from skills.growth.asked import Asked
from skills.growth.outdated import Outdated
from skills.growth.standing import Basis, Have


class State(StrEnum):
    """In the order they are read."""

    UNMET = "unmet"
    LIKELY = "likely"
    MET = "met"


class Item(NamedTuple):
    """An expectation, and what is known of its reader. `outdated` where its paragraph is another
    one than they said they meet.
    """

    asked: Asked
    have: Have | None
    state: State
    outdated: Outdated | None


class Beyond(NamedTuple):
    """What somebody has that the goal doesn't ask, or asks at `asked_rank` only."""

    slug: str
    name: str
    have: Have
    asked_rank: int


class Counts(NamedTuple):
    """Of required expectations."""

    met: int
    likely: int
    total: int

    @property
    def unmet(self) -> int:
        return self.total - self.met - self.likely

    @property
    def percent(self) -> int:
        return 100 * self.met // self.total if self.total else 0

    @property
    def percent_likely(self) -> int:
        """With what is met."""
        return 100 * (self.met + self.likely) // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Gap:
    required: list[Item]
    optional: list[Item]
    beyond: list[Beyond]

    @property
    def counts(self) -> Counts:
        return count(item.state for item in self.required)


def count(states: Iterable[State]) -> Counts:
    found = list(states)
    return Counts(found.count(State.MET), found.count(State.LIKELY), len(found))


def state_of(asked_rank: int, have: Have | None, outdated: Outdated | None = None) -> State:
    """Up to what somebody has is met. What was said for another role, or of a paragraph that has
    changed since, makes it likely.
    """
    if have is None or have.rank < asked_rank:
        return State.UNMET
    if have.basis is not Basis.OWN:
        return State.LIKELY
    return State.LIKELY if outdated and have.rank == asked_rank else State.MET


def gap(
    asked: Iterable[Asked],
    standing: Mapping[int, Have],
    outdated: Mapping[tuple[int, str], Outdated],
) -> Gap:
    """`asked` is one level of a role; `standing` what its reader has in that role."""
    items: list[Item] = []
    for one in asked:
        have = standing.get(one.skill)
        changed = _changed(have, outdated)
        items.append(Item(one, have, state_of(one.rank, have, changed), changed))
    order = {state: place for place, state in enumerate(State)}
    items.sort(key=lambda item: order[item.state])  # within a state they keep their order
    asked_ranks = {item.asked.skill: item.asked.rank for item in items}
    return Gap(
        required=[item for item in items if item.asked.required],
        optional=[item for item in items if not item.asked.required],
        beyond=_beyond(standing, asked_ranks),
    )


def _changed(have: Have | None, outdated: Mapping[tuple[int, str], Outdated]) -> Outdated | None:
    if have is None or have.rating is None or have.basis is not Basis.OWN:
        return None
    return outdated.get((have.rating.skill, have.rating.role))


def _beyond(standing: Mapping[int, Have], asked: Mapping[int, int]) -> list[Beyond]:
    found = [
        Beyond(have.rating.slug, have.rating.name, have, asked.get(pk, 0))
        for pk, have in standing.items()
        if have.rating and not have.rating.is_retired and have.rank > asked.get(pk, 0)
    ]
    return sorted(found, key=lambda one: (-one.have.rank, one.name.casefold(), one.slug))
