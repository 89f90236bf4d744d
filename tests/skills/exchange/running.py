"""Importing a file as the command does, without its words."""

from pathlib import Path
from typing import Any

from skills.exchange.checking import Fault
from skills.exchange.formats import announced_skills, detect, find_files, read
from skills.exchange.importing import Import, Totals
from skills.exchange.planning import Plan
from skills.exchange.records import FileError
from tests.factories import author


class Heard:
    """Remembers what an import says."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.plans: list[Plan] = []

    def found_fault(self, fault: Fault) -> None:
        self.faults.append(fault)

    def planned(self, file: Path, plan: Plan) -> None:
        self.plans.append(plan)

    def progressed(self, file: Path, fraction: float) -> None:
        pass


def run_import(
    *paths: Path, source: str = "", heard: Heard | None = None, **options: Any
) -> Totals:
    files = find_files(paths, "auto")
    run = Import(
        author=author(),
        listener=heard or Heard(),
        announced=announced_skills(files),
        **options,
    )
    for path in files:
        found = detect(path)
        run.read(path, read(path, found), source=source or found)
    return run.finish()


def faults_in(folder: Path, name: str, text: str | bytes) -> list[str]:
    """What an import says of a file with this text: `LINE: sentence`."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    heard = Heard()
    try:
        run_import(path, heard=heard)
    except FileError as error:
        return [f"{error.line}: {error.message}"]
    return [f"{fault.line}: {fault.message}" for fault in heard.faults]
