"""The work that comes again, all of it."""

from typing import Final

from django.tasks import task

from accounts.models import Ban
from proposals.background.cleaning import clean_up
from proposals.background.periodic import (
    Job,
    daily_from,
    every_minute,
    every_quarter_of_an_hour,
)
from proposals.mailing.digests import start_digests
from proposals.mailing.outbox import mails_are_due
from proposals.mailing.sending import send_waiting
from proposals.operations.ban import lift_bans_that_ran_out
from proposals.telling.imports import announce, is_behind

_AT_NIGHT: Final = 3  # o'clock


@task
def announce_what_went_live() -> int:
    return announce()


@task
def lift_bans() -> int:
    return lift_bans_that_ran_out()


def _bans_ran_out() -> bool:
    return Ban.objects.run_out().exists()


JOBS: Final = (
    Job("send_waiting", send_waiting, every_minute, mails_are_due),
    Job("announce", announce_what_went_live, every_minute, is_behind),
    Job("lift_bans", lift_bans, every_minute, _bans_ran_out),
    Job("start_digests", start_digests, every_quarter_of_an_hour),
    Job("clean_up", clean_up, daily_from(_AT_NIGHT)),
)
