"""A table's rows: who, whether it is required, and what is expected."""

from collections.abc import Iterable
from typing import NamedTuple

from skills.algebra.text import clean_line
from skills.exchange.profile.labels import OPTIONAL_MARKS, REQUIRED_MARKS
from skills.exchange.profile.page import Line, split_cells
from skills.exchange.records import FileError


class Row(NamedTuple):
    """`rank` is the table's place, 0 for the lowest level."""

    line: int
    rank: int
    role: str
    required: bool
    description: str


def piped_rows(tables: Iterable[list[Line]]) -> list[Row]:
    """The rows of tables with pipes; raises `FileError` for one that is cut or has too much."""
    return [_piped_row(line, rank) for rank, table in enumerate(tables) for line in table]


def _piped_row(line: Line, rank: int) -> Row:
    """Empty cells may have collapsed: what is left stands further to the left, or is gone.

    So the second cell is the mark, or nothing, or already the description of an optional one.
    """
    if not line.text.endswith("|") or line.text.endswith(r"\|") or len(line.text) == 1:
        raise FileError(
            "this row is cut off: a row ends with the pipe that closes its last cell",
            line=line.number,
        )
    cells = split_cells(line.text)
    if len(cells) > 3:
        raise FileError(
            rf"this row has {len(cells)} cells instead of 3; a pipe inside a text is written \|",
            line=line.number,
        )
    role, second, third = (*cells, "", "")[:3]
    if not role:
        raise FileError("this row doesn't say which role it is about", line=line.number)
    is_required = second in REQUIRED_MARKS
    if is_required or second in OPTIONAL_MARKS or not second:
        return Row(line.number, rank, clean_line(role), is_required, third)
    if third:
        raise FileError(
            "between the role and the description stands neither nothing nor a word for"
            f" “required”, but “{second[:40]}”",
            line=line.number,
        )
    return Row(line.number, rank, clean_line(role), required=False, description=second)
