"""What nobody needs any more."""

from datetime import timedelta
from typing import Any, Final

from django.core.management import call_command
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import MailFrequency
from proposals.models import Delivery, DeliveryState, Notification, PeriodicRun

_READ_NOTIFICATIONS: Final = timedelta(days=365)
_DELIVERIES: Final = timedelta(days=90)
_TASKS: Final = timedelta(days=7)
#: Longer than any slot, or a job would come twice in it.
_PERIODIC_RUNS: Final = timedelta(days=30)
#: So many rows go in one statement, so that nobody waits long for its locks.
_CHUNK: Final = 5000


@task(priority=-10)
def clean_up() -> dict[str, int]:
    """Gives how many rows of each sort went."""
    now = timezone.now()
    _settle_read()
    done_with = [DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED]
    old: dict[str, QuerySet[Any]] = {
        "notifications": Notification.objects.filter(read_at__lt=now - _READ_NOTIFICATIONS),
        "deliveries": Delivery.objects.filter(state__in=done_with, try_after__lt=now - _DELIVERIES),
        "tasks": DBTaskResult.objects.finished().filter(finished_at__lt=now - _TASKS),
        "periodic_runs": PeriodicRun.objects.filter(created_at__lt=now - _PERIODIC_RUNS),
    }
    gone = {name: _delete(rows) for name, rows in old.items()}
    call_command("clearsessions")
    return gone


def _settle_read() -> None:
    """What was read on the site goes into no digest; those looked for need not pass over it."""
    waiting = Notification.objects.filter(
        mail__in=[MailFrequency.DAILY, MailFrequency.WEEKLY], delivery=None
    )
    waiting.exclude(read_at=None).update(mail=MailFrequency.NEVER)


def _delete(rows: QuerySet[Any]) -> int:
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:_CHUNK]):
        if rows.model is Delivery:
            # Without a delivery they would look as if they still waited for one.
            told = Notification.objects.filter(delivery__in=keys)
            told.update(mail=MailFrequency.NEVER)
        rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone
