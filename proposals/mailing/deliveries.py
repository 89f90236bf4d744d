"""What is mailed at once."""

from collections.abc import Sequence

from django.db import connection

from proposals.mailing.message_ids import message_id
from proposals.mailing.sending import send_waiting
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
    # One statement many times over; bulk_update would build one of thousands of cases.
    table = Notification._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{table}" SET delivery_id = %s WHERE id = %s',  # noqa: S608 - our own table
            [(each.delivery_id, each.pk) for each in notifications],
        )
    send_waiting.enqueue()
