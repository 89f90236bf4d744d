from hypothesis import given
from hypothesis import strategies as st

from skills.algebra.weaving import weave

texts = st.text(alphabet="ab .", max_size=30)


@given(texts, texts)
def test_one_edit_alone_is_taken_as_it_is(base: str, edited: str) -> None:
    assert weave(base, edited, base) == edited
    assert weave(base, base, edited) == edited


@given(texts, texts)
def test_what_both_did_is_done_once(base: str, edited: str) -> None:
    assert weave(base, edited, edited) == edited


def test_edits_of_different_words_are_both_there() -> None:
    assert weave("Reads small tables.", "Reads big tables.", "Writes small tables.") == (
        "Writes big tables."
    )


def test_words_put_in_at_the_same_place_follow_each_other() -> None:
    base = "Sets standards for pipelines."
    live = "Sets standards for pipelines across teams."
    proposed = "Sets standards for pipelines and their review."
    assert weave(base, live, proposed) == (
        "Sets standards for pipelines across teams and their review."
    )


def test_the_same_word_changed_in_two_ways_cannot_be_woven() -> None:
    assert weave("Reads tables.", "Writes tables.", "Drops tables.") is None
