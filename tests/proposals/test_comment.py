"""Saying something, answering, editing, deleting: what the operations do."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from proposals.errors import AlreadySaid, CommentGone, TermsNotAccepted, TooManyComments
from proposals.models import Comment, Event, Watch
from proposals.operations.comment import reply
from proposals.operations.delete_comment import delete_comment
from proposals.operations.edit_comment import edit_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment
from proposals.talk.place import Place
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import make_contributor, make_moderator, propose
from tests.proposals.talk import answer, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def carla() -> User:
    return make_contributor()


def newest() -> Event:
    return Event.objects.latest("pk")


def test_a_comment_is_on_record_with_whom_it_mentions(sql: Document, carla: User) -> None:
    olaf = make_contributor("olaf")
    comment = say(sql, "@Olaf, @carla and @nobody: is this right?", by=carla)
    event = newest()
    assert (event.kind, event.document, event.comment) == ("comment_posted", sql, comment)
    assert event.data["mentions"] == [olaf.pk]


def test_an_answer_to_an_answer_stands_beside_it(sql: Document) -> None:
    thread = say(sql)
    first = answer(thread)
    second = answer(first, "So do I.", by=make_contributor("nora"))
    assert (first.parent, second.parent) == (thread, thread)
    assert second.document == sql
    assert newest().kind == "comment_replied"


def test_a_comment_on_a_proposal_is_about_its_document_too(sql: Document) -> None:
    proposal = propose(sql, {SUMMARY: "Tables"})
    comment = say(proposal)
    assert (comment.document, comment.proposal) == (None, proposal)
    assert (newest().document, newest().proposal) == (sql, proposal)


def test_a_cell_is_talked_of(sql: Document) -> None:
    comment = say(Place(sql, "data-engineer", "junior"))
    assert (comment.role, comment.level) == ("data-engineer", "junior")
    assert answer(comment).role == "data-engineer"


@pytest.mark.parametrize(("role", "level"), [("nobody", "junior"), ("data-engineer", "boss")])
def test_there_has_to_be_such_a_cell(sql: Document, role: str, level: str) -> None:
    with pytest.raises(ValidationError, match="no such role or level"):
        say(Place(sql, role, level))


def test_what_is_only_proposed_has_no_page_to_talk_about() -> None:
    with pytest.raises(ValidationError, match="no such page"):
        say(Document.objects.claim("skill", "new"))


def test_whoever_talks_of_it_watches_it_if_they_like(sql: Document) -> None:
    say(sql, by=make_contributor("anna"))
    say(sql, by=make_contributor("otto", auto_watch=False))
    assert [watch.user.username for watch in Watch.objects.filter(is_automatic=True)] == ["anna"]


def test_terms_come_first_and_blocked_accounts_never(sql: Document) -> None:
    with pytest.raises(TermsNotAccepted):
        say(sql, by=make_contributor("new", terms_accepted_at=None))
    with pytest.raises(PermissionDenied):
        say(sql, by=make_contributor("banned", is_active=False))


def test_the_same_is_said_once(sql: Document, carla: User) -> None:
    first = say(sql)
    with pytest.raises(AlreadySaid) as again:
        say(sql)
    assert again.value.comment == first
    say(Place(sql, "data-engineer", "junior"))


def test_eleven_people_are_too_many(sql: Document) -> None:
    names = [make_contributor(f"person{number}").username for number in range(11)]
    with pytest.raises(ValidationError, match="You mention 11 people; 10 are the most"):
        say(sql, " ".join(f"@{name}" for name in names))
    say(sql, " ".join(f"@{name}" for name in names[:10]))


def test_ten_thousand_names_of_nobody_are_only_text(sql: Document) -> None:
    with pytest.raises(ValidationError, match="the limit is"):
        say(sql, "@ab " * 10_000)
    say(sql, " ".join(f"@n{number}" for number in range(600)))
    assert newest().data["mentions"] == []


def test_newcomers_write_so_much_in_a_day(sql: Document, carla: User, settings: Settings) -> None:
    settings.COMMENTS_NEWCOMER_PER_DAY = 2
    for number in range(2):
        delete_comment(say(sql, f"Thought {number}"), author=carla)
    with pytest.raises(TooManyComments, match="2 comments in a day"):
        say(sql, "One more")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=2))
    say(sql, "One more")


def test_those_who_are_known_write_so_much_in_an_hour(sql: Document, settings: Settings) -> None:
    settings.COMMENTS_NEWCOMER_PER_DAY, settings.COMMENTS_PER_HOUR = 1, 3
    settings.COMMENTS_TRUSTED_AFTER = 1
    mona, carla = make_moderator(), make_contributor()
    say(sql, "Long ago")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=2))
    for person in (mona, carla):
        for number in range(3):
            say(sql, f"Thought {number}", by=person)
        with pytest.raises(TooManyComments, match="3 comments in an hour"):
            say(sql, "One more", by=person)


def test_what_is_gone_is_not_answered(sql: Document, carla: User) -> None:
    thread = say(sql)
    first = answer(thread)
    delete_comment(first, author=first.author)
    with pytest.raises(CommentGone):
        reply(first, "But why?", author=carla)
    delete_comment(thread, author=carla)
    with pytest.raises(CommentGone):
        reply(thread, "But why?", author=carla)


def test_an_edit_keeps_what_was_said_and_tells_whom_it_adds(sql: Document, carla: User) -> None:
    make_contributor("olaf")
    nora = make_contributor("nora")
    comment = say(sql, "@olaf?")
    edited = edit_comment(comment, "@olaf and @nora?", author=carla)
    assert edited.edited_at
    assert [version.text for version in comment.versions.all()] == ["@olaf?"]
    assert (newest().kind, newest().data["mentions"]) == ("mentioned", [nora.pk])


def test_an_edit_to_the_same_is_none(sql: Document, carla: User) -> None:
    comment = say(sql)
    assert edit_comment(comment, f"{comment.text}\r\n", author=carla).edited_at is None


def test_edits_don_t_mention_more_people_than_one_comment_could(sql: Document, carla: User) -> None:
    comment = say(sql, " ".join(f"@{make_contributor(f'p{n}').username}" for n in range(6)))
    more = " ".join(f"@{make_contributor(f'q{n}').username}" for n in range(5))
    with pytest.raises(ValidationError, match="You mention 11 people"):
        edit_comment(comment, more, author=carla)


def test_only_its_author_changes_a_comment(sql: Document) -> None:
    comment, mona = say(sql), make_moderator()
    with pytest.raises(PermissionDenied):
        edit_comment(comment, "Other words", author=mona)
    with pytest.raises(PermissionDenied):
        delete_comment(comment, author=mona)


def test_a_deleted_comment_leaves_no_words(sql: Document, carla: User) -> None:
    comment = say(sql, "My phone number")
    edit_comment(comment, "My other number", author=carla)
    delete_comment(comment, author=carla)
    comment.refresh_from_db()
    assert (comment.text, comment.versions.count()) == ("", 0)
    with pytest.raises(CommentGone):
        edit_comment(comment, "Back again", author=carla)


def test_what_is_reported_is_read_by_moderators_before_its_words_go(
    sql: Document, carla: User
) -> None:
    comment = say(sql, "Buy this")
    flag(comment, by=make_contributor("olaf"), reason="spam")
    delete_comment(comment, author=carla)
    comment.refresh_from_db()
    assert comment.text == "Buy this"
    hide_comment(comment, by=make_moderator(), reason="spam")
    comment.refresh_from_db()
    assert comment.text == ""


def test_what_is_hidden_is_not_its_author_s_to_change(sql: Document, carla: User) -> None:
    comment = say(sql)
    hide_comment(comment, by=make_moderator(), reason="off_topic")
    for change in (
        lambda: edit_comment(comment, "Better", author=carla),
        lambda: delete_comment(comment, author=carla),
    ):
        with pytest.raises(CommentGone, match="hidden by a moderator"):
            change()
