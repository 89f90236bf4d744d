"""What every picture promises, whatever it shows."""

from itertools import combinations
from xml.etree import ElementTree

from hypothesis import strategies as st

from skills.pictures.shapes import Picture, Text
from skills.pictures.svg import as_file, in_page

#: Names as people give them, and worse: long, wide, with markup, from right to left.
NAMES = st.text(min_size=1, max_size=80) | st.sampled_from(
    [
        "Data",
        "<script>alert('x')</script> & \"quotes\"",
        "Telecommunications-and-Infrastructure Engineering of Very Large Organisations",
        "机器学习与人工智能基础设施工程平台",
        "הנדסת נתונים ותשתיות",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    ]
)
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: Picture) -> list[Text]:
    return [shape for shape in picture.shapes if isinstance(shape, Text)]


def assert_within_its_frame(picture: Picture) -> None:
    for shape in picture.shapes:
        box = shape.box
        assert box.left >= -1, shape
        assert box.top >= -1, shape
        assert box.right <= picture.width + 1, shape
        assert box.bottom <= picture.height + 1, shape


def assert_no_words_collide(picture: Picture) -> None:
    for one, other in combinations(texts(picture), 2):
        assert not one.box.overlaps(other.box), (one, other)


def assert_is_sound_svg(picture: Picture) -> None:
    """It parses, names itself, and has neither script nor anything styled in place."""
    for written in (in_page(picture), as_file(picture, source="<here> & now")):
        root = ElementTree.fromstring(written)
        assert root.get("role") == "img"
        labels = {element.get("id") for element in root if element.tag in SVG_NAMES}
        assert labels == set((root.get("aria-labelledby") or "").split())
        for element in root.iter():
            assert element.tag != f"{SVG}script"
            assert "style" not in element.attrib
            assert not any(name.startswith("on") for name in element.attrib)


SVG_NAMES = {f"{SVG}title", f"{SVG}desc"}
