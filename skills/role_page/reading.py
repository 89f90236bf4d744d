"""What every page about roles needs to know, whether it shows today or the past."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from skills.as_of import AsOf
from skills.role_page.outline import Outline


class Named(NamedTuple):
    """A document by its permanent slug and the name it has, or had then."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role as it stands, or stood. `pk` is its document's; `number` and `updated_on` are those of
    its newest revision, and unknown in the past.
    """

    pk: int
    slug: str
    name: str
    summary: str
    domain: Named
    is_retired: bool
    successor: str
    number: int | None = None
    updated_on: date | None = None


#: A cell's paragraph by skill (primary key), role (slug) and level (rank).
type Texts = dict[tuple[int, str, int], str]


class Reading(Protocol):
    """A matrix, live or past, of which one or two roles are read.

    Each method asks the database a constant number of times. A skill that goes away between two
    of them is missing from the answer of the second.
    """

    roles: dict[str, RoleFacts]
    #: The moment as of which everything can be read again as it is here.
    lasting: AsOf

    def outlines(self) -> dict[str, Outline]:
        """What each of the roles asks for, by the role's slug."""
        ...

    def names(self, pks: Collection[int]) -> dict[int, str]:
        """What the skills with these primary keys are called."""
        ...

    def texts(self, pks: Collection[int], cells: Collection[tuple[str, int]]) -> Texts:
        """The paragraphs that these skills have for these roles (slug) and levels (rank)."""
        ...
