"""What deciding costs: `python -m benchmarks.proposals`, part of `make bench`.

An approval of ten changes, approvals by eight reviewers at once on different skills, and the
queue's page over 10,000 open proposals; on databases made for it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import IO, Any, cast

from benchmarks.databases import POSTGRESQL, SQLITE, databases
from benchmarks.filling import import_matrix, manage, write_matrix

SKILLS = 100
ROLES = 67
REVIEWERS = 8
APPROVALS_EACH = 50
#: Before anything is timed: what a server that has been up for a while has behind it.
FIRST = 5
OPEN = 10_000


def main() -> None:
    kinds = os.environ.get("BENCH_DATABASES", f"{SQLITE},{POSTGRESQL}").split(",")
    rows = []
    with tempfile.TemporaryDirectory(prefix="rungs-bench-") as folder:
        for kind in kinds:
            with databases(kind, Path(folder), durable=True) as of_kind:
                url = of_kind.make("proposals")
                manage("migrate", url=url)
                import_matrix(write_matrix(Path(folder), SKILLS, ROLES, url), SKILLS, url)
                of_kind.settle("proposals")
                one = run("one", url=url)
                together = approvals_a_second(url) if kind == POSTGRESQL else None
                run("fill", url=url)
                of_kind.settle("proposals")
                rows.append((kind, one, together, run("queue", url=url)))
    sys.stdout.write(table(rows))


def table(rows: list[tuple[str, Any, float | None, Any]]) -> str:
    lines = [
        "### Deciding",
        "",
        "| database | approval of 10 changes: median, p95 (ms) | fastest | 8 reviewers at once "
        "(approvals a second) | queue of 10,000: median, p95 (ms) | fastest | queries |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, one, together, queue in rows:
        several = "–" if together is None else f"{together:.0f}"
        lines.append(
            f"| {kind} | {one['median']:.1f}, {one['p95']:.1f} | {one['fastest']:.1f} | {several} "
            f"| {queue['median']:.1f}, {queue['p95']:.1f} | {queue['fastest']:.1f} "
            f"| {queue['queries']} |"
        )
    return "\n".join(lines) + "\n"


def run(part: str, *arguments: str, url: str) -> Any:
    """What a part prints, run in a process of its own."""
    return json.loads(start(part, *arguments, url=url).communicate()[0])


def start(part: str, *arguments: str, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.proposals", part, *arguments],
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def approvals_a_second(url: str) -> float:
    """All processes write their proposals first, and are let go together."""
    reviewers = [start("many", str(number), url=url) for number in range(REVIEWERS)]
    for process in reviewers:
        cast(IO[str], process.stdout).readline()
    began = perf_counter()
    for process in reviewers:
        cast(IO[str], process.stdin).write("go\n")
        cast(IO[str], process.stdin).flush()
    for process in reviewers:
        process.communicate()
    return REVIEWERS * (APPROVALS_EACH - FIRST) / (perf_counter() - began)


def part(name: str, arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    parts: dict[str, Callable[..., Any]] = {
        "one": measure_one,
        "many": approve_many,
        "fill": fill,
        "queue": measure_queue,
    }
    json.dump(parts[name](*arguments), sys.stdout)


def facts(timing: Any) -> dict[str, float]:
    return {"median": timing.median, "p95": timing.p95, "fastest": timing.fastest}


def people(name: str) -> tuple[Any, Any]:
    """An author with room for many proposals, and a moderator of everything."""
    from django.db.models import prefetch_related_objects

    from accounts.models import ModeratorScope, User
    from proposals.operations.accept_terms import accept_terms

    made = []
    for username in (f"author{name}", f"moderator{name}"):
        user = User.objects.filter(username=username).first()
        user = user or User.objects.create_user(username, f"{username}@rungs.example")
        accept_terms(user)
        made.append(user)
    ModeratorScope.objects.get_or_create(user=made[1])
    prefetch_related_objects([made[1]], "moderator_scopes")  # as the pages for reviewers do
    return made[0], made[1]


def ten_changes(document: Any, turn: int) -> list[Any]:
    from skills.algebra.changes import Change
    from skills.projection import live_content

    live = live_content(document)
    paths = sorted(path for path in live if path.field == "description")[:10]
    return [Change(path, live[path], f"{live[path][:400]} Again, {turn}.") for path in paths]


def proposals_of(author: Any, slug: str) -> Iterator[Any]:
    """One after the other on the same skill, each made once the one before it is decided."""
    from proposals.operations.submit import submit
    from skills.models import Document

    document = Document.objects.get(kind="skill", slug=slug)
    turn = 0
    while True:
        turn += 1
        document.refresh_from_db()
        yield submit(document, ten_changes(document, turn), author=author, why="Measuring")


def skill_slugs() -> list[str]:
    """Of ordinary size: at least ten cells, not the largest."""
    from django.db.models import Count

    from skills.models import Skill

    sized = Skill.objects.annotate(cells=Count("expectations"))
    ordinary = sized.filter(cells__gte=10, cells__lte=100)
    return list(ordinary.order_by("pk").values_list("slug", flat=True))


def measure_one() -> dict[str, float]:
    from benchmarks.timing import repeat
    from proposals.operations.approve import approve

    author, moderator = people("")
    proposals = proposals_of(author, skill_slugs()[0])
    waiting: list[Any] = []

    def decide() -> None:
        approve(waiting.pop(), reviewer=moderator, version=1)

    return facts(repeat(decide, before=lambda: waiting.append(next(proposals))))


def approve_many(number: str) -> dict[str, int]:
    from django.conf import settings

    from proposals.operations.approve import approve
    from proposals.operations.submit import submit
    from skills.algebra.changes import Change
    from skills.models import Document
    from skills.projection import live_content

    settings.OPEN_PROPOSALS_NEWCOMER = APPROVALS_EACH
    author, moderator = people(number)
    mine = skill_slugs()[int(number) :: REVIEWERS]
    proposals = []
    for turn in range(APPROVALS_EACH):
        document = Document.objects.get(kind="skill", slug=mine[turn % len(mine)])
        live = live_content(document)
        # Another cell of the skill at each round, so that none overtakes another.
        paths = sorted(path for path in live if path.field == "description")
        path = paths[turn // len(mine) % len(paths)]
        # Unlike what an earlier run on the same database wrote.
        text = f"{live[path][:400]} Again, {turn} of {os.getpid()}."
        change = Change(path, live[path], text)
        proposals.append(submit(document, [change], author=author, why="Measuring"))
    for proposal in proposals[:FIRST]:
        approve(proposal, reviewer=moderator, version=1)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for proposal in proposals[FIRST:]:
        approve(proposal, reviewer=moderator, version=1)
    return {"approved": len(proposals)}


def fill() -> dict[str, int]:
    """Rows as `submit` writes them, of many authors, without the ten minutes it would take."""
    from proposals.models import Proposal, ProposalChange, ProposalVersion
    from proposals.rights import scope_of
    from skills.models import Document

    authors = [people(f"-{number}")[0] for number in range(20)]
    documents = list(Document.objects.filter(kind="skill", slug__in=skill_slugs()))
    lists = [ten_changes(document, 0) for document in documents]
    scopes = [
        scope_of(document, changes) for document, changes in zip(documents, lists, strict=True)
    ]
    proposals = Proposal.objects.bulk_create(
        Proposal(
            document=documents[place % len(documents)],
            author=authors[place % len(authors)],
            summary=f"Measuring {place}",
            title=documents[place % len(documents)].slug,
            kind="wording",
            domain=scopes[place % len(documents)].domains[0],
        )
        for place in range(OPEN)
    )
    versions = ProposalVersion.objects.bulk_create(
        ProposalVersion(proposal=p, number=1, by=p.author, kind="submission", base_number=1)
        for p in proposals
    )
    ProposalChange.objects.bulk_create(
        ProposalChange(
            version=version,
            field=path.field,
            role=path.role,
            level=path.level,
            old=old,
            new=f"{new} {place}",
        )
        for place, version in enumerate(versions)
        for path, old, new in lists[place % len(documents)][:2]
    )
    return {"open": OPEN}


def measure_queue() -> dict[str, float]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from benchmarks.timing import repeat

    settings.ALLOWED_HOSTS = ["testserver"]
    _author, moderator = people("")
    client = Client()
    client.force_login(moderator)
    address = reverse("review")
    statements: list[str] = []

    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        statements.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return facts(repeat(lambda: client.get(address))) | {"queries": len(statements)}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        part(sys.argv[1], sys.argv[2:])
    else:
        main()
