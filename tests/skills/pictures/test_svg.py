"""Writing pictures down."""

import re
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings
from django.utils import translation

from skills.pictures.shapes import Picture, Rect, Text
from skills.pictures.svg import FILE_STYLE, LIGHT, RULES, as_file, in_page
from tests.skills.pictures.drawing import SVG

NAMED = Picture(
    "it", "<b>&", "What & why", 100, 50, [Rect(0, 0, 10, 10, "need"), Text(2, 20, ("<i>",))]
)
THEME = Path(settings.BASE_DIR, "static/rungs/theme.css").read_text()


def test_names_with_markup_are_only_words() -> None:
    written = in_page(NAMED)
    assert "<b>" not in written
    assert "&lt;i&gt;" in written


def test_letters_that_xml_forbids_are_left_out() -> None:
    ElementTree.fromstring(in_page(Picture("x", "a\x00b\ufffe", "", 1, 1)))


def test_a_page_gives_the_colours_and_a_file_brings_its_own() -> None:
    assert "<style" not in in_page(NAMED)
    root = ElementTree.fromstring(as_file(NAMED, source="rungs.example"))
    assert [element.text for element in root.iter(f"{SVG}style")] == [FILE_STYLE]
    assert root.get("width")
    assert "rungs.example" in "".join(root.itertext())


def test_a_file_looks_as_the_page_does_in_light() -> None:
    for look, rules in RULES.items():
        assert f".picture .{look} {{ {rules}; }}" in THEME
    for name, light in LIGHT.items():
        assert re.search(rf"{name}: light-dark\({light}, ", THEME)
    assert "var(" not in FILE_STYLE


def test_it_is_mirrored_for_those_who_read_from_right_to_left() -> None:
    with translation.override("he"):
        root = ElementTree.fromstring(in_page(NAMED))
    (rect,) = root.iter(f"{SVG}rect")
    (text,) = root.iter(f"{SVG}text")
    assert (rect.get("x"), text.get("text-anchor")) == ("90", "end")
