"""Mails on their way: the rows from which they are sent, and what becomes of each."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from proposals.models import Delivery, DeliveryState, Notification

#: How long after its first, second, … failure a mail is tried again. Then it is given up.
PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
#: How long a mail may be in somebody's hands before they are taken for dead.
CLAIM: Final = timedelta(minutes=5)
_ERROR_LIMIT: Final = 2000  # characters


def claim(limit: int) -> list[Delivery]:
    """Take this many that are due, oldest first; nobody else has them then. No lock is held after.

    Whoever takes some has `CLAIM` to say what became of each.
    """
    with transaction.atomic():
        due = Delivery.objects.due().select_for_update(skip_locked=True, no_key=True)
        mine = list(due[:limit])
        Delivery.objects.filter(pk__in=[each.pk for each in mine]).update(
            state=DeliveryState.SENDING, try_after=timezone.now() + CLAIM
        )
    return mine


def release(deliveries: Collection[Delivery]) -> None:
    """Give back what was taken and not tried."""
    keys = [each.pk for each in deliveries]
    taken = Delivery.objects.filter(pk__in=keys, state=DeliveryState.SENDING)
    taken.update(state=DeliveryState.WAITING, try_after=timezone.now())


def return_stuck() -> int:
    """Give back what somebody took and never spoke of again; they were killed, most likely."""
    stuck = Delivery.objects.filter(state=DeliveryState.SENDING, try_after__lte=timezone.now())
    return stuck.update(state=DeliveryState.WAITING)


def set_sent(delivery: Delivery, subject: str, told: Collection[int]) -> None:
    """`told` are the keys of the notifications that it spoke of."""
    now = timezone.now()
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.SENT,
            sent_at=now,
            subject=subject[:250],
            attempts=F("attempts") + 1,
            error="",
        )
        if told:
            Notification.objects.filter(pk__in=told).update(mailed_at=now)


def set_dropped(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.DROPPED)


def set_failed(delivery: Delivery, error: str, *, for_good: bool) -> bool:
    """Put it off, or give it up: for good, or after as many tries as there are pauses. Says whether
    it was given up."""
    given_up = for_good or delivery.attempts >= len(PAUSES)
    pause = timedelta() if given_up else PAUSES[delivery.attempts]
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.FAILED if given_up else DeliveryState.WAITING,
        attempts=F("attempts") + 1,
        try_after=timezone.now() + pause,
        error=error.replace("\x00", "")[:_ERROR_LIMIT],
    )
    return given_up


def mails_are_due() -> bool:
    now = timezone.now()
    in_hand_or_waiting = [DeliveryState.WAITING, DeliveryState.SENDING]
    return Delivery.objects.filter(state__in=in_hand_or_waiting, try_after__lte=now).exists()
