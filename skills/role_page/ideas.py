"""Comparisons worth trying, for somebody who has not chosen both sides yet."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from skills.models import Level, Role

MOST = 6


class Idea(NamedTuple):
    """`promotion` is the way to the next level in the same role."""

    here: Role
    here_level: Level
    there: Role
    there_level: Level

    @property
    def promotion(self) -> bool:
        return self.here == self.there

    @property
    def query(self) -> str:
        return "?" + urlencode(
            {
                "from": self.here.slug,
                "from_level": self.here_level.slug,
                "to": self.there.slug,
                "to_level": self.there_level.slug,
            }
        )


def ideas(roles: Sequence[Role], levels: Sequence[Level], *, here: str, level: str) -> list[Idea]:
    """The step up, and the neighbours in the same domain; from the first role if `here` is none."""
    own = next((role for role in roles if role.slug == here), roles[0] if roles else None)
    rung = next((one for one in levels if one.slug == level), None)
    if own is None or rung is None:
        return []
    neighbours = [role for role in roles if role.domain_id == own.domain_id and role != own]
    step = (rung, levels[rung.rank]) if rung.rank < len(levels) else (levels[rung.rank - 2], rung)
    return [
        Idea(own, step[0], own, step[1]),
        *(Idea(own, rung, neighbour, rung) for neighbour in neighbours[: MOST - 1]),
    ]
