"""What the demo's people have been told: it stands among their notifications, and is not mailed."""

from django.db import transaction
from django.db.models import Max
from django_tasks_db.models import DBTaskResult

from accounts.models import MailFrequency
from proposals.models import Delivery, Event, Notification
from proposals.telling.fan_out import tell


def newest_event() -> int:
    """The key by which `tell_without_mail` knows what is new; 0 where nothing has happened yet."""
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def tell_without_mail(*, after: int) -> None:
    """Tell everybody what happened after that event, as a worker would, but for the mails: nobody
    wants a console or a mailbox full of a past that was made up."""
    events = Event.objects.filter(pk__gt=after).order_by("pk")
    for pk in events.values_list("pk", flat=True):
        tell.call(pk)
    made = Notification.objects.filter(event__in=events)
    deliveries = list(made.exclude(delivery=None).values_list("delivery", flat=True))
    made.update(mail=MailFrequency.NEVER, delivery=None)
    Delivery.objects.filter(pk__in=deliveries).delete()
    done_here = DBTaskResult.objects.ready().filter(task_path=tell.module_path)
    done_here.filter(args_kwargs__args__0__gt=after).delete()
