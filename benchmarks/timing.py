"""Running something again and again, with an eye on how fast the machine is at that moment."""

import statistics
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple


class Timing(NamedTuple):
    """Milliseconds. `pace` is what the same loop of arithmetic took in between.

    The fastest says most about the code, the others also about who else used the machine.
    """

    median: float
    p95: float
    fastest: float
    pace: float


def pace() -> float:
    """Milliseconds for a loop that never changes.

    Virtual machines and laptops slow down and speed up under one's hands, by a factor of three
    and more; where this number is double, so is every other.
    """
    start, total = perf_counter(), 0
    for number in range(20_000):
        total += number * number
    return (perf_counter() - start) * 1000


def repeat(
    work: Callable[[], object],
    *,
    before: Callable[[], object] = lambda: None,
    runs: int = 40,
    seconds: float = 2.0,
) -> Timing:
    """Time `work` up to `runs` times, and at least ten, however long that takes.

    `before` comes before each and is not timed.
    """
    for _ in range(3):  # what is loaded, compiled or connected but once
        before()
        work()
    times: list[float] = []
    paces: list[float] = []
    began = perf_counter()
    while len(times) < 10 or (len(times) < runs and perf_counter() - began < seconds):
        paces.append(pace())
        before()
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return timing(times, paces)


def timing(times: list[float], paces: list[float]) -> Timing:
    in_order = sorted(times)
    return Timing(
        statistics.median(in_order),
        in_order[int(len(in_order) * 0.95)],
        in_order[0],
        statistics.median(paces),
    )
