from collections.abc import Iterator
from typing import Final

from accounts.models import User
from proposals.models import Comment, Delivery, Flag, Notification, Watch
from proposals.personal_data.section import Row, Section, name_of


def _comments(user: User) -> Iterator[Row]:
    rows = Comment.objects.filter(author=user).select_related("document")
    rows = rows.prefetch_related("versions").order_by("pk")
    for comment in rows.iterator(chunk_size=500):
        yield {
            "id": comment.pk,
            "about": name_of(comment.document),
            "role": comment.role,
            "level": comment.level,
            "proposal": comment.proposal_id,
            "answers": comment.parent_id,
            "text": comment.text,
            "earlier_texts": [
                {"text": version.text, "created_at": version.created_at}
                for version in comment.versions.all()
            ],
            "created_at": comment.created_at,
            "edited_at": comment.edited_at,
            "deleted_at": comment.deleted_at,
            "hidden_at": comment.hidden_at,
            "hidden_because": comment.hidden_because,
        }


def _hidden(user: User) -> Iterator[Row]:
    for comment in Comment.objects.filter(hidden_by=user).order_by("pk").iterator():
        yield {
            "comment": comment.pk,
            "because": comment.hidden_because,
            "hidden_at": comment.hidden_at,
        }


def _reports(user: User) -> Iterator[Row]:
    for flag in Flag.objects.filter(by=user).order_by("pk").iterator():
        yield {
            "comment": flag.comment_id,
            "reason": flag.reason,
            "text": flag.text,
            "created_at": flag.created_at,
            "settled_at": flag.settled_at,
            "upheld": flag.is_upheld,
        }


def _reports_settled(user: User) -> Iterator[Row]:
    for flag in Flag.objects.filter(settled_by=user).order_by("pk").iterator():
        yield {
            "comment": flag.comment_id,
            "settled_at": flag.settled_at,
            "upheld": flag.is_upheld,
        }


def _watches(user: User) -> Iterator[Row]:
    for watch in Watch.objects.filter(user=user).select_related("document").order_by("pk"):
        yield {
            "document": name_of(watch.document),
            "from_level": watch.level,
            "came_by_itself": watch.is_automatic,
            "since": watch.created_at,
            "stopped_at": watch.stopped_at,
        }


def _notifications(user: User) -> Iterator[Row]:
    rows = Notification.objects.filter(recipient=user).select_related("event").order_by("pk")
    for told in rows.iterator():
        yield {
            "what": told.event.kind,
            "topic": told.topic,
            "because": told.context,
            "created_at": told.created_at,
            "read_at": told.read_at,
            "mail": told.mail,
            "mailed_at": told.mailed_at,
        }


def _mails(user: User) -> Iterator[Row]:
    for mail in Delivery.objects.filter(recipient=user).order_by("pk").iterator():
        yield {
            "kind": mail.kind,
            "subject": mail.subject,
            "state": mail.state,
            "created_at": mail.created_at,
            "sent_at": mail.sent_at,
        }


SECTIONS: Final = (
    Section("comments", ("proposals.Comment.author",), _comments),
    Section("comments_hidden", ("proposals.Comment.hidden_by",), _hidden),
    Section("reports", ("proposals.Flag.by",), _reports),
    Section("reports_settled", ("proposals.Flag.settled_by",), _reports_settled),
    Section(
        "watches",
        ("proposals.Watch.user",),
        _watches,
        forget=lambda user: Watch.objects.filter(user=user).delete(),
    ),
    Section(
        "notifications",
        ("proposals.Notification.recipient",),
        _notifications,
        forget=lambda user: Notification.objects.filter(recipient=user).delete(),
    ),
    Section(
        "mails",
        ("proposals.Delivery.recipient",),
        _mails,
        forget=lambda user: Delivery.objects.filter(recipient=user).delete(),
    ),
)
