"""The map of a skill, the map of a domain, and the months."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from skills.pictures.heat_map import HeatGroup, HeatRow, heat_map
from skills.pictures.level_map import MapRow, level_map
from skills.pictures.months import Month, months
from skills.pictures.shapes import Picture, Rect
from tests.skills.pictures.drawing import (
    NAMES,
    assert_is_sound_svg,
    assert_no_words_collide,
    assert_within_its_frame,
    texts,
)

CELL = st.sampled_from([True, False, None])
ROWS = st.lists(st.builds(MapRow, NAMES, st.lists(CELL, min_size=5, max_size=5)), max_size=8)
LEVELS = ["Junior", "Middle", "Senior", "Lead", "Principal"]


def assert_sound(picture: Picture) -> None:
    assert_within_its_frame(picture)
    assert_no_words_collide(picture)
    assert_is_sound_svg(picture)


def squares(picture: Picture, look: str) -> int:
    return sum(isinstance(shape, Rect) and shape.look == look for shape in picture.shapes)


@given(ROWS, st.lists(NAMES, min_size=5, max_size=5))
def test_a_map_of_levels_has_room_for_any_names(rows: list[MapRow], levels: list[str]) -> None:
    assert_sound(level_map("map", "Title", "Description", levels, rows))


@given(ROWS)
def test_a_map_of_levels_has_a_field_for_each_cell(rows: list[MapRow]) -> None:
    picture = level_map("map", "Title", "Description", LEVELS, rows)
    cells = [cell for row in rows for cell in row.cells]
    for cell, look in ((True, "need"), (False, "may"), (None, "hole")):
        assert squares(picture, look) == cells.count(cell)


def test_a_map_without_roles_says_so() -> None:
    words = [" ".join(text.lines) for text in texts(level_map("m", "T", "D", LEVELS, []))]
    assert "No role has this skill yet." in words


@given(
    st.lists(NAMES, min_size=1, max_size=6),
    st.lists(st.lists(NAMES, min_size=1, max_size=4), max_size=3),
    st.booleans(),
)
def test_a_heat_map_has_room_for_any_names(
    roles: list[str], groups: list[list[str]], required: bool
) -> None:
    columns = {str(place): role for place, role in enumerate(roles)}
    rows = [
        HeatGroup(names[0], [HeatRow(name, {"0": required}, "1 required") for name in names])
        for names in groups
    ]
    picture = heat_map("map", "Title", "Description", columns, rows)
    assert_sound(picture)
    # The key beneath has one of each, too.
    assert squares(picture, "need" if required else "may") == 1 + sum(map(len, groups))


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=36))
def test_months_stay_in_their_frame(numbers: list[int]) -> None:
    bars = [
        Month(date(2024 + place // 12, place % 12 + 1, 1), number)
        for place, number in enumerate(numbers)
    ]
    picture = months("activity", "Title", "Description", bars)
    assert_sound(picture)
    assert squares(picture, "need") == sum(number > 0 for number in numbers)


def test_the_highest_bar_fills_the_frame_and_half_of_it_half() -> None:
    picture = months("a", "T", "D", [Month(date(2026, 1, 1), 2), Month(date(2026, 2, 1), 4)])
    half, whole = (shape for shape in picture.shapes if isinstance(shape, Rect))
    assert whole.height == 2 * half.height
