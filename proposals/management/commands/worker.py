"""Does the work that nobody waits for: telling people, mails, digests, cleaning up."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from proposals.background.worker import LEASE, Worker


class Command(BaseCommand):
    help = (
        "Tells people what happened, mails it, and cleans up, until Ctrl-C or SIGTERM; then it "
        "finishes what it has in hand. Any number of them can run at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="start what is due, do what waits, and end: for cron, every minute",
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="when this worker is killed, others take over what it had in hand after so long "
            "(default: %(default)g)",
        )

    def handle(self, *, once: bool, lease: float, **options: Any) -> None:
        worker = Worker(once=once, lease=timedelta(seconds=lease))
        worker.configure_signals()
        worker.work()
