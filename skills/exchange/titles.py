"""The titles of pages that lost theirs: a file that maps file names to titles, YAML or CSV.

page-1.txt: Python                file,title
page-2.txt: ML Pipelines          page-1.txt,Python
"""

import csv
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Final, NamedTuple

import yaml

from skills.algebra.text import clean_line
from skills.exchange.records import FileError
from skills.exchange.source import count_lines

_LARGEST: Final = 10_000_000
_CSV_HEAD: Final = ("file", "title")


class _Entry(NamedTuple):
    line: int
    file: str
    title: str


def read_titles(path: FilePath) -> dict[str, str]:
    """Titles by file name, the folder left out; raises `FileError`.

    A file whose name ends in `.csv` is CSV, with or without a line of heads; any other is YAML.
    """
    count_lines(path)
    if path.stat().st_size > _LARGEST:
        raise FileError(f"the file is larger than {_LARGEST:,} bytes; it holds more than titles")
    text = path.read_text(encoding="utf-8-sig")
    entries = _csv_entries(text) if path.suffix.lower() == ".csv" else _yaml_entries(text)
    titles: dict[str, str] = {}
    for line, file, raw in entries:
        name, title = FilePath(file.strip()).name, clean_line(raw)
        if not name or not title:
            what = "title" if name else "file name"
            raise FileError(f"the {what} is missing", line=line)
        if name in titles:
            raise FileError(f"{name} has a title twice", line=line)
        titles[name] = title
    if not titles:
        raise FileError("there are no titles in this file")
    return titles


def _csv_entries(text: str) -> Iterator[_Entry]:
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        for row in rows:
            is_head = rows.line_num == 1 and tuple(map(str.casefold, row)) == _CSV_HEAD
            if not row or is_head:
                continue
            if len(row) != len(_CSV_HEAD):
                message = f"a row has two columns, file and title; this one has {len(row)}"
                raise FileError(message, line=rows.line_num)
            yield _Entry(rows.line_num, *row)
    except csv.Error as error:
        raise FileError(f"this is no valid CSV: {error}", line=rows.line_num) from error


def _yaml_entries(text: str) -> Iterator[_Entry]:
    """Event by event: neither nesting nor aliases get far enough to do harm."""
    wrong = "this should be `file name: title`, one a line"
    try:
        key: yaml.ScalarEvent | None = None
        in_mapping = False
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.ScalarEvent) and in_mapping:
                if key is None:
                    key = event
                else:
                    is_null = not event.style and event.value in ("~", "null")
                    yield _Entry(line, key.value, "" if is_null else event.value)
                    key = None
            elif isinstance(event, yaml.MappingStartEvent) and not in_mapping:
                in_mapping = True
            elif isinstance(event, yaml.NodeEvent):
                raise FileError(wrong, line=line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise FileError(f"this is no valid YAML: {error.problem}", line=line) from error
    except yaml.YAMLError as error:
        raise FileError("this is no valid YAML: it has characters YAML does not allow") from error
