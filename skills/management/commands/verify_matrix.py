import sys
from typing import Any

from django.core.management.base import BaseCommand

from skills.verification import verify


class Command(BaseCommand):
    help = "Fold every document's changes and compare with the live rows; exit 1 on any difference."

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify()
        for line in (*report.differences, *report.invalid):
            self.stderr.write(str(line))
        if not report.is_clean:
            found = len(report.differences) + len(report.invalid)
            self.stderr.write(f"{found} differences in {report.documents} documents")
            sys.exit(1)
        self.stdout.write(
            f"{report.documents} documents, {report.changes} changes: the log and the matrix agree"
        )
