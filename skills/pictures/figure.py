"""A picture as a page shows it: with its numbers as a table, and the address of its file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from skills.pictures.shapes import Picture
from skills.pictures.svg import in_page


@dataclass(frozen=True, slots=True)
class Figure:
    """`rows` start with what each is about. `note` says what the picture leaves out, if anything;
    `file` is empty where there is none, as for what only a browser keeps.
    """

    picture: Picture
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    file: str
    note: str = ""

    @property
    def svg(self) -> SafeString:
        return in_page(self.picture)
