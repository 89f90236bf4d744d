"""Beside the worker: what must go on while it is busy with a task."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import Final

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from proposals.background.jobs import JOBS
from proposals.background.periodic import start_due
from proposals.background.recovery import retry_failed, return_abandoned
from proposals.models import WorkerLease

logger = logging.getLogger(__name__)

#: How often, in seconds, it is looked for what is due or was left behind.
_ROUND: Final = 20.0


class Clock:
    """Of one worker process. `worker_id` is the name under which it takes tasks at the moment."""

    def __init__(self, worker_id: str, lease: timedelta) -> None:
        self.worker_id = worker_id
        self._lease = lease
        self._stopped = Event()
        self._next_round = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = Thread(target=self._run, name="clock", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            thread.join(timeout=30)
            with suppress(DatabaseError, InterfaceError):  # it runs out by itself
                WorkerLease.objects.filter(worker_id=self.worker_id).delete()

    def turn(self) -> None:
        """The lease stands after it, and what is due is enqueued."""
        self._renew()
        if monotonic() >= self._next_round:
            self._next_round = monotonic() + min(_ROUND, self._lease.total_seconds() / 2)
            self._go_round()

    def _renew(self) -> None:
        now = timezone.now()
        WorkerLease.objects.update_or_create(
            worker_id=self.worker_id, defaults={"renewed_at": now, "good_until": now + self._lease}
        )

    def _go_round(self) -> None:
        if abandoned := return_abandoned():
            logger.warning("Tasks of workers that died, back in the queue: %d", abandoned)
        if failed := retry_failed():
            logger.info("Tasks that failed before, back in the queue: %d", failed)
        for name in start_due(JOBS, timezone.localtime()):
            logger.info("Due: %s", name)

    def _run(self) -> None:
        """In a thread, on a connection of its own."""
        try:
            while not self._stopped.wait(min(self._lease.total_seconds() / 3, _ROUND)):
                close_old_connections()
                try:
                    self.turn()
                except (DatabaseError, InterfaceError) as error:
                    logger.warning("The clock could not reach the database: %s", error)
                    connections.close_all()
        finally:
            connections.close_all()
