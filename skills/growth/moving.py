"""From one role to another: what somebody takes along, what they deepen, what is new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from skills.growth.asked import Asked
from skills.growth.standing import Have


class Move(NamedTuple):
    asked: Asked
    have: Have | None


@dataclass(frozen=True, slots=True)
class Moves:
    """Of what is required there."""

    carried: list[Move]
    deepen: list[Move]
    new: list[Move]

    @property
    def total(self) -> int:
        return len(self.carried) + len(self.deepen) + len(self.new)


def moves(asked: Iterable[Asked], standing: Mapping[int, Have]) -> Moves:
    """`asked` is one level of the role to go to."""
    found = Moves([], [], [])
    for one in asked:
        if not one.required:
            continue
        have = standing.get(one.skill)
        if have is None or have.rank == 0:
            found.new.append(Move(one, have))
        elif have.rank < one.rank:
            found.deepen.append(Move(one, have))
        else:
            found.carried.append(Move(one, have))
    return found


def asked_until(asked: Iterable[Asked], rank: int) -> dict[int, int]:
    """By skill, the highest rank at or below `rank` at which something is asked: what somebody at
    that level of the role can be taken to know.
    """
    found: dict[int, int] = {}
    for one in asked:
        if one.rank <= rank:
            found[one.skill] = max(one.rank, found.get(one.skill, 0))
    return found
