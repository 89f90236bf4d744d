"""Digests: who gets one, and when."""

from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.tasks import task

from accounts.models import MailFrequency, MailTopic, User
from proposals.background.periodic import Slot, daily_from, mondays_from, once
from proposals.mailing.message_ids import message_id
from proposals.mailing.sending import send_waiting
from proposals.mailing.waiting import waiting_for
from proposals.mailing.zones import zone_named
from proposals.models import Delivery, DeliveryKind, Notification
from proposals.models.notification import DeliveryQuerySet

#: So many people's digests are made in one transaction.
_CHUNK: Final = 500
#: So many workers, if there are as many, send them.
_SENDERS: Final = 4


def _slots() -> dict[MailFrequency, Slot]:
    return {
        MailFrequency.DAILY: daily_from(settings.DIGEST_HOUR),
        MailFrequency.WEEKLY: mondays_from(settings.DIGEST_HOUR),
    }


@task
def start_digests() -> int:
    """Where it is time for them: in each time zone that people live in, at the same hour of their
    day. Gives how many runs were started."""
    zones = User.objects.filter(is_active=True).values_list("time_zone", flat=True)
    started = 0
    for zone in zones.order_by().distinct():
        now = datetime.now(zone_named(zone))
        for frequency, slot_of in _slots().items():
            if slot := slot_of(now):
                started += once(
                    f"{frequency}:{zone}",
                    slot,
                    make_digests,
                    frequency=frequency.value,
                    zone=zone,
                    slot=slot,
                )
    return started


@task
def make_digests(frequency: str, zone: str, slot: str) -> int:
    """A mail for everybody in the time zone who wants such and to whom there is something to say.

    Done again after it was cut off, it goes on where it stopped: nobody gets two of one slot. What
    happens meanwhile waits for the next.
    """
    wanted = MailFrequency(frequency)
    awaiting = Notification.objects.awaiting_digest(wanted).filter(read_at=None)
    people = awaiting.filter(recipient__time_zone=zone, recipient__is_active=True)
    recipients = list(people.values_list("recipient", flat=True).order_by("recipient").distinct())
    made = 0
    for chunk in batched(recipients, _CHUNK, strict=False):
        with transaction.atomic():
            deliveries = _make(DeliveryKind(frequency), chunk, slot)
            theirs = Notification.objects.awaiting_digest(wanted).filter(
                read_at=None, recipient__in=deliveries.values("recipient")
            )
            own = deliveries.filter(recipient=OuterRef("recipient"))
            theirs.update(delivery=Subquery(own.values("pk")[:1]))
            made += deliveries.count()
    made += _make_for_moderators(wanted, zone, slot)
    for _sender in range(min(_SENDERS, made)):
        send_waiting.enqueue()
    return made


def _make(kind: DeliveryKind, recipients: Sequence[int], slot: str) -> DeliveryQuerySet:
    """A row for each that has none of this slot yet."""
    ids = {message_id(f"{kind}:{slot}", pk): pk for pk in recipients}
    known = set(Delivery.objects.filter(message_id__in=ids).values_list("message_id", flat=True))
    made = Delivery.objects.bulk_create(
        Delivery(recipient_id=pk, kind=kind, message_id=each)
        for each, pk in ids.items()
        if each not in known
    )
    return Delivery.objects.filter(pk__in=[each.pk for each in made])


def _make_for_moderators(wanted: MailFrequency, zone: str, slot: str) -> int:
    """For those of the time zone for whom something waits, if they want to hear of it this often."""
    decide = Q(is_superuser=True) | Q(moderator_scopes__isnull=False)
    people = User.objects.filter(decide, is_active=True, time_zone=zone).exclude(email="")
    people = people.prefetch_related("moderator_scopes").distinct()
    to_be_told = [
        person.pk
        for person in people
        if person.mail_frequency(MailTopic.TO_REVIEW) == wanted and waiting_for(person)
    ]
    with transaction.atomic():
        return _make(DeliveryKind.TO_REVIEW, to_be_told, slot).count()
