from hypothesis import given
from hypothesis import strategies as st

from skills.algebra.words import Piece, word_diff


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_read_as_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != "added") == old
    assert "".join(text for kind, text in pieces if kind != "removed") == new


def test_only_the_words_that_differ_are_marked() -> None:
    assert word_diff("Sets standards.", "Sets high standards.") == [
        Piece("same", "Sets"),
        Piece("added", " high"),
        Piece("same", " standards."),
    ]


def test_neighbouring_changed_words_read_as_one_run() -> None:
    pieces = word_diff("Reads small tables daily.", "Reads big views daily.")
    assert [piece.kind for piece in pieces] == ["same", "removed", "added", "same"]


def test_chinese_is_compared_character_by_character() -> None:
    assert Piece("added", "大") in word_diff("读取表格", "读取大表格")
