"""Writing down, for each person who is told of an event, that they are."""

from collections.abc import Mapping
from itertools import batched
from typing import Final

from django.db import transaction
from django.tasks import task

from accounts.models import MailFrequency, MailTopic, User
from proposals.mailing.deliveries import deliver_at_once
from proposals.models import Event, EventKind, Notification
from proposals.telling.audience import Reason, audience

#: So many people are told in one transaction, for which the event's row is locked.
_CHUNK: Final = 2000


@task
def tell(event_id: int) -> int:
    """Make a notification, and what is mailed at once a delivery, for everybody concerned.

    Done again after it was cut off, it goes on where it stopped. Gives how many were told.
    """
    event = Event.objects.select_related("document", "proposal", "revision").get(pk=event_id)
    told = 0
    for chunk in batched(audience(event).items(), _CHUNK, strict=False):
        told += _tell(event, dict(chunk))
    return told


def thing(event: Event) -> str:
    """What is told of only once, however many events and reasons lead to it."""
    if event.revision_id:
        return f"revision:{event.revision_id}"
    if event.kind in (EventKind.COMMENT_POSTED, EventKind.COMMENT_REPLIED, EventKind.MENTIONED):
        return f"comment:{event.comment_id}"
    return f"event:{event.pk}"


def _tell(event: Event, reasons: Mapping[int, Reason]) -> int:
    with transaction.atomic():
        # Two workers on the same event (one of them taken for dead) tell nobody twice.
        Event.objects.select_for_update(no_key=True).get(pk=event.pk)
        known = Notification.objects.filter(thing=thing(event), recipient__in=reasons)
        told = set(known.values_list("recipient", flat=True))
        reasons = {pk: reason for pk, reason in reasons.items() if pk not in told}
        notifications = Notification.objects.bulk_create(
            Notification(
                recipient_id=pk,
                event=event,
                thing=thing(event),
                topic=reasons[pk].topic,
                context=reasons[pk].context,
                mail=frequency,
            )
            for pk, frequency in _frequencies(reasons).items()
        )
        at_once = [each for each in notifications if each.mail == MailFrequency.AT_ONCE]
        if at_once:
            deliver_at_once(at_once)
    return len(notifications)


def _frequencies(reasons: Mapping[int, Reason]) -> dict[int, MailFrequency]:
    """How each wants it mailed, by key."""
    people = User.objects.filter(pk__in=reasons).only("mail_frequencies")
    return {
        user.pk: user.mail_frequency(MailTopic(reasons[user.pk].topic))
        for user in people.iterator()
    }
