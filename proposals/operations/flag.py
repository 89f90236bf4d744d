from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import AlreadyReported, CommentGone, TooManyReports
from proposals.events import record
from proposals.models import Comment, EventKind, Flag
from proposals.talk.place import place_of
from proposals.talk.writing import clean_reason


def flag(comment: Comment, *, by: User, reason: str, text: str = "") -> Flag:
    """Report a comment to the moderators; once, and not one's own.

    Raises `PermissionDenied`, `CommentGone`, `AlreadyReported`, `TooManyReports`,
    `ValidationError`.
    """
    with transaction.atomic():
        by = User.objects.select_for_update(no_key=True).get(pk=by.pk)
        comment = Comment.objects.lock(comment.pk)
        require_flag(comment, by)
        reason, text = clean_reason(reason, text)
        row = Flag.objects.create(comment=comment, by=by, reason=reason, text=text)
        place = place_of(comment)
        record(
            EventKind.FLAG_RAISED,
            actor=by,
            document=place.document,
            proposal=place.proposal,
            comment=comment.pk,
            reason=reason,
        )
    return row


def require_flag(comment: Comment, by: User) -> None:
    """Raises what reporting would, whatever the reason."""
    rights.require_active(by)
    if by.pk == comment.author_id:
        raise PermissionDenied(_("It is your own comment: you can edit or delete it."))
    if not comment.is_standing:
        raise CommentGone(comment)
    if comment.flags.filter(by=by).exists():
        raise AlreadyReported
    today = Flag.objects.filter(by=by, created_at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= settings.REPORTS_PER_DAY:
        raise TooManyReports(settings.REPORTS_PER_DAY)
