"""Commands that start and stop as one."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.processes import eventually


def endless(file: Path) -> list[str]:
    """Writes down that it runs, and that it was told to stop."""
    program = f"""
import pathlib, signal, sys, time
def stop(*_):
    pathlib.Path({str(file)!r}).write_text("stopped")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
pathlib.Path({str(file)!r}).write_text("runs")
time.sleep(600)
"""
    return [sys.executable, "-c", program]


def together(*commands: list[str]) -> subprocess.Popen[bytes]:
    words = [word for command in commands for word in ["--", *command]][1:]
    return subprocess.Popen(
        [sys.executable, "-m", "config.together", *words], cwd=settings.BASE_DIR
    )


def runs(*files: Path) -> bool:
    return all(file.exists() and file.read_text() == "runs" for file in files)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_stops_both(tmp_path: Path, how: signal.Signals) -> None:
    files = [tmp_path / "web", tmp_path / "worker"]
    process = together(*map(endless, files))
    eventually(lambda: runs(*files))
    process.send_signal(how)
    assert process.wait(timeout=60) == 0
    assert [file.read_text() for file in files] == ["stopped", "stopped"]


def test_when_one_ends_the_other_is_stopped(tmp_path: Path) -> None:
    file = tmp_path / "web"
    began = time.monotonic()
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(file)!r}).exists(): time.sleep(.01)"
    ending = [sys.executable, "-c", f"{wait}\nraise SystemExit(3)"]
    assert together(endless(file), ending).wait(timeout=120) == 3
    assert file.read_text() in {"stopped", "runs"}
    assert time.monotonic() - began < 120


def test_without_a_command_it_explains_itself() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "config.together"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 1
    assert "COMMAND" in process.stderr
