"""Roles × levels of a skill: who needs it, and when."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext, pgettext

from skills.pictures.lettering import fit, width_of, wrap
from skills.pictures.shapes import LINE_HEIGHT, Look, Picture, Rect, Shape, Text

_MARGIN: Final = 2
_SIZE: Final = 13
_SMALL: Final = 12
_LONGEST_NAME: Final = 280
_LEVEL: Final = (84, 150)
_HEAD: Final = 28
_ROW: Final = 30
_GAP: Final = 5


class MapRow(NamedTuple):
    """A role, and for each level whether it is required; `None` where nothing is said."""

    role: str
    cells: Sequence[bool | None]


def level_map(
    key: str, title: str, description: str, levels: Sequence[str], rows: Sequence[MapRow]
) -> Picture:
    """Columns as `levels` name them; a row for each role, as high as its name needs."""
    words: dict[bool | None, tuple[str, Look, Look]] = {
        True: (gettext("required"), "need", "need-word"),
        False: (gettext("optional"), "may", "word"),
        None: (pgettext("requirement", "none"), "hole", "quiet"),
    }
    names = max((width_of(row.role, _SIZE) for row in rows), default=0)
    names = min(max(names, 120), _LONGEST_NAME) + 12
    widest = max(
        width_of(word, _SMALL) for word in [*levels, *(word for word, *_ in words.values())]
    )
    column = min(max(widest + 14, _LEVEL[0]), _LEVEL[1])
    starts = [_MARGIN + names + place * (column + _GAP) for place in range(len(levels))]
    width = _MARGIN * 2 + names + len(levels) * (column + _GAP) - _GAP

    shapes: list[Shape] = [
        _middle(start, column, _HEAD / 2, level, "quiet")
        for start, level in zip(starts, levels, strict=True)
    ]
    y: float = _HEAD
    for row in rows:
        lines = wrap(row.role, _SIZE, names - 12, 3)
        height = max(_ROW, len(lines) * _SIZE * LINE_HEIGHT + 8)
        shapes.append(Text(_MARGIN, y + height / 2, lines, size=_SIZE, whole=row.role))
        for start, cell in zip(starts, row.cells, strict=True):
            word, look, words_look = words[cell]
            shapes.append(Rect(start, y + 2, column, height - 4, look, radius=5))
            shapes.append(_middle(start, column, y + height / 2, word, words_look))
        y += height
    if not rows:
        nobody = gettext("No role has this skill yet.")
        shapes.append(Text(_MARGIN, y + _ROW / 2, (nobody,), "quiet", size=_SIZE))
        y += _ROW
    return Picture(key, title, description, width, y + 6, shapes)


def _middle(start: float, column: float, y: float, word: str, look: Look) -> Text:
    fitting = fit(word, _SMALL, column - 4)
    return Text(start + column / 2, y, (fitting,), look, "middle", _SMALL, whole=word)
