"""`python -m benchmarks`, or `make bench`: everything, and its tables on standard output.

BENCH_SKILLS names the sizes (100,1000,14000), BENCH_DATABASES the databases (SQLite,PostgreSQL).
"""

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from benchmarks.databases import POSTGRESQL, SQLITE, Databases, databases
from benchmarks.filling import import_matrix, manage, write_matrix
from benchmarks.report import filling_table, kernel_table, pages_table
from benchmarks.results import Filling, Kernel, Page, Results
from tests.with_postgres import stop

ROLES = 67


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    sizes = [int(size) for size in os.environ.get("BENCH_SKILLS", "100,1000,14000").split(",")]
    kinds = os.environ.get("BENCH_DATABASES", f"{SQLITE},{POSTGRESQL}").split(",")
    with tempfile.TemporaryDirectory(prefix="rungs-bench-") as folder:
        found = [measure(kind, sizes, Path(folder)) for kind in kinds]
    report(found)


def measure(kind: str, sizes: list[int], folder: Path) -> Results:
    with databases(kind, folder) as of_kind:
        say(of_kind.version)
        measured = [measure_size(of_kind, size, folder) for size in sizes]
        return Results(
            kind,
            of_kind.version,
            [filling for filling, _, _ in measured],
            {filling.skills: pages for filling, pages, _ in measured},
            measured[-1][2],
        )


def measure_size(of_kind: Databases, size: int, folder: Path) -> tuple[Filling, list[Page], Kernel]:
    name = f"skills{size}"
    url = of_kind.make(name)
    manage("migrate", url=url)
    matrix = write_matrix(folder, size, ROLES, url)
    filling = import_matrix(matrix, size, url)
    say(f" {size:,} skills, {filling.cells:,} cells imported in {filling.seconds:.1f} s")
    of_kind.settle(name)
    pages = [Page.read(*page) for page in in_a_process("benchmarks.pages", size, url)]
    kernel = Kernel.read(*in_a_process("benchmarks.kernel", size, url))
    of_kind.drop(name)
    return filling, pages, kernel


def in_a_process(module: str, size: int, url: str) -> Any:
    """What the module prints: nothing of another size or database is in its memory."""
    command = [sys.executable, "-m", module, str(size), str(ROLES)]
    environment = {**os.environ, "DATABASE_URL": url}
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(finished.stdout)


def report(found: list[Results]) -> None:
    out = sys.stdout.write
    versions = ", ".join(results.version for results in found)
    out(f"{datetime.now(UTC):%d %B %Y}. {processor()}, {os.cpu_count()} processors. ")
    out(f"Python {platform.python_version()}, Django {django.__version__}, {versions}.\n")
    paces = [pace for results in found for pace in results.paces()]
    out(f"The same loop of arithmetic took {min(paces):.1f} to {max(paces):.1f} ms meanwhile.\n\n")
    for results in found:
        out(f"### Pages on {results.kind}\n\n{pages_table(results)}\n\n")
    out(f"### Publishing and verifying\n\n{kernel_table(found)}\n\n")
    out(f"### Importing\n\n{filling_table(found)}\n")


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
