"""Work that comes again: enqueued once for each slot of time, whoever looks at the clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.tasks import Task

from proposals.models import PeriodicRun

type Slot = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Job:
    """A task that comes again.

    `slot` names the slot of time that a moment lies in (empty: none yet). `is_needed` is asked
    before, so that a job which has nothing to do leaves no rows behind.
    """

    name: str
    task: Task[..., Any]
    slot: Slot
    is_needed: Callable[[], bool] = lambda: True


def start_due(jobs: Iterable[Job], now: datetime) -> list[str]:
    """Enqueue what is due and not enqueued yet; gives the names. `now` is the site's local time."""
    return [
        job.name
        for job in jobs
        if (slot := job.slot(now)) and job.is_needed() and once(job.name, slot, job.task)
    ]


def once(name: str, slot: str, task: Task[..., Any], /, **arguments: Any) -> bool:
    """Enqueue the task unless that was done for this slot. However many ask, one of them does it:
    the row that says so is unique, and is written in the same transaction."""
    if PeriodicRun.objects.filter(name=name, slot=slot).exists():
        return False
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(name=name, slot=slot)
            task.enqueue(**arguments)
    except IntegrityError:
        return False
    return True


def every_minute(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M")


def every_quarter_of_an_hour(now: datetime) -> str:
    """As fine as time zones differ."""
    return f"{now:%Y-%m-%dT%H}:{now.minute // 15 * 15:02}"


def daily_from(hour: int) -> Slot:
    """Once a day, from this hour on, also where the site was down then."""
    return lambda now: now.strftime("%Y-%m-%d") if now.hour >= hour else ""


def mondays_from(hour: int) -> Slot:
    """Once a week, from this hour of Monday on, also where the site was down then."""
    return lambda now: now.strftime("%G-W%V") if now.weekday() or now.hour >= hour else ""
