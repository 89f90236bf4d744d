"""Which skills a role asks for, by group, at which levels: everything but the words.

Small, whatever the length of the paragraphs, so that a page can count over the whole role, cut
out what it shows, and fetch names and paragraphs for that alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, Self


class Entry(NamedTuple):
    """A skill's place in a role. `pk` is its document's. Bit `rank - 1` of `levels` is set where something is expected at
    that level, and of `required` where it is required.
    """

    pk: int
    slug: str
    levels: int
    required: int

    def has(self, rank: int) -> bool:
        return bool(self.levels >> rank - 1 & 1)

    def requires(self, rank: int) -> bool:
        return bool(self.required >> rank - 1 & 1)


class Group(NamedTuple):
    slug: str
    name: str
    domain: str


class Place(NamedTuple):
    """An entry with what decides where it stands. `domain` is the slug of its group's."""

    domain: str
    group: Group
    name: str
    entry: Entry


class Counts(NamedTuple):
    required: int
    optional: int

    @property
    def skills(self) -> int:
        return self.required + self.optional


@dataclass(frozen=True, slots=True)
class Outline:
    """Groups in reading order, and in each the skills by name."""

    groups: list[tuple[Group, list[Entry]]]

    @classmethod
    def of(cls, entries: Iterable[tuple[Group, Entry]]) -> Self:
        """From entries that stand in reading order, a group's together."""
        return cls(
            [
                (group, [entry for _, entry in of_group])
                for group, of_group in groupby(entries, key=lambda pair: pair[0])
            ]
        )

    @classmethod
    def sorted(cls, places: Iterable[Place], *, home: str) -> Self:
        """From entries in any order: domain by domain with the role's own first, by name.

        Sorted here, because databases differ in how they order what is not plain ASCII.
        """

        def reading_order(place: Place) -> tuple[bool, str, str, str, str, str, str]:
            domain, group, name, entry = place
            return (
                domain != home,
                group.domain.casefold(),
                domain,
                group.name.casefold(),
                group.slug,
                name.casefold(),
                entry.slug,
            )

        return cls.of((place.group, place.entry) for place in sorted(places, key=reading_order))

    def flat(self) -> list[tuple[Group, Entry]]:
        return [(group, entry) for group, entries in self.groups for entry in entries]

    def keep(self, wanted: Callable[[Entry], bool]) -> Self:
        """The same with the wanted skills alone; groups left empty go."""
        return type(self).of((group, entry) for group, entry in self.flat() if wanted(entry))

    def at(self, rank: int) -> Self:
        return self.keep(lambda entry: entry.has(rank))

    @property
    def skills(self) -> int:
        return sum(len(entries) for _, entries in self.groups)

    @property
    def required(self) -> int:
        """How many skills are required at one level at least."""
        return sum(1 for _, entries in self.groups for entry in entries if entry.required)

    def counts(self, rank: int) -> Counts:
        bit = 1 << rank - 1
        entries = [entry for _, entries in self.groups for entry in entries]
        required = sum(1 for entry in entries if entry.required & bit)
        return Counts(required, sum(1 for entry in entries if entry.levels & bit) - required)


def masks(cells: Iterable[tuple[int, bool]]) -> tuple[int, int]:
    """`levels` and `required` of an `Entry`, from the rank of each cell and whether it is required."""
    levels = required = 0
    for rank, is_required in cells:
        levels |= 1 << rank - 1
        required |= is_required << rank - 1
    return levels, required
