"""Skills × roles of a domain at a level: where the requirements lie."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext

from skills.pictures.lettering import fit, width_of
from skills.pictures.shapes import Lines, Look, Picture, Rect, Shape, Text

_MARGIN: Final = 2
_SIZE: Final = 12
_LONGEST_SKILL: Final = 280
_LONGEST_ROLE: Final = 190
#: A column is a cell with the space beside it, a row a cell with the space below.
_STEP: Final = 22
_CELL: Final = 16
_GROUP: Final = 30
_LEGEND: Final = 34


class HeatRow(NamedTuple):
    """A skill; `cells` say by role's key whether it is required, and leave out who isn't asked."""

    skill: str
    cells: Mapping[str, bool]
    counted: str


class HeatGroup(NamedTuple):
    name: str
    rows: Sequence[HeatRow]


def heat_map(
    key: str, title: str, description: str, roles: Mapping[str, str], groups: Sequence[HeatGroup]
) -> Picture:
    """`roles` are the columns, names by key. Each row ends in its numbers, in words."""
    rows = [row for group in groups for row in group.rows]
    names = _widest((row.skill for row in rows), _LONGEST_SKILL)
    head = _widest(roles.values(), _LONGEST_ROLE) + 10
    counted = _widest((row.counted for row in rows), _LONGEST_SKILL)
    columns = {role: _MARGIN + names + 10 + place * _STEP for place, role in enumerate(roles)}
    end = _MARGIN + names + 10 + len(roles) * _STEP
    words = [gettext("required"), gettext("optional"), gettext("nothing said")]
    legend = sum(34 + width_of(word, _SIZE) for word in words)
    width = max(end + 6 + counted + _MARGIN, 2 * _MARGIN + legend)

    shapes: list[Shape] = [
        Text(
            columns[role] + _CELL / 2,
            head - 4,
            (fit(name, _SIZE, _LONGEST_ROLE),),
            size=_SIZE,
            whole=name,
            upright=True,
        )
        for role, name in roles.items()
    ]
    y = float(head)
    for group in groups:
        name = fit(group.name, _SIZE + 1, width - 2 * _MARGIN)
        shapes.append(
            Text(_MARGIN, y + _GROUP / 2 + 3, (name,), "heading", size=_SIZE + 1, whole=group.name)
        )
        shapes.append(Lines(((_MARGIN, y + 4), (width - _MARGIN, y + 4)), "rule"))
        y += _GROUP
        for row in group.rows:
            shapes += _row(row, y, names, columns, end)
            y += _STEP
    return Picture(key, title, description, width, y + _LEGEND, shapes + _legend(words, y))


def _row(
    row: HeatRow, y: float, names: float, columns: Mapping[str, float], end: float
) -> list[Shape]:
    middle = y + _STEP / 2
    shapes: list[Shape] = [
        Text(_MARGIN, middle, (fit(row.skill, _SIZE, names),), size=_SIZE, whole=row.skill),
        Text(end + 6, middle, (fit(row.counted, _SIZE, _LONGEST_SKILL),), "quiet", size=_SIZE),
    ]
    if columns:
        # One dashed line for all that isn't asked: a domain can have tens of thousands of those.
        shapes.append(Lines(((min(columns.values()), middle), (end - 6, middle)), "hole"))
    top = middle - _CELL / 2
    for role, required in row.cells.items():
        shapes.append(Rect(columns[role], top, _CELL, _CELL, "need" if required else "may"))
    return shapes


def _legend(words: Sequence[str], top: float) -> list[Shape]:
    x, y = float(_MARGIN), top + _LEGEND / 2
    shapes: list[Shape] = []
    looks: tuple[Look | None, ...] = ("need", "may", None)
    for word, look in zip(words, looks, strict=True):
        if look:
            shapes.append(Rect(x, y - _CELL / 2, _CELL, _CELL, look))
        else:
            shapes.append(Lines(((x, y), (x + _CELL, y)), "hole"))
        shapes.append(Text(x + _CELL + 6, y, (word,), "quiet", size=_SIZE))
        x += 34 + width_of(word, _SIZE)
    return shapes


def _widest(words: Iterable[str], most: float) -> float:
    return min(max((width_of(word, _SIZE) for word in words), default=0), most)
