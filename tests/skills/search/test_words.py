"""What was typed, as words to look for."""

import pytest

from skills.search.words import words_typed


def tokens(text: str) -> list[tuple[str, bool]]:
    return [token for word in words_typed(text) for token in word.tokens]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Kubernetes,", [("kubernetes", False)]),
        ("go", [("go", True)]),
        ("c++", [("c++", False)]),
        ("ci/cd", [("ci", True), ("cd", True)]),
        ("机器学习", [("机器", False), ("器学", False), ("学习", False)]),
        ("学", [("学", False)]),
        ("— … \x00", []),
    ],
)
def test_what_each_word_needs(typed: str, wanted: list[tuple[str, bool]]) -> None:
    assert tokens(typed) == wanted


def test_a_word_that_another_implies_is_not_looked_for() -> None:
    assert [word.typed for word in words_typed("data Database data")] == ["Database"]
