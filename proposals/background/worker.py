"""One process that takes tasks from the queue and does them, until it is told to stop."""

import logging
import os
import socket
import sys
import time
from datetime import timedelta
from types import FrameType
from typing import Final

from django.db import DatabaseError, InterfaceError, connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from proposals.background.clock import Clock

logger = logging.getLogger(__name__)

#: Tasks of a worker that was killed are done by another one after so long.
LEASE: Final = timedelta(seconds=60)
_POLLING: Final = 1.0  # seconds


class Worker(QueueWorker):
    """Takes and does tasks as django-tasks-db's own worker does. This one stops between two tasks
    and never in the middle of taking one, and takes up work again when the database is back."""

    def __init__(self, *, once: bool = False, lease: timedelta = LEASE) -> None:
        super().__init__(
            queue_names=["*"],
            interval=_POLLING,
            batch=once,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=_new_name(),
            excluded_queue_names=[],
        )
        self._clock = Clock(self.worker_id, lease)

    def work(self) -> None:
        """Until a signal says to stop; with `once`, until nothing waits in the queue."""
        with self._clock.running():
            while self.running:
                try:
                    self._clock.turn()
                    self.run()
                except (DatabaseError, InterfaceError) as error:
                    if self.batch:
                        raise
                    self._begin_anew(error)
                else:
                    break
        logger.info("Stopped worker %s", self.worker_id)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Finish the task in hand, then stop; told so twice, stop now. What is cut off is done by
        another worker. (Nothing is logged here: a signal may come in the middle of a log line.)"""
        if not self.running:
            self.reset_signals()
            sys.exit(1)
        self.running = False

    def _begin_anew(self, error: Exception) -> None:
        """The task in hand may stand as running for ever: under another name, its worker is dead."""
        logger.warning("Lost the database, trying again: %s", error)
        connections.close_all()
        self.worker_id = self._clock.worker_id = _new_name()
        time.sleep(_POLLING)


def _new_name() -> str:
    """Says where to look for it, and is never used again."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(8)}"
