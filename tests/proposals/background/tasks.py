"""Tasks that tests give to real workers."""

import time
from pathlib import Path

from django.tasks import task


@task
def note(path: str, seconds: float = 0) -> None:
    """Writes down that it began, takes its time, and writes down that it ended."""
    with Path(path).open("a") as file:
        file.write("began\n")
        file.flush()
        time.sleep(seconds)
        file.write("ended\n")


@task
def fail(path: str) -> None:
    note.call(path)
    message = "as it was meant to"
    raise RuntimeError(message)
