"""Words in little room."""

from hypothesis import given
from hypothesis import strategies as st

from skills.pictures.lettering import fit, width_of, wrap


def test_words_that_fit_stay_as_they_are() -> None:
    assert wrap("Data", 13, 100, 2) == ("Data",)


def test_lines_break_between_words() -> None:
    assert wrap("Containers & Orchestration", 13, 130, 3) == ("Containers &", "Orchestration")


def test_what_has_no_spaces_breaks_where_it_must() -> None:
    assert len(wrap("机器学习工程与数据平台", 13, 100, 3)) == 2


def test_what_is_left_over_is_cut() -> None:
    assert wrap("One two three four five six", 13, 50, 2)[-1].endswith("…")


@given(st.text(max_size=200), st.integers(1, 4), st.floats(20, 400))
def test_no_line_is_wider_than_its_room(text: str, lines: int, width: float) -> None:
    found = wrap(text, 13, width, lines)
    assert len(found) <= lines
    assert all(width_of(line, 13) <= width for line in found)


@given(st.text(max_size=100))
def test_cutting_keeps_the_beginning(text: str) -> None:
    cut = fit(text, 13, 60)
    assert cut == text or text.startswith(cut.removesuffix("…"))
