"""What a page costs: `python -m benchmarks.pages SKILLS ROLES`, on the database of DATABASE_URL.

The whole site answers, in production settings and with all of its middleware, but in this process
and without a network. Prints a list in JSON, a `Page` each.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
site = get_wsgi_application()

from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from benchmarks.results import Page
from benchmarks.timing import repeat
from skills.synthetic.matrix import SyntheticMatrix
from skills.synthetic.words import EVERYWHERE


class Answer(NamedTuple):
    status: str
    body: bytes


def get(address: str, *, compressed: bool = False) -> Answer:
    """As a server would call the site, with what a server does before and after each answer."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "HTTP_HOST": "localhost",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "wsgi.input": BytesIO(),
    }
    if compressed:
        environ["HTTP_ACCEPT_ENCODING"] = "gzip"
    setup_testing_defaults(environ)
    statuses: list[str] = []

    def start_response(status: str, *rest: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda data: None

    answer = site(environ, start_response)
    try:
        return Answer(statuses[0], b"".join(answer))
    finally:
        answer.close()


def measure(name: str, address: str) -> Page:
    answer = get(address)
    if answer.status != "200 OK":
        message = f"{address} answered {answer.status}"
        raise RuntimeError(message)
    return Page(
        name,
        address,
        repeat(lambda: get(address)),
        repeat(lambda: get(address), before=cache.clear, runs=10).median,
        count_queries(lambda: get(address)),
        len(answer.body),
        len(get(address, compressed=True).body),
    )


def count_queries(work: Callable[[], object]) -> int:
    """At their most: with nothing at hand that was worked out before."""
    cache.clear()
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        work()
    return len(statements)


def addresses(matrix: SyntheticMatrix) -> Iterator[tuple[str, str]]:
    """What is measured: a name and an address each."""
    large, small = matrix.skill(0), matrix.skill(1)
    here, there = matrix.role_places[0].slug, matrix.role_places[1].slug
    group = matrix.groups[0].slug
    yield "home", reverse("home")
    yield "skill, 30 cells", reverse("skill", args=[small.slug])
    yield "skill, 335 cells", reverse("skill", args=[large.slug])
    yield "skill, 335 cells, for a role", _asking("skill", large.slug, role=here, level="senior")
    yield "skill list", reverse("skill_list")
    yield "role list", reverse("role_list")
    yield "role", reverse("role", args=[here])
    yield "role at a level", reverse("role_level", args=[here, "senior"])
    two_roles = {"from": here, "from_level": "middle", "to": there, "to_level": "senior"}
    yield "two roles compared", _asking("role_compare", **two_roles)
    yield "domain", reverse("domain", args=[matrix.domains[0].slug])
    yield "group", reverse("group", args=[group])
    yield "history of a skill", reverse("skill_history", args=[large.slug])
    yield "a revision", reverse("skill_revision", args=[large.slug, 1])
    yield "what changed", reverse("changes")
    name, subject = matrix.name_of(0).lower().split()
    yield "search: a rare word", _asking("search", q=name)
    yield "search: a word of 1 skill in 28", _asking("search", q=subject)
    yield "search: a word of every skill", _asking("search", q=EVERYWHERE)
    yield "search: both of these", _asking("search", q=f"{EVERYWHERE} {subject}")
    yield "search: a rare word, mistyped", _asking("search", q=name[:3] + name[4:])


def _asking(view: str, *parts: str, **query: str) -> str:
    return f"{reverse(view, args=parts)}?{urlencode(query)}"


def main(skills: int, roles: int) -> None:
    found = []
    for name, address in addresses(SyntheticMatrix(skills, roles)):
        page = measure(name, address)
        sys.stderr.write(f"  {page.timing.median:8.1f} ms  {name}\n")
        found.append(page)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
