"""The roles nearest to what somebody has.

What each role requires at each level is kept as one whole number with a bit for each skill, so
that comparing with all roles takes no time; it is kept until the matrix changes.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from django.core.cache import cache
from django.db.models import CharField, StringAgg, Value
from django.db.models.functions import Cast

from skills.growth.standing import Have, Newest, standing_in, with_what_is_asked
from skills.models import Expectation, MatrixClock, Role

MOST: Final = 10
#: How many skills are named in a reason.
NAMED: Final = 3

#: Skills required, by role (primary key) and rank.
type Required = Mapping[tuple[int, int], int]


class Near(NamedTuple):
    """`known` of `total` required skills are met or likely; `deepen` are had at a lower level.
    `some_known` and `some_new` name a few (primary keys).
    """

    role: Role
    known: int
    deepen: int
    total: int
    some_known: list[int]
    some_new: list[int]

    @property
    def percent(self) -> int:
        return 100 * self.known // self.total


def required_by_all(clock: MatrixClock) -> Required:
    """In one query, or none."""
    key = f"growth-required-1:{clock.generation}"
    kept: Required | None = cache.get(key)
    if kept is None:
        kept = _read()
        cache.set(key, kept)
    return kept


def _read() -> Required:
    rows = (
        Expectation.objects.live()
        .filter(required=True)
        .order_by()
        .values_list("role_id", "level_id")
        .annotate(skills=StringAgg(Cast("skill_id", CharField()), Value(",")))
    )
    return {(role, rank): bits(map(int, skills.split(","))) for role, rank, skills in rows}


def bits(skills: Iterable[int]) -> int:
    """A whole number with these bits set."""
    pks = list(skills)
    if not pks:
        return 0
    found = bytearray(max(pks) // 8 + 1)
    for pk in pks:
        found[pk >> 3] |= 1 << (pk & 7)
    return int.from_bytes(found, "little")


def nearest(
    roles: Collection[Role],
    required: Required,
    newest: Newest,
    asked: Mapping[int, int],
    *,
    rank: int,
    leave_out: str,
) -> list[Near]:
    """The best first: by the share of what is required at `rank` that somebody has already. `asked`
    is what their own role asks of them (ranks by skill), for what they said nothing about.

    A role that requires one skill alone isn't nearest because of it: shares are counted as if
    each role required one more.
    """
    general = _having("", newest, asked, rank)
    rated_for = {role for _, role in newest}
    found: list[Near] = []
    for role in roles:
        wanted = required.get((role.pk, rank), 0)
        if not wanted or role.slug == leave_out:
            continue
        enough, some = (
            _having(role.slug, newest, asked, rank) if role.slug in rated_for else general
        )
        known = wanted & enough
        if known:
            found.append(
                Near(
                    role,
                    known.bit_count(),
                    (wanted & some & ~enough).bit_count(),
                    wanted.bit_count(),
                    _first(known),
                    _first(wanted & ~some),
                )
            )
    found.sort(key=lambda near: (-near.known / (near.total + 1), near.role.name.casefold()))
    return found[:MOST]


def _having(role: str, newest: Newest, asked: Mapping[int, int], rank: int) -> tuple[int, int]:
    """The skills somebody has at `rank` or above, and those they have at all."""
    standing: dict[int, Have] = with_what_is_asked(standing_in(role, newest), asked)
    enough = bits([pk for pk, have in standing.items() if have.rank >= rank])
    return enough, bits([pk for pk, have in standing.items() if have.rank])


def _first(number: int) -> list[int]:
    """The places of the first few bits."""
    found: list[int] = []
    while number and len(found) < NAMED:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found
