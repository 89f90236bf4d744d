"""Comments at the same moment: nothing is counted, said or settled twice."""

from functools import partial

import pytest
from pytest_django import Settings

from proposals.errors import (
    AlreadyReported,
    AlreadySaid,
    AlreadySettled,
    CommentGone,
    TooManyComments,
)
from proposals.models import Comment, Event, Flag
from proposals.operations.comment import post_comment, reply
from proposals.operations.delete_comment import delete_comment
from proposals.operations.edit_comment import edit_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment, leave_comment
from proposals.talk.place import Place
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import make_contributor, make_moderator
from tests.proposals.talk import say
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL")


def errors(outcomes: list[object]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def test_edit_and_delete(sql: Document) -> None:
    comment, carla = say(sql, "My number"), make_contributor()
    outcomes = race(
        partial(edit_comment, comment, "My other number", author=carla),
        partial(delete_comment, comment, author=carla),
    )
    assert errors(outcomes) in ([], [CommentGone])
    comment.refresh_from_db()
    assert (comment.text, comment.versions.count()) == ("", 0)


def test_an_answer_and_the_deletion_of_what_it_answers(sql: Document) -> None:
    comment, olaf = say(sql), make_contributor("olaf")
    outcomes = race(
        partial(reply, comment, "Yes", author=olaf),
        partial(delete_comment, comment, author=comment.author),
    )
    answered = comment.replies.count()
    assert errors(outcomes) == ([] if answered else [CommentGone])


def test_two_reports_at_once(sql: Document) -> None:
    comment, olaf = say(sql), make_contributor("olaf")
    outcomes = race(*[partial(flag, comment, by=olaf, reason="spam")] * 2)
    assert errors(outcomes) == [AlreadyReported]
    assert Flag.objects.count() == 1


def test_a_report_and_its_settlement(sql: Document) -> None:
    comment, mona = say(sql), make_moderator()
    flag(comment, by=make_contributor("olaf"), reason="spam")
    outcomes = race(
        partial(flag, comment, by=make_contributor("nora"), reason="abuse"),
        partial(hide_comment, comment, by=mona, reason="spam"),
    )
    assert errors(outcomes) in ([], [CommentGone])
    assert not Flag.objects.unsettled().exists()


def test_hide_and_leave(sql: Document) -> None:
    comment = say(sql)
    flag(comment, by=make_contributor("olaf"), reason="spam")
    race(
        partial(hide_comment, comment, by=make_moderator(), reason="spam"),
        partial(leave_comment, comment, by=make_moderator("otto")),
    )
    assert Event.objects.filter(kind="flag_settled").count() == 1
    assert not Flag.objects.unsettled().exists()


def test_two_moderators_hide(sql: Document) -> None:
    comment = say(sql)
    moderators = make_moderator(), make_moderator("otto")
    outcomes = race(*(partial(hide_comment, comment, by=m, reason="spam") for m in moderators))
    assert errors(outcomes) == [AlreadySettled]
    assert Event.objects.filter(kind="comment_hidden").count() == 1


def test_pressing_send_twice(sql: Document) -> None:
    carla = make_contributor()
    outcomes = race(*[partial(post_comment, Place(sql), "Is that so?", author=carla)] * 2)
    assert errors(outcomes) == [AlreadySaid]


def test_the_limit_holds_for_many_at_once(sql: Document, settings: Settings) -> None:
    settings.COMMENTS_NEWCOMER_PER_DAY = 3
    carla = make_contributor()
    outcomes = race(
        *(partial(post_comment, Place(sql), f"Thought {n}", author=carla) for n in range(6))
    )
    assert errors(outcomes) == [TooManyComments] * 3
    assert Comment.objects.count() == 3
