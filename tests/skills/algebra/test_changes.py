import pytest
from hypothesis import given

from skills.algebra.changes import Change, DoesNotApply, apply, combine, diff, fold, revert, undo
from skills.algebra.paths import NAME, STATUS, SUMMARY, Content
from tests.skills.algebra.strategies import contents


@given(contents(), contents())
def test_apply_after_diff_gives_the_target(before: Content, after: Content) -> None:
    assert apply(before, diff(before, after)) == after


@given(contents(), contents())
def test_undo_undoes_apply(before: Content, after: Content) -> None:
    changes = diff(before, after)
    assert apply(apply(before, changes), undo(changes)) == before


@given(contents(), contents(), contents())
def test_folding_the_log_gives_the_last_content(a: Content, b: Content, c: Content) -> None:
    assert fold([*diff({}, a), *diff(a, b), *diff(b, c)]) == c


@given(contents(), contents(), contents())
def test_combining_lists_made_in_turn_is_the_difference_of_the_ends(
    a: Content, b: Content, c: Content
) -> None:
    assert combine([*diff(a, b), *diff(b, c)]) == diff(a, c)


@given(contents())
def test_nothing_differs_from_itself(content: Content) -> None:
    assert diff(content, content) == []


def test_applying_to_something_else_says_what_was_found() -> None:
    with pytest.raises(DoesNotApply) as caught:
        apply({NAME: "SQL"}, [Change(NAME, "NoSQL", "Graphs")])
    assert caught.value.found == "SQL"


def test_reverting_the_first_revision_only_retires() -> None:
    first = diff({}, {NAME: "SQL", STATUS: "active"})
    assert revert(first) == [Change(STATUS, "active", "retired")]


def test_reverting_a_later_revision_is_its_inverse() -> None:
    assert revert([Change(SUMMARY, None, "Tables")]) == [Change(SUMMARY, "Tables", None)]
