"""Writing a picture down: within a page, or as a file that looks right on its own.

There is no style and no script on any element. Within a page the classes get their colours from
the theme, light or dark; a file brings a style sheet of its own, in the light colours.
"""

import base64
import hashlib
import re
from typing import Final, assert_never
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from skills.pictures.lettering import wrap
from skills.pictures.shapes import LINE_HEIGHT, Dot, Lines, Picture, Rect, Shape, Text

#: The rules of each class, in the theme's colours; the theme's section "Pictures" has the same.
RULES: Final = {
    "word": "fill: var(--ink)",
    "heading": "fill: var(--ink); font-weight: 650",
    "quiet": "fill: var(--muted)",
    "scale": "fill: var(--muted); stroke: var(--raised); stroke-width: 3; paint-order: stroke",
    "rule": "fill: none; stroke: var(--line)",
    "need": "fill: var(--accent)",
    "need-word": "fill: var(--accent-ink)",
    "may": "fill: var(--raised); stroke: var(--accent-line); stroke-width: 1.5",
    "hole": "fill: none; stroke: var(--edge); stroke-dasharray: 3 3",
    "one": "fill: var(--accent); fill-opacity: .16; stroke: var(--accent); stroke-width: 2",
    "one-dot": "fill: var(--accent)",
    "two": "fill: none; stroke: var(--warn-ink); stroke-width: 2; stroke-dasharray: 6 3",
    "two-dot": "fill: var(--warn-ink)",
}
#: The light colours of the theme.
LIGHT: Final = {
    "--ink": "#1c2430",
    "--raised": "#ffffff",
    "--line": "#e4e0d8",
    "--edge": "#8b8578",
    "--muted": "#5d6778",
    "--accent": "#0f6b5c",
    "--accent-ink": "#ffffff",
    "--accent-line": "#7fb3a8",
    "--warn-ink": "#7a4a00",
}
FILE_STYLE: Final = (
    'text { font-family: "Inter", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }\n'
    f".sheet {{ fill: {LIGHT['--raised']}; }}\n"
) + "\n".join(
    f".{look} {{ {re.sub(r'var\((.+?)\)', lambda name: LIGHT[name[1]], rules)}; }}"
    for look, rules in RULES.items()
)
#: Nothing but its own style sheet: what a file may use where a browser opens it.
FILE_POLICY: Final = {
    "default-src": ["'none'"],
    "style-src": [
        f"'sha256-{base64.b64encode(hashlib.sha256(FILE_STYLE.encode()).digest()).decode()}'"
    ],
    "frame-ancestors": ["'none'"],
}
_MARGIN: Final = 16
#: Font sizes of the title above a file's drawing, and of where it is from below.
_TITLE: Final = 16
_SOURCE: Final = 11
_MOST_LINES: Final = 4
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_page(picture: Picture) -> SafeString:
    """An element for a page, as wide as its frame and no wider than a class of the page says."""
    root = _root(picture, picture.width, picture.height)
    _draw(root, picture)
    return mark_safe(tostring(root, encoding="unicode"))  # noqa: S308


def as_file(picture: Picture, *, source: str) -> str:
    """A document of its own, on a white sheet under its title; `source` says where it is from."""
    above = wrap(picture.title, _TITLE, picture.width, _MOST_LINES)
    below = wrap(source, _SOURCE, picture.width, _MOST_LINES)
    head = len(above) * _TITLE * LINE_HEIGHT
    foot = len(below) * _SOURCE * LINE_HEIGHT
    start = _MARGIN + head + _MARGIN
    end = start + picture.height + _MARGIN
    width, height = picture.width + 2 * _MARGIN, end + foot + _MARGIN

    root = _root(picture, width, height)
    root.set("width", _number(width))
    root.set("height", _number(height))
    SubElement(root, "style").text = FILE_STYLE
    _element(root, "rect", "sheet", {"width": width, "height": height})
    title = Text(_MARGIN, _MARGIN + head / 2, above, "heading", size=_TITLE, whole=picture.title)
    said = Text(_MARGIN, end + foot / 2, below, "quiet", size=_SOURCE, whole=source)
    for words in (title, said):
        _shape(root, words.mirrored(width) if get_language_bidi() else words)
    drawing = SubElement(root, "g", transform=f"translate({_MARGIN} {_number(start)})")
    _draw(drawing, picture)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _root(picture: Picture, width: float, height: float) -> Element:
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "picture",
            "viewBox": f"0 0 {_number(width)} {_number(height)}",
            "role": "img",
            "lang": get_language() or "en",
            # Which side a text hangs from is decided where it is placed, in both directions.
            "direction": "ltr",
            "aria-labelledby": f"{picture.key}-title {picture.key}-description",
        },
    )
    SubElement(root, "title", id=f"{picture.key}-title").text = _clean(picture.title)
    SubElement(root, "desc", id=f"{picture.key}-description").text = _clean(picture.description)
    return root


def _draw(parent: Element, picture: Picture) -> None:
    for shape in (picture.mirrored() if get_language_bidi() else picture).shapes:
        _shape(parent, shape)


def _shape(parent: Element, shape: Shape) -> None:
    match shape:
        case Rect(x, y, width, height, look, radius):
            places = {"x": x, "y": y, "width": width, "height": height, "rx": radius}
            _element(parent, "rect", look, places)
        case Lines(points, look, closed):
            element = _element(parent, "polygon" if closed else "polyline", look, {})
            element.set("points", " ".join(f"{_number(x)},{_number(y)}" for x, y in points))
        case Dot(x, y, "two-dot", r):
            places = {"x": x - r, "y": y - r, "width": 2 * r, "height": 2 * r}
            _element(parent, "rect", "two-dot", places)
        case Dot(x, y, look, r):
            _element(parent, "circle", look, {"cx": x, "cy": y, "r": r})
        case Text():
            _text(parent, shape)
        case _ as never:
            assert_never(never)


def _text(parent: Element, text: Text) -> None:
    # Text hangs from its base line, which lies about a third of its size below its middle.
    below, step = text.size * 0.35, text.size * LINE_HEIGHT
    first = text.y - step * (len(text.lines) - 1) / 2 + below
    element = _element(parent, "text", text.look, {"font-size": text.size})
    if text.anchor != "start":
        element.set("text-anchor", text.anchor)
    if text.upright:
        element.set(
            "transform", f"translate({_number(text.x + below)} {_number(text.y)})rotate(-90)"
        )
    if text.whole and text.whole != " ".join(text.lines):
        SubElement(element, "title").text = _clean(text.whole)
    for number, line in enumerate(text.lines):
        span = SubElement(element, "tspan")
        if not text.upright:
            span.set("x", _number(text.x))
            span.set("y", _number(first + number * step))
        span.text = _clean(line)


def _element(parent: Element, tag: str, look: str, places: dict[str, float]) -> Element:
    return SubElement(
        parent, tag, {name: _number(place) for name, place in places.items()} | {"class": look}
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
