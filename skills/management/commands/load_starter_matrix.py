import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.service import service_account
from skills.exchange import matrix_yaml
from skills.exchange.formats import announced_skills, find_files
from skills.exchange.importing import Import
from skills.management.import_report import Report, summary
from skills.models import Document


class Command(BaseCommand):
    help = "Load the matrix that comes with the project, so that a new site is worth reading."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there is a matrix already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Document.objects.published().exists():
            return
        files = find_files([settings.BASE_DIR / "fixtures" / "matrix"], "yaml")
        with Report(self.stdout, self.stderr, self.style, files, dry_run=False) as report:
            run = Import(
                author=service_account("importer"),
                listener=report,
                summary="Starter matrix",
                announced=announced_skills(files),
            )
            for path in files:
                run.read(path, matrix_yaml.read(path), source="starter")
            totals = run.finish()
        self.stdout.write(summary(totals))
        if totals.faults:
            sys.exit(1)
