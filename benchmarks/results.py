"""What is measured, as it travels between processes: lists in JSON."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from benchmarks.timing import Timing


class Page(NamedTuple):
    """`first` is the median where nothing worked out for an earlier page is at hand; bytes."""

    name: str
    address: str
    timing: Timing
    first: float
    queries: int
    size: int
    compressed: int

    @classmethod
    def read(cls, name: str, address: str, timing: list[Any], *rest: Any) -> Self:
        return cls(name, address, Timing(*timing), *rest)


class Kernel(NamedTuple):
    """Of a new skill with 335 cells, of ten paragraphs changed in it, and of the whole log."""

    new: Timing
    edit: Timing
    changes: int
    verify_seconds: float
    verify_processor: float

    @classmethod
    def read(cls, new: list[Any], edit: list[Any], *rest: Any) -> Self:
        return cls(Timing(*new), Timing(*edit), *rest)


class Filling(NamedTuple):
    """An import; `megabytes` is the most that its process held, `processor` its seconds of that."""

    skills: int
    cells: int
    seconds: float
    processor: float
    megabytes: float


class Results(NamedTuple):
    """Everything that was measured on one kind of database; pages by the number of skills."""

    kind: str
    version: str
    fillings: list[Filling]
    pages: dict[int, list[Page]]
    kernel: Kernel

    def paces(self) -> Iterable[float]:
        for pages in self.pages.values():
            yield from (page.timing.pace for page in pages)
        yield from (self.kernel.new.pace, self.kernel.edit.pace)
