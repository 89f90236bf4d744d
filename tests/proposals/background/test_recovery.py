from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from proposals.background.recovery import ATTEMPTS, PAUSES, retry_failed, return_abandoned
from proposals.models import WorkerLease
from tests.proposals.background.tasks import note

pytestmark = pytest.mark.django_db


def taken_by(*workers: str) -> DBTaskResult:
    """A task that they took one after the other."""
    task = DBTaskResult.objects.get(pk=note.enqueue("nowhere").id)
    for name in workers:
        task.claim(name)
    return task


def lease(name: str, *, seconds: float) -> None:
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    WorkerLease.objects.create(worker_id=name, renewed_at=now, good_until=until)


def status(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def test_what_a_dead_worker_had_in_hand_goes_back() -> None:
    task = taken_by("dead")
    lease("dead", seconds=-1)
    assert return_abandoned() == 1
    assert status(task) == "READY"


def test_what_a_living_worker_has_in_hand_stays_there() -> None:
    task = taken_by("dead", "alive")
    lease("alive", seconds=10)
    assert return_abandoned() == 0
    assert status(task) == "RUNNING"


def test_a_task_that_killed_one_worker_after_the_other_is_given_up() -> None:
    task = taken_by(*"abcde")
    return_abandoned()
    assert status(task) == "FAILED"
    assert task.exception_class_path.endswith("WorkerDied")
    assert task.task_result.errors


def test_what_failed_is_tried_again_after_its_pause() -> None:
    task = taken_by("one")
    task.set_failed(RuntimeError())
    assert retry_failed() == 0
    with time_machine.travel(timezone.now() + PAUSES[0] + timedelta(seconds=1)):
        assert retry_failed() == 1
    assert status(task) == "READY"


def test_the_pauses_grow() -> None:
    task = taken_by("one", "two")
    task.set_failed(RuntimeError())
    with time_machine.travel(timezone.now() + PAUSES[0] + timedelta(seconds=1)):
        assert retry_failed() == 0
    assert status(task) == "FAILED"


def test_what_failed_too_often_stays_failed() -> None:
    task = taken_by(*map(str, range(ATTEMPTS)))
    task.set_failed(RuntimeError("for good"))
    with time_machine.travel(timezone.now() + timedelta(hours=20)):
        assert retry_failed() == 0
    assert status(task) == "FAILED"
    assert "for good" in task.traceback
