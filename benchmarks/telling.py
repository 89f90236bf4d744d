"""What telling people costs: `python -m benchmarks.telling`, part of `make bench`.

An approval that nobody watches and one that 10,000 people watch, telling those of it, and a day's
digests for as many, sent to a mail server in a process of its own; on databases made for it.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.databases import POSTGRESQL, SQLITE, databases
from benchmarks.filling import import_matrix, manage, write_matrix

SKILLS = 10
ROLES = 67
WATCHERS = int(os.environ.get("BENCH_WATCHERS", "10000"))


def main() -> None:
    kinds = os.environ.get("BENCH_DATABASES", f"{SQLITE},{POSTGRESQL}").split(",")
    rows = []
    with tempfile.TemporaryDirectory(prefix="rungs-bench-") as folder:
        for kind in kinds:
            with databases(kind, Path(folder)) as of_kind, mail_server() as port:
                url = of_kind.make("telling")
                manage("migrate", url=url)
                import_matrix(write_matrix(Path(folder), SKILLS, ROLES, url), SKILLS, url)
                of_kind.settle("telling")
                alone = run("approve", "0", url=url)
                watched = run("approve", str(WATCHERS), url=url)
                told = run("tell", url=url)
                digests = run("digests", url=url, EMAIL_URL=f"smtp://127.0.0.1:{port}")
                rows.append((kind, alone, watched, told, digests))
    sys.stdout.write(table(rows))


def table(rows: list[tuple[str, Any, Any, Any, Any]]) -> str:
    lines = [
        "### Telling people",
        "",
        f"| database | approval nobody watches: median, fastest (ms) | one that {WATCHERS:,} people "
        "watch | notifications a second | a second of processor | memory | "
        f"{WATCHERS:,} digests: made and sent | processor | memory |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, alone, watched, told, digests in rows:
        lines.append(
            f"| {kind} | {alone['median']:.1f}, {alone['fastest']:.1f} "
            f"| {watched['median']:.1f}, {watched['fastest']:.1f} "
            f"(× {watched['fastest'] / alone['fastest']:.2f}) "
            f"| {told['told'] / told['seconds']:,.0f} | {told['told'] / told['processor']:,.0f} "
            f"| {told['memory']} MB | {digests['seconds']:.1f} s | {digests['processor']:.1f} s "
            f"| {digests['memory']} MB |"
        )
    goals = (
        "Goals: an approval within 1.3 × of one that nobody watches, 5,000 notifications a second, "
        "10,000 digests in 60 s and 300 MB."
    )
    return "\n".join([*lines, "", goals, ""])


@contextmanager
def mail_server() -> Iterator[str]:
    """Takes everything and keeps nothing."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.mail_server"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout  # noqa: S101
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def run(part: str, *arguments: str, url: str, **environment: str) -> Any:
    """What a part prints, run in a process of its own."""
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks.telling", part, *arguments],
        env={**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "WARNING", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(process.stdout)


def part(name: str, arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    parts: dict[str, Callable[..., Any]] = {
        "approve": measure_approving,
        "tell": measure_telling,
        "digests": measure_digests,
    }
    json.dump(parts[name](*arguments), sys.stdout)


def memory() -> int:
    """The most that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure_approving(watchers: str) -> dict[str, float]:
    from benchmarks.proposals import facts, people, proposals_of, skill_slugs
    from benchmarks.timing import repeat
    from proposals.operations.approve import approve

    slug = skill_slugs()[1 if int(watchers) else 0]
    fill_watchers(slug, int(watchers))
    author, moderator = people("")
    proposals = proposals_of(author, slug)
    waiting: list[Any] = []

    def decide() -> None:
        approve(waiting.pop(), reviewer=moderator, version=1)

    return facts(repeat(decide, before=lambda: waiting.append(next(proposals))))


def fill_watchers(slug: str, count: int) -> None:
    from accounts.models import User
    from proposals.models import Watch
    from skills.models import Document

    document = Document.objects.get(kind="skill", slug=slug)
    people = User.objects.bulk_create(
        User(username=f"watcher{number}", email=f"watcher{number}@rungs.example")
        for number in range(count)
    )
    Watch.objects.bulk_create(Watch(user=person, document=document) for person in people)


def watched_approvals() -> list[int]:
    """The keys of some events that all watchers are to be told of."""
    from benchmarks.proposals import skill_slugs
    from proposals.models import Event, EventKind

    events = Event.objects.filter(kind=EventKind.PROPOSAL_APPROVED, document__slug=skill_slugs()[1])
    return list(events.order_by("pk").values_list("pk", flat=True)[:3])


def measure_telling() -> dict[str, float]:
    from proposals.telling.fan_out import tell

    events = watched_approvals()
    tell.call(events[0])  # what is loaded but once
    began, worked = perf_counter(), process_time()
    told = sum(tell.call(event) for event in events[1:])
    return {
        "told": told,
        "seconds": perf_counter() - began,
        "processor": process_time() - worked,
        "memory": memory(),
    }


def measure_digests() -> dict[str, float]:
    """Of three things that happened, for each who watches."""
    from proposals.mailing.digests import make_digests
    from proposals.mailing.sending import send_waiting
    from proposals.models import Delivery, DeliveryKind, DeliveryState

    began, worked = perf_counter(), process_time()
    make_digests.call(frequency="daily", zone="", slot="2026-11-22")
    digests = Delivery.objects.filter(kind=DeliveryKind.DAILY)
    while digests.filter(state=DeliveryState.WAITING).exists():
        send_waiting.call()
    took = {"seconds": perf_counter() - began, "processor": process_time() - worked}
    sent = digests.filter(state=DeliveryState.SENT).count()
    if sent < WATCHERS:
        raise RuntimeError(f"only {sent} digests were sent")
    return took | {"memory": memory()}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        part(sys.argv[1], sys.argv[2:])
    else:
        main()
