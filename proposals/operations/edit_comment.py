from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import CommentGone
from proposals.events import record
from proposals.models import Comment, CommentVersion, EventKind
from proposals.talk.place import place_of
from proposals.talk.writing import clean_comment, mentioned


def edit_comment(comment: Comment, text: str, *, author: User) -> Comment:
    """Say it in other words; what it said before is kept for moderators.

    Who is mentioned for the first time is told. Raises `PermissionDenied`, `CommentGone`,
    `ValidationError`.
    """
    with transaction.atomic():
        comment = Comment.objects.lock(comment.pk)
        require_own(comment, author)
        text = clean_comment(text)
        if text == comment.text:
            return comment
        before = [*comment.versions.values_list("text", flat=True), comment.text]
        mentions = mentioned(text, by=author, before=before)
        CommentVersion.objects.create(
            comment=comment, text=comment.text, created_at=comment.edited_at or comment.created_at
        )
        comment.text, comment.edited_at = text, timezone.now()
        comment.save(update_fields=["text", "edited_at"])
        if mentions:
            place = place_of(comment)
            record(
                EventKind.MENTIONED,
                actor=author,
                document=place.document,
                proposal=place.proposal,
                comment=comment.pk,
                mentions=mentions,
            )
    return comment


def require_own(comment: Comment, author: User) -> None:
    """Raises `PermissionDenied` or `CommentGone`: what is hidden is no longer its author's to change."""
    rights.require_active(author)
    if author.pk != comment.author_id:
        raise PermissionDenied(_("Only its author can change a comment."))
    if not comment.is_standing:
        raise CommentGone(comment)
