from django.utils import timezone

from accounts.models import MailTopic, User
from proposals.models import Comment, EventKind, Notification


def mark_read(
    *, by: User, pk: int | None = None, topic: MailTopic | None = None, up_to: int
) -> int:
    """Mark one's own notifications read: one, those of a topic, or all, none newer than `up_to`.

    What came in while the page was being read stays unread. Gives how many there were.
    """
    mine = Notification.objects.filter(recipient=by, pk__lte=up_to).unread()
    if pk is not None:
        mine = mine.filter(pk=pk)
    if topic is not None:
        mine = mine.filter(topic=topic)
    return mine.update(read_at=timezone.now())


def no_longer_news(comment: Comment, *kinds: EventKind) -> None:
    """Nobody is waited for to read what isn't there any more, or has been seen to: notifications
    about the comment, or only those of some kinds of event, count as read."""
    about = Notification.objects.about(comment).unread()
    if kinds:
        about = about.filter(event__kind__in=kinds)
    about.update(read_at=timezone.now())
