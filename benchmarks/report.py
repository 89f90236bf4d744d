"""What was measured, as tables in Markdown, with the goals beside it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.databases import POSTGRESQL
from benchmarks.results import Page, Results
from benchmarks.timing import Timing


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────


class Goal(NamedTuple):
    """`milliseconds` at any size, `queries` at most, `kilobytes` compressed."""

    milliseconds: float = 0.0
    kilobytes: float = 0.0


QUERIES_GOAL = 8
GROWTH_GOAL = 1.3
GOALS = {
    "skill, 30 cells": Goal(milliseconds=4),
    "skill, 335 cells": Goal(milliseconds=25, kilobytes=60),
}
SEARCH_GOALS = {
    "search: a rare word": Goal(milliseconds=50),
    "search: a word of 1 skill in 28": Goal(milliseconds=50),
    "search: a word of every skill": Goal(milliseconds=150),
}


def pages_table(results: Results) -> str:
    sizes = sorted(results.pages)
    heads = ["page"]
    for size in sizes:
        heads += [f"{size:,} skills: median", "p95", "fastest"]
    heads += ["first time", "queries", "kB", "gzip", "goal"]
    return table(heads, (_page_row(of_page, results.kind) for of_page in _by_page(results)))


def _by_page(results: Results) -> Iterable[list[Page]]:
    """Each page at every size, the smallest first."""
    return (
        list(found)
        for found in zip(*(results.pages[size] for size in sorted(results.pages)), strict=True)
    )


def _page_row(found: list[Page], kind: str) -> list[str]:
    largest = found[-1]
    row = [largest.name]
    for page in found:
        row += [
            f"{page.timing.median:.1f}",
            f"{page.timing.p95:.1f}",
            f"{page.timing.fastest:.1f}",
        ]
    queries = sorted({page.queries for page in found})
    return [
        *row,
        f"{largest.first:.1f}",
        "–".join(str(number) for number in dict.fromkeys([queries[0], queries[-1]])),
        f"{largest.size / 1000:.0f}",
        f"{largest.compressed / 1000:.1f}",
        _missed(found, kind),
    ]


def _missed(found: list[Page], kind: str) -> str:
    """Which goals the page misses, judged by its median."""
    largest = found[-1]
    goal = GOALS.get(largest.name, Goal())
    if kind == POSTGRESQL and largest.name in SEARCH_GOALS:
        goal = SEARCH_GOALS[largest.name]
    missed = []
    slowest = max(page.timing.median for page in found)
    if goal.milliseconds and slowest > goal.milliseconds:
        missed.append(f"over {goal.milliseconds:.0f} ms")
    if goal.kilobytes and largest.compressed / 1000 > goal.kilobytes:
        missed.append(f"over {goal.kilobytes:.0f} kB")
    if max(page.queries for page in found) > QUERIES_GOAL:
        missed.append(f"over {QUERIES_GOAL} queries")
    # The sizes were measured minutes apart, and medians would compare the minutes.
    growth = largest.timing.fastest / found[0].timing.fastest
    if not largest.name.startswith("search") and growth > GROWTH_GOAL:
        missed.append(f"grows × {growth:.1f}")
    return ", ".join(missed) or "met"


# ── The kernel, and filling ────────────────────────────────────────────────────────────────────

NEW_GOALS = {"SQLite": 60, "PostgreSQL": 90}
IMPORT_GOALS = {"SQLite": 120, "PostgreSQL": 240}
VERIFY_GOAL = 100_000
MEMORY_GOAL = 500


def kernel_table(all_results: Sequence[Results]) -> str:
    kernels = [results.kernel for results in all_results]
    goals = ", ".join(f"{kind} {limit} ms" for kind, limit in NEW_GOALS.items())
    seconds = [
        f"{kernel.changes / kernel.verify_seconds:,.0f} a second, "
        f"{kernel.changes / kernel.verify_processor:,.0f} a second of processor"
        for kernel in kernels
    ]
    return table(
        ["what", *(results.kind for results in all_results), "goal"],
        [
            [
                "publishing a new skill of 335 cells",
                *(_timing(each.new) for each in kernels),
                goals,
            ],
            ["publishing ten changed paragraphs", *(_timing(each.edit) for each in kernels), ""],
            [f"verifying {kernels[0].changes:,} changes", *seconds, f"{VERIFY_GOAL:,} a second"],
        ],
    )


def _timing(timing: Timing) -> str:
    return f"{timing.median:.1f} ms, p95 {timing.p95:.1f}, fastest {timing.fastest:.1f}"


def filling_table(all_results: Sequence[Results]) -> str:
    rows = [
        [
            f"{results.kind}, {filling.skills:,} skills",
            f"{filling.cells:,}",
            f"{filling.seconds:.1f} s",
            f"{filling.processor:.1f} s",
            f"{filling.cells / filling.seconds:,.0f}",
            f"{filling.megabytes:.0f} MB",
        ]
        for results in all_results
        for filling in results.fillings
    ]
    heads = ["import", "cells", "took", "processor", "cells a second", "memory"]
    goals = ", ".join(f"{kind} {limit} s" for kind, limit in IMPORT_GOALS.items())
    return f"{table(heads, rows)}\n\nGoals for a million cells: {goals}, {MEMORY_GOAL} MB."
