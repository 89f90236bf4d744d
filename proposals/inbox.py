"""The notifications of one person, a page at a time."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from accounts.models import MailTopic, User
from accounts.rights import Visitor
from proposals.models import Notification
from proposals.telling.sentences import Said, said

_PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class TopicCount:
    topic: MailTopic
    unread: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """`older` is the key to ask for what comes after this page; None at the end."""

    lines: list[Said]
    topics: list[TopicCount]
    topic: MailTopic | None
    only_unread: bool
    newest: int
    older: int | None

    @property
    def unread(self) -> int:
        return sum(each.unread for each in self.topics)


def inbox(
    user: User, *, topic: str = "", only_unread: bool = False, before: int | None = None
) -> Inbox:
    """Six queries at most for any number of notifications."""
    chosen = MailTopic(topic) if topic in MailTopic.values else None
    mine = Notification.objects.filter(recipient=user)
    by_topic = mine.unread().values_list("topic").annotate(Count("pk")).order_by()
    counts: dict[str, int] = dict(by_topic)
    rows = mine.with_what_they_are_about().newest_first()
    rows = rows.filter(topic=chosen) if chosen else rows
    rows = rows.unread() if only_unread else rows
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows[: _PAGE + 1])
    shown = page[:_PAGE]
    return Inbox(
        lines=said(shown),
        topics=[
            TopicCount(each, counts.get(each, 0), each == chosen)
            for each in MailTopic
            if each in counts or each == chosen
        ],
        topic=chosen,
        only_unread=only_unread,
        newest=shown[0].pk if shown else 0,
        older=shown[-1].pk if len(page) > _PAGE else None,
    )


def unread_count(user: Visitor) -> int:
    if not isinstance(user, User):
        return 0
    return Notification.objects.filter(recipient=user).unread().count()
