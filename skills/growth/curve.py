"""How much of what a goal asks today somebody met, day by day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.utils import timezone

from skills.growth.gap import Counts, count, state_of
from skills.growth.notebook import Rating
from skills.growth.standing import standing_in

#: More would stand on top of each other.
MOST_POINTS: Final = 40
WIDTH: Final = 600
HEIGHT: Final = 160


class Point(NamedTuple):
    """The end of a day. `x` and `y` are places in the picture, `y_likely` with what is likely."""

    on: date
    counts: Counts
    x: int
    y: int
    y_likely: int


class Curve(NamedTuple):
    points: list[Point]

    @property
    def met(self) -> str:
        """As an SVG polyline has it."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def with_likely(self) -> str:
        return " ".join(f"{point.x},{point.y_likely}" for point in self.points)

    @property
    def has_likely(self) -> bool:
        return any(point.counts.likely for point in self.points)


def curve(ratings: Sequence[Rating], role: str, required: Mapping[int, int]) -> Curve:
    """`ratings` oldest first; `required` is what is asked today, ranks by skill. Days on which
    nothing was said have no point, and of very many days some are left out, never the last.
    """
    days: dict[date, int] = {}
    for place, rating in enumerate(ratings):
        days[timezone.localtime(rating.at).date()] = place
    ends = _some(sorted(days.items(), key=lambda day: day[1]))
    newest: dict[tuple[int, str], Rating] = {}
    found: list[tuple[date, Counts]] = []
    before = 0
    for day, end in ends:
        for rating in ratings[before : end + 1]:
            newest[rating.skill, rating.role] = rating
        before = end + 1
        standing = standing_in(role, newest)
        found.append(
            (day, count(state_of(rank, standing.get(pk)) for pk, rank in required.items()))
        )
    return Curve(_placed(found))


def _some(days: list[tuple[date, int]]) -> list[tuple[date, int]]:
    if len(days) <= MOST_POINTS:
        return days
    last = len(days) - 1
    return [days[place * last // (MOST_POINTS - 1)] for place in range(MOST_POINTS)]


def _placed(days: list[tuple[date, Counts]]) -> list[Point]:
    if not days:
        return []
    first = days[0][0]
    span = max((days[-1][0] - first).days, 1)
    return [
        Point(
            day,
            counts,
            x=(day - first).days * WIDTH // span,
            y=_height(counts.met, counts.total),
            y_likely=_height(counts.met + counts.likely, counts.total),
        )
        for day, counts in days
    ]


def _height(part: int, total: int) -> int:
    return HEIGHT - (part * HEIGHT // total if total else 0)
