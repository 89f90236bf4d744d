"""A bar for each month: how often something happened."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.utils.formats import date_format, number_format

from skills.pictures.lettering import width_of
from skills.pictures.shapes import Lines, Picture, Rect, Shape, Text

_WIDTH: Final = 440
_LEFT: Final = 48
_TOP: Final = 14
_BARS: Final = 110
_FOOT: Final = 44
_SIZE: Final = 14
#: Every so many months one is named; the names would run into each other otherwise.
_NAMED: Final = 3


class Month(NamedTuple):
    """`first` is its first day."""

    first: date
    number: int


def months(key: str, title: str, description: str, bars: Sequence[Month]) -> Picture:
    """Months in their order, without holes, at most three dozen."""
    most = max((bar.number for bar in bars), default=0) or 1
    floor = _TOP + _BARS
    step = (_WIDTH - _LEFT - 4) / max(1, len(bars))
    shapes: list[Shape] = [Lines(((_LEFT, y), (_WIDTH - 4, y)), "rule") for y in (_TOP, floor)]
    shapes += [
        Text(_LEFT - 6, y, (number_format(number, force_grouping=True),), "quiet", "end", 12)
        for y, number in ((_TOP, most), (floor, 0))
    ]
    is_year_said = False
    for place, bar in enumerate(bars):
        x = _LEFT + place * step
        if bar.number:
            height = _BARS * bar.number / most
            shapes.append(Rect(x + 2, floor - height, step - 4, height, "need", radius=2))
        name, year = date_format(bar.first, "M"), date_format(bar.first, "Y")
        says_year = bar.first.month == 1 or not is_year_said
        room = max(width_of(word, _SIZE) for word in ((name, year) if says_year else (name,)))
        if (bar.first.month - 1) % _NAMED == 0 and x + 2 + room <= _WIDTH:
            shapes.append(Lines(((x + 1, floor), (x + 1, floor + 5)), "rule"))
            shapes.append(_under(x, floor + 15, name))
            if says_year:
                shapes.append(_under(x, floor + 32, year))
                is_year_said = True
    return Picture(key, title, description, _WIDTH, floor + _FOOT, shapes)


def _under(x: float, y: float, words: str) -> Text:
    return Text(x + 2, y, (words,), "quiet", size=_SIZE)
