from django.db import transaction
from django.utils import timezone

from accounts.models import User
from proposals.models import Comment
from proposals.operations.edit_comment import require_own
from proposals.operations.mark_read import no_longer_news


def delete_comment(comment: Comment, *, author: User) -> None:
    """Take back what one said. Its place stays while it has answers, its words don't; where it is
    reported, moderators read them until they have settled that.

    Raises `PermissionDenied` or `CommentGone`.
    """
    with transaction.atomic():
        comment = Comment.objects.lock(comment.pk)
        require_own(comment, author)
        comment.deleted_at = timezone.now()
        comment.save(update_fields=["deleted_at"])
        no_longer_news(comment)
        if not comment.flags.unsettled().exists():
            erase(comment)


def erase(comment: Comment) -> None:
    """Leave nothing of the words of a deleted comment."""
    comment.text = ""
    comment.save(update_fields=["text"])
    comment.versions.all().delete()
