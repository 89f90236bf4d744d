"""How much room words take, and how to break them where there is little.

The server doesn't know the reader's fonts, so widths are estimates for a wide one.
"""

import unicodedata
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/-· ")
_BROAD: Final = frozenset("mwMW@%—…")


def width_of(text: str, size: float) -> float:
    """In pixels, at a font size in pixels."""
    return sum(map(_ems, text)) * size


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD:
        return 1.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 0.76 if letter.isupper() else 0.64


def fit(text: str, size: float, width: float) -> str:
    """`text`, or its beginning with an ellipsis."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrap(text: str, size: float, width: float, lines: int) -> tuple[str, ...]:
    """`text` in at most so many lines, broken between words where that can be; cut if it must be."""
    found: list[str] = []
    rest = text.strip()
    while rest and len(found) < lines - 1 and width_of(rest, size) > width:
        cut = _break(rest, size, width)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*found, fit(rest, size, width)) if rest else tuple(found)


def _break(text: str, size: float, width: float) -> int:
    """Where the first line ends: after the last word or hyphen that fits, else in the word."""
    fitting = 1
    while fitting < len(text) and width_of(text[: fitting + 1].rstrip(), size) <= width:
        fitting += 1
    spaces = [place + 1 for place in range(fitting) if text[place] in " -/"]
    if fitting < len(text) and text[fitting] == " ":
        return fitting
    return spaces[-1] if spaces else fitting
