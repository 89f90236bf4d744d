import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from proposals.operations.why import why_of


@pytest.mark.parametrize(
    ("cause", "words", "why"),
    [
        ("typo", "", "There is a typo"),
        ("too_high", " two\nlines ", "It asks too much: two lines"),
        ("", "Ten chars.", "Ten chars."),
    ],
)
def test_a_chip_suffices_and_so_do_ten_characters(cause: str, words: str, why: str) -> None:
    assert why_of(cause, words) == why


@pytest.mark.parametrize(
    ("cause", "words"),
    [("", ""), ("", "Nine char"), ("", "x" * 501), ("typo", "x" * 490), ("mood", "Because I can")],
)
def test_less_or_more_does_not(cause: str, words: str) -> None:
    with pytest.raises(ValidationError):
        why_of(cause, words)


def test_reviewers_read_it_in_the_language_of_the_matrix() -> None:
    with override("de"):
        assert why_of("outdated", "") == "It is outdated"
