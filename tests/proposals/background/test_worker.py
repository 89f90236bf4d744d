"""Real workers, on the database of the test."""

import signal
from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from proposals.models import WorkerLease
from tests.processes import eventually, worker
from tests.proposals.background.tasks import fail, note

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def test_it_does_what_waits_and_ends(tmp_path: Path) -> None:
    for number in range(3):
        note.enqueue(str(tmp_path / str(number)))
    with worker("--once") as process:
        assert process.wait(timeout=120) == 0
    assert [lines(tmp_path / str(number)) for number in range(3)] == [["began", "ended"]] * 3
    assert not WorkerLease.objects.exists()


def test_told_to_stop_it_finishes_what_it_has_in_hand(tmp_path: Path) -> None:
    note.enqueue(str(tmp_path / "first"), seconds=0.5)
    note.enqueue(str(tmp_path / "second"), seconds=0.5)
    with worker() as process:
        eventually(lambda: lines(tmp_path / "first"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 0
    assert lines(tmp_path / "first") == ["began", "ended"]
    assert lines(tmp_path / "second") == []


def test_with_nothing_to_do_it_stops_at_once() -> None:
    with worker() as process:
        eventually(WorkerLease.objects.exists)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 0


def test_the_work_of_a_worker_that_was_killed_is_done_by_another(tmp_path: Path) -> None:
    task = note.enqueue(str(tmp_path / "it"), seconds=0.3)
    with worker("--lease", "1") as process:
        eventually(lambda: lines(tmp_path / "it"))
        process.kill()
    assert lines(tmp_path / "it") == ["began"]
    with worker("--lease", "1"):
        eventually(lambda: DBTaskResult.objects.successful().filter(pk=task.id).exists())
    assert lines(tmp_path / "it") == ["began", "began", "ended"]
    assert len(DBTaskResult.objects.get(pk=task.id).worker_ids) == 2


def test_nobody_takes_over_what_a_living_worker_is_long_about(tmp_path: Path) -> None:
    note.enqueue(str(tmp_path / "it"), seconds=3)
    with worker("--lease", "1"):
        eventually(lambda: lines(tmp_path / "it"))
        with worker("--lease", "1"):
            eventually(DBTaskResult.objects.successful().exists)
    assert lines(tmp_path / "it") == ["began", "ended"]


def test_a_task_that_fails_stops_nothing(tmp_path: Path) -> None:
    fail.enqueue(str(tmp_path / "bad"))
    note.enqueue(str(tmp_path / "good"))
    with worker("--once") as process:
        assert process.wait(timeout=120) == 0
    assert lines(tmp_path / "good") == ["began", "ended"]
    assert "as it was meant to" in DBTaskResult.objects.failed().get().traceback


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file has no connection to lose")
def test_it_takes_up_work_again_when_the_database_is_back(tmp_path: Path) -> None:
    with worker("--lease", "2", PGAPPNAME="to be cut off") as process:
        eventually(WorkerLease.objects.exists)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'to be cut off'"
            )
            assert cursor.fetchall()
        note.enqueue(str(tmp_path / "it"))
        eventually(lambda: lines(tmp_path / "it") == ["began", "ended"])
        assert process.poll() is None


def test_two_workers_share_the_work(tmp_path: Path) -> None:
    for number in range(20):
        note.enqueue(str(tmp_path / str(number)), seconds=0.05)
    with worker(), worker():
        eventually(lambda: DBTaskResult.objects.successful().count() >= 20)
    assert {tuple(lines(path)) for path in tmp_path.iterdir()} == {("began", "ended")}
