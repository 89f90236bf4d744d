"""How much of each group: around a circle, or as bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.pictures.radar import MOST_SPOKES, Series, radar
from skills.pictures.shapes import Dot, Lines, Picture, Rect
from tests.skills.pictures.drawing import (
    NAMES,
    assert_is_sound_svg,
    assert_no_words_collide,
    assert_within_its_frame,
    texts,
)


def drawn(names: list[str], *shares: list[float], label: str = "Somebody") -> Picture:
    groups = {f"g{place}": name for place, name in enumerate(names)}
    series = [Series(label, dict(zip(groups, of, strict=False))) for of in shares]
    return radar("radar", "Title", "Description", groups, series)


@given(
    st.lists(NAMES, min_size=1, max_size=MOST_SPOKES),
    st.lists(st.lists(st.floats(-1, 2), max_size=12), min_size=1, max_size=2),
    NAMES,
)
def test_it_stays_in_its_frame_and_is_legible(
    names: list[str], shares: list[list[float]], label: str
) -> None:
    picture = drawn(names, *shares, label=label)
    assert_within_its_frame(picture)
    assert_no_words_collide(picture)
    assert_is_sound_svg(picture)


def test_a_share_is_a_place_on_its_spoke() -> None:
    picture = drawn(["North", "East", "South", "West"], [1, 0.5, 0, 0])
    north, east, south, west = (shape for shape in picture.shapes if isinstance(shape, Dot))
    assert (south.x, south.y) == pytest.approx((west.x, west.y))
    assert south.y - north.y == pytest.approx(2 * (east.x - west.x))


def test_every_group_is_named() -> None:
    names = [f"Group {number}" for number in range(12)]
    said = {" ".join(text.lines) for text in texts(drawn(names, [1] * 12))}
    assert said >= set(names)


def test_two_series_differ_by_more_than_colour() -> None:
    picture = drawn(["A", "B", "C"], [1, 1, 1], [0, 1, 1])
    assert {shape.look for shape in picture.shapes if isinstance(shape, Dot)} == {
        "one-dot",
        "two-dot",
    }
    assert sum(text.whole == "Somebody" for text in texts(picture)) == 2


@pytest.mark.parametrize("names", [["Data"], ["Data", "Cloud"]])
def test_fewer_than_three_groups_are_bars(names: list[str]) -> None:
    picture = drawn(names, [0.5, 1])
    whole, *_ = (shape for shape in picture.shapes if isinstance(shape, Lines))
    half, *_ = (shape for shape in picture.shapes if isinstance(shape, Rect))
    assert 2 * half.width == whole.box.right - whole.box.left
    assert "50%" in [" ".join(text.lines) for text in texts(picture)]


@pytest.mark.parametrize("groups", [0, MOST_SPOKES + 1])
def test_there_is_no_picture_of_too_many_or_none(groups: int) -> None:
    with pytest.raises(ValueError, match="no picture"):
        drawn(["x"] * groups, [1])
