import os
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from skills.exchange.exporting import FORMATS, UnknownSkill, as_text, to_folder, write_file
from skills.history import parse_moment


class Command(BaseCommand):
    help = (
        "Write the matrix to a file (JSON, CSV) or a folder (YAML). Everything, or the skills "
        "named with what they refer to; as it stands, or as it stood."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--format", choices=FORMATS, help="by default what --output ends in, otherwise json"
        )
        parser.add_argument(
            "--skill", nargs="+", action="extend", metavar="SLUG", help="only these skills"
        )
        parser.add_argument(
            "--as-of", metavar="MOMENT", help="as it stood then: 2026-03-17 or 2026-03-17T09:30:00Z"
        )
        parser.add_argument(
            "--output",
            type=Path,
            metavar="PATH",
            help="the folder or file to write; by default JSON and CSV go to standard output",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        format_name = options["format"] or _format_of(output)
        moment = self._moment(options["as_of"])
        try:
            if format_name == "yaml":
                self._write_folder(output, options["skill"], moment)
            else:
                texts = as_text(format_name, skills=options["skill"], as_of=moment)
                self._write_text(output, texts)
        except UnknownSkill as error:
            when = "" if moment is None else f" at {options['as_of']}"
            raise CommandError(f"there is no skill {error.args[0]!r}{when}") from error
        except OSError as error:
            raise CommandError(f"{error.filename or output}: {error.strerror}") from error

    def _moment(self, text: str | None) -> datetime | None:
        try:
            return None if text is None else parse_moment(text)
        except ValidationError as error:
            raise CommandError(f"--as-of: {error.messages[0]}") from error

    def _write_folder(
        self, output: Path | None, skills: list[str] | None, moment: datetime | None
    ) -> None:
        if output is None:
            raise CommandError("YAML is a folder of files: say where with --output DIR")
        if output.exists() and not output.is_dir():
            raise CommandError(f"{output} is a file; YAML is written to a folder")
        count = sum(1 for _ in to_folder(output, skills=skills, as_of=moment))
        self.stderr.write(f"{count} files written to {output}", self.style.SUCCESS)

    def _write_text(self, output: Path | None, texts: Iterator[str]) -> None:
        if output is None:
            self._write_out(texts)
            return
        if output.is_dir():
            raise CommandError(f"{output} is a folder; name a file in it")
        write_file(output, texts)
        self.stderr.write(f"written to {output}", self.style.SUCCESS)

    def _write_out(self, texts: Iterator[str]) -> None:
        try:
            for text in texts:
                self.stdout.write(text, ending="")
        except BrokenPipeError:
            # Whoever read has enough. Python would flush once more at the end, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())


def _format_of(output: Path | None) -> str:
    if output is None:
        return "json"
    if output.suffix == ".csv":
        return "csv"
    return "yaml" if output.is_dir() or output.suffix in ("", ".yaml", ".yml") else "json"
