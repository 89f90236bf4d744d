"""What growth costs: `python -m benchmarks.growth`, part of `make bench`.

The gap page of a role with 200 skills, all of them rated, and the roles nearest to what somebody
has among 70 roles and 600 skills; on databases made for it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.databases import POSTGRESQL, SQLITE, databases
from benchmarks.filling import import_matrix, manage, write_matrix

SKILLS = 600
ROLES = 70
ASKED = 200


def main() -> None:
    kinds = os.environ.get("BENCH_DATABASES", f"{SQLITE},{POSTGRESQL}").split(",")
    rows = []
    with tempfile.TemporaryDirectory(prefix="rungs-bench-") as folder:
        for kind in kinds:
            with databases(kind, Path(folder)) as of_kind:
                url = of_kind.make("growth")
                manage("migrate", url=url)
                import_matrix(write_matrix(Path(folder), SKILLS, ROLES, url), SKILLS, url)
                of_kind.settle("growth")
                rows.append((kind, run(url)))
    sys.stdout.write(table(rows))


def table(rows: list[tuple[str, Any]]) -> str:
    lines = [
        "### Growth",
        "",
        f"| database | gap over {ASKED} skills: median, fastest (ms) | queries | nearest of {ROLES} "
        f"roles by {SKILLS} skills: median, fastest (ms) | after a change of the matrix |",
        "|---|---|---|---|---|",
    ]
    for kind, found in rows:
        gap, near, cold = found["gap"], found["near"], found["cold"]
        lines.append(
            f"| {kind} | {gap['median']:.1f}, {gap['fastest']:.1f} | {found['queries']} "
            f"| {near['median']:.1f}, {near['fastest']:.1f} "
            f"| {cold['median']:.1f}, {cold['fastest']:.1f} |"
        )
    goals = "Goals: a gap page in 8 queries and 40 ms, nearest roles in 100 ms."
    return "\n".join([*lines, "", goals, ""])


def run(url: str) -> Any:
    """What is measured, in a process of its own."""
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", "measure"],
        env={**os.environ, "DATABASE_URL": url, "LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(process.stdout)


def measure() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.core.cache import cache
    from django.test import Client

    from benchmarks.pages import count_queries
    from benchmarks.timing import repeat
    from skills.growth.nearest import nearest, required_by_all
    from skills.growth.notebook import notebook_of
    from skills.models import MatrixClock, Role

    user, role = somebody_rated()
    client = Client()
    client.force_login(user)

    def gap() -> None:
        if client.get("/me/growth/gap/", headers={"host": "localhost"}).status_code != 200:
            raise RuntimeError("no gap page")

    newest = notebook_of(user).newest()

    def near() -> None:
        roles = list(Role.objects.active().by_domain())
        required = required_by_all(MatrixClock.now())
        if not nearest(roles, required, newest, {}, rank=3, leave_out=role):
            raise RuntimeError("no role is near")

    gap()
    found = {
        "queries": count_queries(gap),
        "gap": facts(repeat(gap)),
        "near": facts(repeat(near)),
        "cold": facts(repeat(near, before=cache.clear)),
    }
    json.dump(found, sys.stdout)


def facts(timing: Any) -> dict[str, float]:
    return {"median": timing.median, "fastest": timing.fastest}


def somebody_rated() -> tuple[Any, str]:
    """Somebody on the way to a role that asks 200 skills, with a rating for each; and its slug."""
    from accounts.models import User
    from skills.algebra.changes import Change
    from skills.algebra.paths import LEVELS, LISTED, REQUIRED, description, listing, requirement
    from skills.growth.assessing import Mark, assess
    from skills.growth.goals import Wanted, set_goal
    from skills.models import Document, Expectation, Role
    from skills.publishing import publish

    user = User.objects.create_user("climber", "climber@rungs.example")
    role = Role.objects.order_by("slug")[0]
    senior = LEVELS[2]
    asked = set(Expectation.objects.filter(role=role, level=3).values_list("skill", flat=True))
    others = Document.objects.filter(kind="skill").exclude(pk__in=asked).order_by("pk")
    has_role = set(Expectation.objects.filter(role=role).values_list("skill", flat=True))
    for document in others[: max(ASKED - len(asked), 0)]:
        changes = [
            Change(requirement(role.slug, senior), None, REQUIRED),
            Change(description(role.slug, senior), None, "Does this without being asked twice."),
        ]
        if document.pk not in has_role:
            changes.append(Change(listing(role.slug), None, LISTED))
        publish(document, changes, author=user, summary="For a benchmark")
    set_goal(Wanted(role.slug, "middle", role.slug, senior), user=user)
    cells = Expectation.objects.filter(role=role, level=3).select_related("skill__document")
    marks = [
        Mark(cell.skill.slug, role.slug, LEVELS[place % 5], cell.skill.document.number, "Did it.")
        for place, cell in enumerate(cells)
    ]
    assess(marks, user=user)
    return user, role.slug


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        measure()
    else:
        main()
