"""What was not finished goes back to the queue: the work of workers that died, and what failed."""

from datetime import datetime, timedelta
from typing import Final

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from proposals.models import WorkerLease

#: How long after its first, second, … failure a task is tried again. Then it is left as failed.
PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
ATTEMPTS: Final = len(PAUSES) + 1


class WorkerDied(Exception):
    """Stands in the row of a task during which one worker after the other was killed."""


def return_abandoned() -> int:
    """Back to the queue with what is in the hands of workers that didn't renew their lease.

    The tasks are read before the leases: a worker that begins in between is among those alive.
    """
    now = timezone.now()
    running = list(DBTaskResult.objects.running())
    alive = set(WorkerLease.objects.standing().values_list("worker_id", flat=True))
    returned = 0
    for task in running:
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        unchanged = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) < ATTEMPTS:
            returned += unchanged.update(status=TaskResultStatus.READY)
        else:
            unchanged.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path=f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
            )
    WorkerLease.objects.run_out().filter(renewed_at__lt=now - timedelta(days=1)).delete()
    return returned


def retry_failed() -> int:
    """Back to the queue with what failed not too often, each after its pause.

    Read off the rows alone, so that a worker that is killed right after a failure loses nothing.
    """
    now = timezone.now()
    longest = sum(PAUSES, start=timedelta(days=1))
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - longest)
    returned = 0
    for pk, workers, finished_at in failed.values_list("pk", "worker_ids", "finished_at"):
        if finished_at and _is_due(len(workers), finished_at, now):
            unchanged = DBTaskResult.objects.failed().filter(pk=pk, finished_at=finished_at)
            returned += unchanged.update(status=TaskResultStatus.READY)
    return returned


def _is_due(attempts: int, finished_at: datetime, now: datetime) -> bool:
    return 1 <= attempts < ATTEMPTS and finished_at + PAUSES[attempts - 1] <= now
