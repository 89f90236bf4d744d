import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.algebra.text import clean_line, clean_text, is_clean, is_slug, slug_from_name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("Node.js", "node-js"),
        ("CI/CD Pipelines", "ci-cd-pipelines"),
        ("Machine Learning & AI", "machine-learning-ai"),
        ("Größe", "grosse"),
        ("机器学习", ""),
        ("机器学习 ML", ""),
        ("!!!", ""),
        ("Compare", ""),
    ],
)
def test_slugs_keep_what_differs_apart_and_ask_where_nothing_sensible_comes_out(
    name: str, slug: str
) -> None:
    assert slug_from_name(name) == slug


@given(st.text())
def test_what_comes_out_as_a_slug_is_one(name: str) -> None:
    slug = slug_from_name(name)
    assert slug == "" or is_slug(slug)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert is_clean(clean_text(raw))
    assert clean_text(clean_line(raw)) == clean_line(raw)


def test_line_ends_control_characters_and_half_pairs_go() -> None:
    assert clean_text(" a\r\nb\tc\x00\x07\ud800\u200b ") == "a\nb c\u200b"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert clean_text("u\u0308ber") == "über"
