"""Which files there are in a place, and what format each is in."""

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Final

from skills.exchange import matrix_csv, matrix_json, matrix_yaml
from skills.exchange.profile import is_profile, read_profile
from skills.exchange.records import DocumentRecord, FileError
from skills.exchange.source import head
from skills.exchange.standing import Key

AUTO: Final = "auto"
#: Formats, and the endings of the files that are in them.
SUFFIXES: Final = {
    "profile": (".txt", ".md"),
    "yaml": (".yaml", ".yml"),
    "json": (".json",),
    "csv": (".csv", ".tsv"),
}


def find_files(paths: Iterable[FilePath], format_name: str) -> list[FilePath]:
    """The files at `paths`, what others refer to first; of a folder, those of the format.

    `auto` takes a folder's YAML files if it has any, and otherwise all that some format may read.
    """
    files: list[FilePath] = []
    for path in paths:
        files.extend(_in_folder(path, format_name) if path.is_dir() else [path])
    return sorted(dict.fromkeys(files), key=_reading_order)


def _in_folder(folder: FilePath, format_name: str) -> list[FilePath]:
    inside = sorted(path for path in folder.rglob("*") if path.is_file())
    yaml = [path for path in inside if path.suffix in SUFFIXES["yaml"]]
    if format_name == AUTO and not yaml:
        wanted = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes}
    else:
        wanted = set(SUFFIXES["yaml" if format_name == AUTO else format_name])
    return [path for path in inside if path.suffix in wanted]


def _reading_order(path: FilePath) -> int:
    stems = list(matrix_yaml.LIST_FILES)
    is_list = path.suffix in SUFFIXES["yaml"] and path.stem in stems
    return stems.index(path.stem) if is_list else len(stems)


def announced_skills(files: Iterable[FilePath]) -> set[Key]:
    """The skills that YAML files bring, by the files' names."""
    return {("skill", path.stem) for path in files if path.suffix in SUFFIXES["yaml"]}


def detect(path: FilePath) -> str:
    """The format of a text file, by its ending or its beginning; raises `FileError`."""
    start = head(path)
    by_suffix = [name for name, suffixes in SUFFIXES.items() if path.suffix.lower() in suffixes]
    if by_suffix and by_suffix != ["profile"]:
        return by_suffix[0]
    if start.lstrip().startswith("{"):
        return "json"
    if is_profile(start):
        return "profile"
    if matrix_csv.delimiter_of(start.partition("\n")[0].rstrip("\r")):
        return "csv"
    if any(line.startswith(("skill:", "- slug:")) for line in start.splitlines()):
        return "yaml"
    message = "this is no format known here: name it with --format, if it is one"
    raise FileError(message, line=1)


def read(path: FilePath, format_name: str, *, title: str = "") -> Iterator[DocumentRecord]:
    """The documents of a file; a `title` is for profile pages that have lost theirs."""
    if format_name == "profile":
        return read_profile(path, title=title)
    return {"yaml": matrix_yaml.read, "json": matrix_json.read, "csv": matrix_csv.read}[
        format_name
    ](path)
