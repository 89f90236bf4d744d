"""A saved page as lines: what stands above the tables, and the five tables' rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Final, NamedTuple

from skills.algebra.paths import LEVELS
from skills.algebra.text import clean_text
from skills.exchange.profile.labels import is_table_head, label_of, names_level
from skills.exchange.profile.languages import Label
from skills.exchange.records import FileError
from skills.exchange.source import count_lines

#: More than 70 roles at five levels, each text as long as a text may be.
_LARGEST_PAGE: Final = 8_000_000
_LONGEST_TABLE_HEAD: Final = 100
_RULE = re.compile(r"[|:\s-]*-[|:\s-]*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


class Line(NamedTuple):
    """`number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page cut at its table heads. No blank line is left in it.

    In a `piped` page a row is `| role | required | text |`, else it is `role required text`.
    """

    above: list[Line]
    heads: list[Line]
    tables: list[list[Line]]
    piped: bool


def read_lines(path: FilePath) -> list[Line]:
    """The file's lines, each clean by the rule for all texts; raises `FileError`."""
    count_lines(path)
    if (size := path.stat().st_size) > _LARGEST_PAGE:
        message = f"the file has {size:,} bytes; a saved page has {_LARGEST_PAGE:,} at most"
        raise FileError(message)
    return lines_of(path.read_text(encoding="utf-8-sig"))


def lines_of(text: str) -> list[Line]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [Line(number, clean_text(line)) for number, line in enumerate(text.split("\n"), start=1)]


def split_cells(row: str) -> list[str]:
    r"""The cells of a row between pipes; `\|` is a pipe inside a cell."""
    cells = _UNESCAPED_PIPE.split(row)
    return [cell.strip().replace(r"\|", "|") for cell in cells[1:-1]]


def is_head(line: Line) -> bool:
    """Whether a line is a table's head, in either layout."""
    if not line.text or len(line.text) > _LONGEST_TABLE_HEAD:
        return False
    if line.text.startswith("|"):
        cells = split_cells(line.text)
        return len(cells) == 3 and is_table_head(" ".join(cells))
    return is_table_head(line.text)


def split_page(lines: Sequence[Line]) -> Page:
    """Cut `lines` at the table heads; raises `FileError` unless there are five tables."""
    at = [index for index, line in enumerate(lines) if is_head(line)]
    if not at:
        raise FileError(
            "this is no saved skill-profile page, or not all of it: it has no table"
            " with the columns role, required and description"
        )
    heads = [lines[index] for index in at]
    if len(at) != len(LEVELS):
        raise FileError(
            f"the page has {len(at)} {'table' if len(at) == 1 else 'tables'} of expectations;"
            f" there are {len(LEVELS)} levels, so it should have {len(LEVELS)}",
            line=heads[-1].number,
        )
    piped = heads[0].text.startswith("|")
    for head in heads:
        if head.text.startswith("|") != piped:
            raise FileError("tables with pipes and without stand on one page", line=head.number)
    above = list(lines[: at[0]])
    parts = [list(lines[one + 1 : two]) for one, two in zip(at, [*at[1:], None], strict=True)]
    _drop_level_names(above, parts)
    tables = _piped_tables(parts) if piped else _plain_tables(parts)
    return Page([line for line in above if line.text], heads, tables, piped)


def _drop_level_names(above: list[Line], parts: list[list[Line]]) -> None:
    """Take away the headings of the five tables if they are there, all of them and in order."""
    before = [above, *parts[:-1]]
    for lines in before:
        while lines and not lines[-1].text:
            lines.pop()
    if all(lines and names_level(lines[-1].text, rank) for rank, lines in enumerate(before)):
        for lines in before:
            lines.pop()


def _piped_tables(parts: list[list[Line]]) -> list[list[Line]]:
    tables = []
    for rank, part in enumerate(parts):
        lines = [line for line in part if line.text]
        if lines and _RULE.fullmatch(lines[0].text):
            del lines[0]
        rows = [line for line in lines if line.text.startswith("|")]
        # Below the last table a page may go on with other things, but then not with rows.
        others = [line for line in lines if not line.text.startswith("|")]
        is_last = rank == len(parts) - 1
        if others and not (is_last and all(row < others[0] for row in rows)):
            raise FileError(
                "this line stands among the rows of a table and is none: a row is"
                " `| role | required | description |` on one line",
                line=others[0].number,
            )
        tables.append(rows)
    return tables


def _plain_tables(parts: list[list[Line]]) -> list[list[Line]]:
    """Without pipes nothing tells rows from what follows the last table, but a blank line.

    Where a page has blank lines between its rows, only a heading known to come next does.
    """
    tables = [[line for line in part if line.text] for part in parts[:-1]]
    spaced = any(_has_gap(part) for part in parts[:-1])
    last: list[Line] = []
    for line in parts[-1]:
        if label_of(line.text) == Label.COMMUNITY or (last and not line.text and not spaced):
            break
        if line.text:
            last.append(line)
    return [*tables, last]


def _has_gap(part: list[Line]) -> bool:
    filled = [index for index, line in enumerate(part) if line.text]
    return bool(filled) and filled[-1] - filled[0] + 1 > len(filled)
