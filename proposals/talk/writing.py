"""What may be said in a comment, and how often."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.rights import is_moderator
from proposals import rights
from proposals.errors import TooManyComments
from proposals.models import Comment, FlagReason
from proposals.models.comment import COMMENT_LIMIT, FLAG_LIMIT
from proposals.talk.markdown import people_named, read
from skills.algebra.text import clean_line, clean_text

MENTIONS: Final = 10
#: Paragraphs, entries of lists, marked words and the text between them: beyond this a comment is
#: a wall, and costs its readers' browsers more than its writer.
_PARTS: Final = 1500
#: What makes finding links and emphasis slow, where there are hundreds and none of them ends.
_OPENED: Final = 300
_DAY: Final = timedelta(days=1)


def clean_comment(raw: str) -> str:
    """Raises `ValidationError` where it is empty, too long, or a heap of marks."""
    text = clean_text(raw)
    if not text:
        raise ValidationError(_("Write something first."), code="text")
    if len(text) > COMMENT_LIMIT:
        message = _("The comment is %(count)d characters long; the limit is %(limit)d.")
        raise ValidationError(message % {"count": len(text), "limit": COMMENT_LIMIT}, code="text")
    if text.count("[") > _OPENED or text.count("<") > _OPENED or read(text).size > _PARTS:
        message = _("That is more lists, links and marks than anybody could read. Make it simpler.")
        raise ValidationError(message, code="text")
    return text


def mentioned(text: str, *, by: User, before: Iterable[str] = ()) -> list[int]:
    """The keys of the people to be told that `text` mentions them, and weren't told by what it
    said before. Raises `ValidationError` where there are too many of them in all."""
    told = {name for each in before for name in read(each).names}
    people = people_named(read(text).names | told)
    if len(people) > MENTIONS:
        message = ngettext(
            "You mention %(count)d person; %(limit)d is the most at a time.",
            "You mention %(count)d people; %(limit)d are the most at a time.",
            len(people),
        )
        raise ValidationError(message % {"count": len(people), "limit": MENTIONS}, code="text")
    new = [user for name, user in people.items() if name not in told]
    return sorted(user.pk for user in new if user.is_active and user.pk != by.pk)


def check_limit(author: User) -> None:
    """Raises `TooManyComments`. What was deleted or hidden since counts as well."""
    now = timezone.now()
    recent = Comment.objects.by(author).filter(created_at__gt=now - _DAY)
    times = list(recent.values_list("created_at", flat=True))
    in_an_hour = sum(1 for time in times if time > now - timedelta(hours=1))
    if in_an_hour >= settings.COMMENTS_PER_HOUR:
        raise TooManyComments(settings.COMMENTS_PER_HOUR, per="hour")
    if len(times) >= settings.COMMENTS_NEWCOMER_PER_DAY and not _is_known(author):
        raise TooManyComments(settings.COMMENTS_NEWCOMER_PER_DAY, per="day")


def _is_known(author: User) -> bool:
    """Whether what they did so far speaks for them."""
    if is_moderator(author) or rights.accepted_count(author) >= settings.TRUSTED_AFTER:
        return True
    stood = Comment.objects.standing().by(author).filter(created_at__lt=timezone.now() - _DAY)
    return stood.count() >= settings.COMMENTS_TRUSTED_AFTER


def clean_reason(reason: str, words: str) -> tuple[str, str]:
    """One of the listed reasons, with words of one's own where it says nothing by itself."""
    words = clean_line(words)
    if reason not in FlagReason.values:
        raise ValidationError(_("Choose one of the reasons in the list."), code="reason")
    if reason == FlagReason.OTHER and not words:
        raise ValidationError(_("Say what is wrong with it."), code="text")
    if len(words) > FLAG_LIMIT:
        message = _("The reason is %(count)d characters long; the limit is %(limit)d.")
        raise ValidationError(message % {"count": len(words), "limit": FLAG_LIMIT}, code="text")
    return reason, words
