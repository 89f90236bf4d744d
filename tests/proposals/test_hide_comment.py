"""Reports, hiding, leaving: what the operations do."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import Settings

from accounts.models import User
from proposals import rights
from proposals.errors import AlreadyReported, AlreadySettled, CommentGone, TooManyReports
from proposals.models import Comment, Event, Flag
from proposals.operations.delete_comment import delete_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment, leave_comment, unhide_comment
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import make_domain, make_skill
from tests.proposals.factories import make_contributor, make_moderator, propose
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return say(make_skill(name="SQL"), "Buy my course")


@pytest.fixture
def olaf() -> User:
    return make_contributor("olaf")


@pytest.fixture
def mona() -> User:
    return make_moderator(domain="data")


def newest() -> Event:
    return Event.objects.latest("pk")


def test_a_report_is_on_record(comment: Comment, olaf: User) -> None:
    flag(comment, by=olaf, reason="spam", text="The third time")
    event = newest()
    assert (event.kind, event.comment, event.document) == (
        "flag_raised",
        comment,
        comment.document,
    )
    assert event.data == {"reason": "spam"}


def test_once_each_and_not_ones_own(comment: Comment, olaf: User) -> None:
    flag(comment, by=olaf, reason="spam")
    with pytest.raises(AlreadyReported):
        flag(comment, by=olaf, reason="abuse")
    with pytest.raises(PermissionDenied):
        flag(comment, by=comment.author, reason="spam")


@pytest.mark.parametrize(
    ("reason", "text", "code"), [("", "", "reason"), ("x", "", "reason"), ("other", " ", "text")]
)
def test_a_report_says_why(comment: Comment, olaf: User, reason: str, text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        flag(comment, by=olaf, reason=reason, text=text)
    assert refused.value.code == code


def test_what_is_gone_is_not_reported(comment: Comment, olaf: User) -> None:
    delete_comment(comment, author=comment.author)
    with pytest.raises(CommentGone):
        flag(comment, by=olaf, reason="spam")


def test_nobody_reports_everything(comment: Comment, olaf: User, settings: Settings) -> None:
    settings.REPORTS_PER_DAY = 1
    flag(comment, by=olaf, reason="spam")
    assert comment.document
    with pytest.raises(TooManyReports):
        flag(say(comment.document, "Another"), by=olaf, reason="spam")


def test_hiding_settles_all_reports_at_once(comment: Comment, olaf: User, mona: User) -> None:
    flag(comment, by=olaf, reason="spam")
    flag(comment, by=make_contributor("nora"), reason="abuse")
    hide_comment(comment, by=mona, reason="spam", text="Third time")
    comment.refresh_from_db()
    assert comment.hidden_because == "It is spam or advertising: Third time"
    assert set(Flag.objects.values_list("is_upheld", "settled_by")) == {(True, mona.pk)}
    *_before, hidden, settled = Event.objects.order_by("pk")
    assert (hidden.kind, hidden.person) == ("comment_hidden", comment.author)
    assert hidden.data["reason"] == comment.hidden_because
    assert (settled.kind, settled.data) == ("flag_settled", {"upheld": True})


def test_leaving_settles_them_too(comment: Comment, olaf: User, mona: User) -> None:
    flag(comment, by=olaf, reason="spam")
    leave_comment(comment, by=mona)
    assert newest().data == {"upheld": False}
    assert not Flag.objects.unsettled().exists()
    with pytest.raises(AlreadySettled):
        leave_comment(comment, by=mona)


def test_hidden_once_and_shown_again(comment: Comment, mona: User) -> None:
    hide_comment(comment, by=mona, reason="other", text="Because")
    with pytest.raises(AlreadySettled):
        hide_comment(comment, by=mona, reason="spam")
    unhide_comment(comment, by=mona)
    comment.refresh_from_db()
    assert (comment.is_standing, comment.hidden_because) == (True, "")
    with pytest.raises(AlreadySettled):
        unhide_comment(comment, by=mona)


def test_it_takes_a_moderator_of_the_domain_and_of_all_languages(comment: Comment) -> None:
    make_domain("design")
    outsiders = (
        make_contributor("nora"),
        make_moderator("else", domain="design"),
        make_moderator("german", domain="data", language="de"),
    )
    for user in outsiders:
        with pytest.raises(PermissionDenied):
            hide_comment(comment, by=user, reason="spam")
        with pytest.raises(PermissionDenied):
            leave_comment(comment, by=user)


def test_nobody_decides_about_their_own(comment: Comment, olaf: User, mona: User) -> None:
    assert comment.document
    own = say(comment.document, by=mona)
    flag(own, by=olaf, reason="spam")
    for decide in (leave_comment, unhide_comment):
        with pytest.raises(PermissionDenied, match="your own"):
            decide(own, by=mona)
    assert list(rights.hideable_by(mona, Comment.objects.all())) == [comment]


def test_who_may_hide_what_is_what_the_queue_shows(comment: Comment, mona: User) -> None:
    make_domain("design")
    assert comment.document
    about = say(propose(comment.document, {SUMMARY: "Tables"}))
    everything = Comment.objects.order_by("pk")
    german = make_moderator("german", domain="data", language="de")
    for user, found in (
        (mona, [comment, about]),
        (make_moderator("all"), [comment, about]),
        (make_moderator("else", domain="design"), []),
        (german, []),
        (make_contributor("nora"), []),
    ):
        assert list(rights.hideable_by(user, everything)) == found
        assert rights.may_hide_in(user, comment.document) == bool(found)


def test_a_proposal_of_something_new_is_for_those_who_decide_everywhere(mona: User) -> None:
    document = Document.objects.claim("skill", "new")
    assert not rights.may_hide_in(mona, document)
    assert rights.may_hide_in(make_moderator("all"), document)
