"""Mails on their way: the rows from which they are sent."""

from collections.abc import Sequence

from proposals.mailing.message_ids import message_id
from proposals.models import Delivery, DeliveryKind, Notification


def deliver_at_once(notifications: Sequence[Notification]) -> None:
    """A mail of its own for each; in the transaction that makes the notifications."""
    deliveries = Delivery.objects.bulk_create(
        Delivery(
            recipient_id=each.recipient_id,
            kind=DeliveryKind.AT_ONCE,
            message_id=message_id(each.thing, each.recipient_id),
        )
        for each in notifications
    )
    for notification, delivery in zip(notifications, deliveries, strict=True):
        notification.delivery = delivery
    Notification.objects.bulk_update(notifications, ["delivery"], batch_size=500)
