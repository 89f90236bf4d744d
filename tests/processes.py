"""The project's own commands as processes of their own, on the database of the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def address_of_the_database() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    who = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    # A server that listens on a socket alone has its folder for a host, which begins the path.
    host = facts["HOST"]
    where = f"/{host}" if host.startswith("/") else f"{host}:{facts['PORT'] or 5432}"
    return f"postgres://{who}@{where}/{facts['NAME']}"


@contextmanager
def worker(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """`manage.py worker`, told to stop at the end if it still runs then."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", *arguments],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": address_of_the_database(),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            sys.stdout.write(process.communicate(timeout=120)[0])  # shown where a test fails
        finally:
            process.kill()


def eventually(is_so: Callable[[], object], *, seconds: float = 120) -> None:
    """Wait until it is so; fail when it isn't after so long."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)
