from datetime import datetime

import pytest
from django_tasks_db.models import DBTaskResult

from proposals.background.jobs import JOBS
from proposals.background.periodic import (
    Job,
    daily_from,
    every_minute,
    every_quarter_of_an_hour,
    mondays_from,
    once,
    start_due,
)
from proposals.models import PeriodicRun
from tests.proposals.background.tasks import note
from tests.races import race

MONDAY = datetime(2026, 11, 23, 7, 44, 3)  # noqa: DTZ001 - as the local time is read


def test_slots_are_named_by_their_start() -> None:
    assert every_minute(MONDAY) == "2026-11-23T07:44"
    assert every_quarter_of_an_hour(MONDAY) == "2026-11-23T07:30"


def test_a_daily_job_is_due_from_its_hour_on() -> None:
    assert daily_from(8)(MONDAY) == ""
    assert daily_from(7)(MONDAY) == daily_from(7)(MONDAY.replace(hour=23)) == "2026-11-23"


def test_a_weekly_job_is_made_up_for_when_monday_was_missed() -> None:
    assert mondays_from(8)(MONDAY) == ""
    assert mondays_from(7)(MONDAY) == mondays_from(7)(MONDAY.replace(day=25, hour=1)) == "2026-W48"


@pytest.mark.django_db
def test_a_job_is_enqueued_once_a_slot() -> None:
    jobs = [Job("note", note, every_minute)]
    assert start_due(jobs, MONDAY) == ["note"]
    assert start_due(jobs, MONDAY.replace(second=50)) == []
    assert start_due(jobs, MONDAY.replace(minute=45)) == ["note"]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_what_is_not_needed_leaves_nothing_behind() -> None:
    assert start_due([Job("note", note, every_minute, lambda: False)], MONDAY) == []
    assert not PeriodicRun.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_eight_at_once_one_enqueues_it() -> None:
    def enqueue() -> bool:
        return once("note", "2026-11-23", note, path="nowhere")

    outcomes = race(*[enqueue] * 8)
    assert sorted(map(str, outcomes)) == ["False"] * 7 + ["True"]
    assert DBTaskResult.objects.count() == PeriodicRun.objects.count() == 1


@pytest.mark.django_db
def test_on_a_quiet_night_only_what_is_daily_is_due() -> None:
    start_due(JOBS, MONDAY)  # the follower of the matrix is not there yet
    names = set(start_due(JOBS, MONDAY.replace(day=24)))
    assert names >= {"start_digests", "clean_up"}
    assert not names & {"send_waiting", "lift_bans"}
