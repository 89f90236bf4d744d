"""What publishing and verifying cost: `python -m benchmarks.kernel SKILLS ROLES`, on DATABASE_URL.

Runs on a database that holds that matrix, and adds a few skills to it. Prints a `Kernel` in JSON.
"""

import json
import os
import sys
from time import perf_counter, process_time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from accounts.service import service_account
from benchmarks.results import Kernel
from benchmarks.timing import repeat
from skills.algebra.changes import Change, diff
from skills.models import Document
from skills.projection import live_content
from skills.publishing import publish
from skills.synthetic.matrix import SyntheticMatrix
from skills.verification import verify


class Publishing:
    """Each time a list of changes is written first, which is not what is timed."""

    def __init__(self, matrix: SyntheticMatrix) -> None:
        self._matrix = matrix
        self._author = service_account("synthetic")
        self._number = matrix.skills
        self._document = Document()
        self._changes: list[Change] = []

    def write_new(self) -> None:
        # Every twentieth skill is a large one.
        self._number += 20 - self._number % 20
        record = self._matrix.skill(self._number)
        self._document = Document.objects.claim("skill", record.slug)
        self._changes = diff({}, record.content)

    def write_edit(self) -> None:
        self._document.refresh_from_db()
        before = live_content(self._document)
        paragraphs = [path for path in before if path.field == "description"]
        edited = {path: f"{before[path]} And more." for path in paragraphs[::33][:10]}
        self._changes = diff(before, before | edited)

    def publish(self) -> None:
        publish(self._document, self._changes, author=self._author, summary="Measuring")


def main(skills: int, roles: int) -> None:
    publishing = Publishing(SyntheticMatrix(skills, roles))
    new = repeat(publishing.publish, before=publishing.write_new)
    edit = repeat(publishing.publish, before=publishing.write_edit)
    start, processor = perf_counter(), process_time()
    report = verify()
    seconds, processor = perf_counter() - start, process_time() - processor
    if not report.is_clean:
        message = f"{len(report.differences) + len(report.invalid)} differences"
        raise RuntimeError(message)
    kernel = Kernel(new, edit, report.changes, seconds, processor)
    json.dump(kernel, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
