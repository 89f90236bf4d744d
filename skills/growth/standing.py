"""What a notebook says about each skill in a role: by itself, or likely."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from skills.growth.notebook import Rating


class Basis(StrEnum):
    """How we know: said for this role, said for another one, or asked of somebody in their place."""

    OWN = "own"
    LIKELY = "likely"
    ASKED = "asked"


class Have(NamedTuple):
    """`rating` is where it was said; none where it is only what their place asks of them."""

    rank: int
    basis: Basis
    rating: Rating | None


type Newest = Mapping[tuple[int, str], Rating]


def standing_in(role: str, newest: Newest) -> dict[int, Have]:
    """By skill. What was said for `role` itself holds, even where another role's is higher; of
    several other roles the highest does.
    """
    found: dict[int, Have] = {}
    for rating in newest.values():
        own = rating.role == role
        before = found.get(rating.skill)
        if own or before is None or (before.basis is Basis.LIKELY and rating.rank > before.rank):
            if before is not None and before.basis is Basis.OWN:
                continue
            basis = Basis.OWN if own else Basis.LIKELY
            found[rating.skill] = Have(rating.rank, basis, rating)
    return found


def with_what_is_asked(found: Mapping[int, Have], asked: Mapping[int, int]) -> dict[int, Have]:
    """`found`, and for skills nothing is said about the rank in `asked`: what their role asks of
    somebody at their level.
    """
    return {pk: Have(rank, Basis.ASKED, None) for pk, rank in asked.items()} | dict(found)
