"""What the importing commands say while they work, and at the end."""

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from django.core.management.base import OutputWrapper
from django.core.management.color import Style
from tqdm import tqdm

from skills.exchange.checking import Fault
from skills.exchange.importing import Totals
from skills.exchange.planning import Plan
from skills.exchange.preview import kept_lines, preview


class Report:
    """Listens to an import: faults to standard error, what is kept and previews to output.

    The progress bar counts the files' bytes, on standard error and on a terminal only.
    """

    def __init__(
        self,
        stdout: OutputWrapper,
        stderr: OutputWrapper,
        style: Style,
        files: Sequence[Path],
        dry_run: bool,
    ) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self._style = style
        self._dry_run = dry_run
        self._sizes = {path: path.stat().st_size for path in files if path.is_file()}
        self._before: dict[Path, int] = {}
        position = 0
        for path, size in self._sizes.items():
            self._before[path] = position
            position += size
        self._bar = tqdm(
            total=position,
            unit="B",
            unit_scale=True,
            leave=False,
            disable=not stderr.isatty(),
            bar_format="{l_bar}{bar}| {elapsed}, {remaining} left",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.close()

    def found_fault(self, fault: Fault) -> None:
        self._say(self._stderr, str(fault))

    def planned(self, file: Path, plan: Plan) -> None:
        if self._dry_run:
            for line in preview(plan, self._paint):
                self._say(self._stdout, line)
        for line in kept_lines(plan):
            self._say(self._stdout, f"{file}:{plan.record.line}: {line}")

    def progressed(self, file: Path, fraction: float) -> None:
        position = self._before[file] + int(self._sizes[file] * min(fraction, 1.0))
        self._bar.set_description_str(file.name, refresh=False)
        self._bar.update(max(position - self._bar.n, 0))

    def _say(self, stream: OutputWrapper, line: str) -> None:
        self._bar.clear()
        write_line(stream, line)

    def _paint(self, role: str, text: str) -> str:
        if not self._stdout.isatty():
            return text
        paint = {
            "added": self._style.SUCCESS,
            "removed": self._style.ERROR,
            "title": self._style.MIGRATE_HEADING,
        }
        return paint[role](text)


def write_line(stream: OutputWrapper, line: str, *, ending: str = "\n") -> None:
    """Write, unless whoever read it has gone: that is no reason to stop half way."""
    try:
        stream.write(line, ending=ending)
    except BrokenPipeError:
        # Python flushes standard output once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_PLURALS = {"domain": "domains", "group": "groups", "role": "roles", "skill": "skills"}


def summary(totals: Totals, *, dry_run: bool = False) -> str:
    """The counts, a line for each kind of thing there was."""
    lines = [f"{_count(totals.files, 'file')} read, {totals.refused} refused"]
    if dry_run:
        lines[0] += "; this was a trial, nothing was stored"
    for kind, plural in _PLURALS.items():
        created, changed, unchanged = (
            totals.of(kind, outcome) for outcome in ("created", "changed", "unchanged")
        )
        if created or changed or unchanged or kind == "skill":
            lines.append(f"{plural}: {created} created, {changed} changed, {unchanged} unchanged")
    lines.append(
        f"cells: {totals.cells_added} added, {totals.cells_changed} changed, "
        f"{totals.cells_dropped} dropped"
    )
    lines.append(
        f"{_count(totals.revisions, 'revision')}, {totals.kept} kept because edited since, "
        f"{_count(totals.faults, 'error')}"
    )
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
