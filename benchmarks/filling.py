"""A synthetic matrix goes into a file, and from there into a database: the import is measured."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.results import Filling

MANAGE = [sys.executable, "manage.py"]


def manage(*arguments: str, url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    subprocess.run([*MANAGE, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


def write_matrix(folder: Path, skills: int, roles: int, url: str) -> Path:
    """The same for both databases, so it is made once; the levels in it are a database's."""
    path = folder / f"matrix-{skills}.json"
    if not path.exists():
        numbers = ["--skills", str(skills), "--roles", str(roles)]
        manage("generate_matrix", *numbers, "--output", str(path), url=url)
    return path


def count_cells(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum('"required": ' in line for line in file)


def import_matrix(path: Path, skills: int, url: str) -> Filling:
    """Run the real command, in a process of its own, on a database without documents."""
    command = [*MANAGE, "import_matrix", str(path)]
    start = perf_counter()
    # Not `run`: what a child used is told to whoever waits for that very child.
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env={**os.environ, "DATABASE_URL": url}
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    in_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    processor = usage.ru_utime + usage.ru_stime
    return Filling(skills, count_cells(path), seconds, processor, in_bytes / 1e6)
