"""Moderators decide about a comment: hide it, show it again, or leave it where it was reported."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from proposals import rights
from proposals.errors import AlreadySettled, CommentGone
from proposals.events import record
from proposals.models import Comment, EventKind, FlagReason
from proposals.models.comment import FLAG_LIMIT
from proposals.operations.delete_comment import erase
from proposals.operations.mark_read import no_longer_news
from proposals.talk.place import Place, place_of
from proposals.talk.writing import clean_reason


def hide_comment(comment: Comment, *, by: User, reason: str, text: str = "") -> None:
    """Take it out of sight, for a reason that its author reads; settles all reports of it.

    Raises `PermissionDenied`, `AlreadySettled`, `CommentGone`, `ValidationError`.
    """
    with transaction.atomic():
        comment, place = _decide(comment, by=by)
        because = _because(*clean_reason(reason, text))
        if comment.hidden_at is not None:
            raise AlreadySettled
        if comment.deleted_at is not None and not comment.flags.unsettled().exists():
            raise CommentGone(comment)
        comment.hidden_at, comment.hidden_by, comment.hidden_because = timezone.now(), by, because
        comment.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
        no_longer_news(comment)
        record(
            EventKind.COMMENT_HIDDEN,
            actor=by,
            person=comment.author,
            document=place.document,
            proposal=place.proposal,
            comment=comment.pk,
            reason=because,
        )
        _settle(comment, place, by=by, upheld=True)


def unhide_comment(comment: Comment, *, by: User) -> None:
    """Show it again. Raises `PermissionDenied` or `AlreadySettled`."""
    with transaction.atomic():
        comment, _place = _decide(comment, by=by)
        if comment.hidden_at is None:
            raise AlreadySettled
        comment.hidden_at, comment.hidden_by, comment.hidden_because = None, None, ""
        comment.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])


def leave_comment(comment: Comment, *, by: User) -> None:
    """Settle all reports of it: it stays. Raises `PermissionDenied` or `AlreadySettled`."""
    with transaction.atomic():
        comment, place = _decide(comment, by=by)
        if not _settle(comment, place, by=by, upheld=False):
            raise AlreadySettled


def _decide(comment: Comment, *, by: User) -> tuple[Comment, Place]:
    comment = Comment.objects.lock(comment.pk)
    place = place_of(comment)
    rights.require_active(by)
    rights.require_hiding(by, comment, place.document)
    return comment, place


def _because(reason: str, words: str) -> str:
    """What stands on record, in the language the matrix is written in."""
    if reason == FlagReason.OTHER:
        return words
    with override(settings.SOURCE_LANGUAGE):
        listed = str(FlagReason(reason).label)
    return (f"{listed}: {words}" if words else listed)[:FLAG_LIMIT]


def _settle(comment: Comment, place: Place, *, by: User, upheld: bool) -> int:
    """All reports at once; how many they were."""
    settled = comment.flags.unsettled().update(
        settled_at=timezone.now(), settled_by=by, is_upheld=upheld
    )
    if settled:
        no_longer_news(comment, EventKind.FLAG_RAISED)
        record(
            EventKind.FLAG_SETTLED,
            actor=by,
            document=place.document,
            proposal=place.proposal,
            comment=comment.pk,
            upheld=upheld,
        )
    if comment.deleted_at is not None:
        erase(comment)
    return settled
