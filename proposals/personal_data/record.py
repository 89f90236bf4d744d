from collections.abc import Iterator
from typing import Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from proposals.models import Event
from proposals.personal_data.section import Row, Section, name_of


def _events(user: User, column: str) -> Iterator[Row]:
    rows = Event.objects.filter(**{column: user}).select_related("document", "revision")
    for event in rows.order_by("pk").iterator():
        yield {
            "what": event.kind,
            "document": name_of(event.document),
            "proposal": event.proposal_id,
            "revision": event.revision.number if event.revision else None,
            "details": event.data,
            "at": event.created_at,
        }


def _in_the_administration(user: User) -> Iterator[Row]:
    for entry in LogEntry.objects.filter(user=user).order_by("pk").iterator():
        yield {
            "what": str(entry.get_change_message()),
            "to": entry.object_repr,
            "at": entry.action_time,
        }


def _forget_name(user: User) -> None:
    """The administration's own log says what was changed by its name; a person's goes."""
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    )
    about.update(object_repr=f"deleted user {user.pk}")


SECTIONS: Final = (
    Section("events", ("proposals.Event.actor",), lambda user: _events(user, "actor")),
    Section("events_about_me", ("proposals.Event.person",), lambda user: _events(user, "person")),
    Section(
        "administration", ("admin.LogEntry.user",), _in_the_administration, forget=_forget_name
    ),
)
