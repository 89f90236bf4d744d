"""How much of each group there is, of one series or of two that are compared.

A series is anything that has a share of each group, from 0 to 1: what a role asks, or what somebody
has. Three to twelve groups stand around a circle; one or two, which would make no figure, are bars.
"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Final, NamedTuple

from django.utils.translation import gettext

from skills.pictures.lettering import fit, wrap
from skills.pictures.shapes import LINE_HEIGHT, Anchor, Dot, Lines, Look, Picture, Rect, Shape, Text

#: More spokes than this can be neither told apart nor named.
MOST_SPOKES: Final = 12
_FEWEST_SPOKES: Final = 3
_MOST_SERIES: Final = 2
_WIDTH: Final = 430
_RADIUS: Final = 98
_NAMES_AT: Final = _RADIUS + 14
_SIZE: Final = 14
#: With this many spokes names have room for two lines, with fewer for three.
_CROWDED: Final = 9
_CLEAR: Final = 4
_LEGEND_LINE: Final = 24
_LOOKS: Final[tuple[tuple[Look, Look], ...]] = (("one", "one-dot"), ("two", "two-dot"))


class Series(NamedTuple):
    """`shares`, 0 to 1, by group's key; a group that is missing has none."""

    label: str
    shares: Mapping[str, float]

    def share(self, key: str) -> float:
        return min(1.0, max(0.0, self.shares.get(key, 0.0)))


def radar(
    key: str, title: str, description: str, groups: Mapping[str, str], series: Sequence[Series]
) -> Picture:
    """`groups` are their names by key, in reading order, at least one and at most `MOST_SPOKES`;
    `series` are one or two.
    """
    if not 1 <= len(groups) <= MOST_SPOKES or not 1 <= len(series) <= _MOST_SERIES:
        raise ValueError(f"no picture of {len(groups)} groups and {len(series)} series")
    draw = _spokes if len(groups) >= _FEWEST_SPOKES else _bars
    shapes, height = draw(groups, series)
    if len(series) > 1:
        shapes, height = shapes + _legend(series, height), height + _LEGEND_LINE * len(series) + 8
    return Picture(key, title, description, _WIDTH, height, shapes)


def _spokes(groups: Mapping[str, str], series: Sequence[Series]) -> tuple[list[Shape], float]:
    middle = _NAMES_AT + _lines(len(groups)) * _SIZE * LINE_HEIGHT + _CLEAR + 2

    def at(angle: float, distance: float) -> tuple[float, float]:
        return _WIDTH / 2 + cos(angle) * distance, middle + sin(angle) * distance

    angles = {key: 2 * pi * place / len(groups) - pi / 2 for place, key in enumerate(groups)}
    shapes: list[Shape] = [
        Lines(
            tuple(at(angle, _RADIUS * ring / 4) for angle in angles.values()), "rule", closed=True
        )
        for ring in range(1, 5)
    ]
    centre = at(0, 0)
    shapes += [Lines((centre, at(angle, _RADIUS)), "rule") for angle in angles.values()]
    for (area, dot), one in zip(_LOOKS, series, strict=False):
        corners = tuple(at(angles[key], _RADIUS * one.share(key)) for key in groups)
        shapes.append(Lines(corners, area, closed=True))
        shapes += [Dot(x, y, dot) for x, y in corners]
    shapes += [
        Text(_WIDTH / 2 + 4, middle - _RADIUS * share + 7, (_percent(share),), "scale", size=11)
        for share in (0.5, 1)
    ]
    shapes += [
        _name(name, angles[key], at(angles[key], _NAMES_AT), len(groups))
        for key, name in groups.items()
    ]
    return shapes, max(shape.box.bottom for shape in shapes) + 6


def _name(name: str, angle: float, place: tuple[float, float], spokes: int) -> Text:
    """At the end of a spoke."""
    x, y = place
    lines = _lines(spokes)
    across = cos(angle)
    if abs(across) < 0.2:
        words = wrap(name, _SIZE, _WIDTH / 2, lines)
        # Above the circle or below it: the whole block keeps clear of the names beside it.
        y += sin(angle) * (_CLEAR + len(words) * _SIZE * LINE_HEIGHT / 2)
        return Text(x, y, words, anchor="middle", size=_SIZE, whole=name)
    room = (_WIDTH - x if across > 0 else x) - 2
    anchor: Anchor = "start" if across > 0 else "end"
    return Text(x, y, wrap(name, _SIZE, room, lines), anchor=anchor, size=_SIZE, whole=name)


def _lines(spokes: int) -> int:
    return 2 if spokes >= _CROWDED else 3


def _bars(groups: Mapping[str, str], series: Sequence[Series]) -> tuple[list[Shape], float]:
    """Each group's name with a bar for each series under it, that ends in the series' mark."""
    bars: tuple[Look, ...] = ("need", "two-dot")
    start, room, y = 8, _WIDTH - 70, 4.0
    shapes: list[Shape] = []
    for key, name in groups.items():
        shapes.append(Text(2, y + 11, (fit(name, _SIZE, _WIDTH - 4),), size=_SIZE, whole=name))
        y += 26
        for bar, (_, dot), one in zip(bars, _LOOKS, series, strict=False):
            share = one.share(key)
            shapes.append(Lines(((start, y + 7), (start + room, y + 7)), "hole"))
            shapes.append(Rect(start, y + 5, room * share, 4, bar, radius=2))
            shapes.append(Dot(start + room * share, y + 7, dot, radius=5))
            shapes.append(Text(start + room + 12, y + 7, (_percent(share),), "quiet", size=12))
            y += 21
        y += 8
    return shapes, y


def _legend(series: Sequence[Series], top: float) -> list[Shape]:
    shapes: list[Shape] = []
    for number, ((area, dot), one) in enumerate(zip(_LOOKS, series, strict=False)):
        y = top + 12 + number * _LEGEND_LINE
        shapes.append(Lines(((4, y), (40, y)), area))
        shapes.append(Dot(22, y, dot))
        label = fit(one.label, _SIZE, _WIDTH - 52)
        shapes.append(Text(50, y, (label,), size=_SIZE, whole=one.label))
    return shapes


def _percent(share: float) -> str:
    return gettext("%(share)d%%") % {"share": round(share * 100)}
