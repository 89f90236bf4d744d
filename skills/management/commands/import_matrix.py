import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.service import service_account
from skills.exchange.connection import writing_much
from skills.exchange.formats import AUTO, SUFFIXES, announced_skills, detect, find_files, read
from skills.exchange.importing import Import
from skills.exchange.records import FileError
from skills.exchange.source import count_lines
from skills.exchange.titles import read_titles
from skills.management.import_report import Report, summary


class Command(BaseCommand):
    help = (
        "Bring files into the matrix: saved skill-profile pages, YAML, JSON or CSV. A file with "
        "anything wrong in it is refused whole. What people have edited since is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
        parser.add_argument(
            "--format",
            choices=[AUTO, *SUFFIXES],
            default=AUTO,
            help="by default told from each file's ending and content",
        )
        parser.add_argument("--title", default="", help="of the one page that has lost its own")
        parser.add_argument(
            "--titles",
            type=Path,
            metavar="FILE",
            help="file names and titles of such pages, as YAML or CSV",
        )
        parser.add_argument(
            "--author", metavar="USER", help="who publishes; by default the account 'importer'"
        )
        parser.add_argument(
            "--source",
            default="",
            metavar="NAME",
            help="what the import is known by: a later one of the same name may change what it "
            "wrote; by default the format's name",
        )
        parser.add_argument(
            "--move", action="store_true", help="let documents go to another group or domain"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="also change what people have edited since"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = find_files(options["paths"], options["format"])
        titles = self._titles(options["titles"])
        if options["title"] and len(files) != 1:
            raise CommandError(f"--title is for one page; for these {len(files)}, use --titles")
        if len(options["source"]) > 100:
            raise CommandError("--source: at most 100 characters")
        report = Report(self.stdout, self.stderr, self.style, files, options["dry_run"])
        with report, writing_much():
            run = Import(
                author=self._author(options["author"]),
                listener=report,
                move=options["move"],
                overwrite=options["overwrite"],
                dry_run=options["dry_run"],
                announced=announced_skills(files),
            )
            for path in files:
                title = options["title"] or titles.get(path.name, "")
                try:
                    lines = count_lines(path)
                    found = detect(path) if options["format"] == AUTO else options["format"]
                except FileError as error:
                    run.refuse(path, error)
                    continue
                records = read(path, found, title=title)
                run.read(path, records, source=options["source"] or found, lines=lines)
            totals = run.finish()
        self.stdout.write(summary(totals, dry_run=options["dry_run"]))
        if totals.faults:
            sys.exit(1)

    def _titles(self, path: Path | None) -> dict[str, str]:
        try:
            return read_titles(path) if path else {}
        except FileError as error:
            where = f"{path}:{error.line}" if error.line else f"{path}"
            raise CommandError(f"{where}: {error.message}") from error

    def _author(self, username: str | None) -> User:
        try:
            if username is None:
                return service_account("importer")
        except ValueError as error:
            raise CommandError(f"{error}: name the author with --author") from error
        user = User.objects.named(username).first()
        if user is None:
            raise CommandError(f"--author: there is nobody called {username!r}")
        return user
