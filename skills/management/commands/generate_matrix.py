from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.service import service_account
from skills.algebra.changes import diff
from skills.exchange import matrix_json
from skills.exchange.exporting import write_file
from skills.exchange.records import DocumentRecord
from skills.models import Document
from skills.publishing import publish
from skills.synthetic.matrix import SyntheticMatrix


class Command(BaseCommand):
    help = (
        "Publish a made-up matrix of any size, the same one for the same seed: for measuring, and "
        "for trying things out. With --output it goes to a file that import_matrix reads."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--skills", type=int, required=True, metavar="N")
        parser.add_argument("--roles", type=int, default=67, metavar="M", help="by default 67")
        parser.add_argument("--seed", type=int, default=0, metavar="S", help="by default 0")
        parser.add_argument(
            "--add",
            action="store_true",
            help="beside what the database holds; documents that are there already are left alone",
        )
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="write JSON, and leave the database alone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            matrix = SyntheticMatrix(options["skills"], options["roles"], options["seed"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        documents = self._counted(matrix)
        if options["output"]:
            write_file(options["output"], matrix_json.write(documents))
            self.stdout.write(f"{matrix.skills} skills written to {options['output']}")
            return
        if not options["add"] and Document.objects.published().exists():
            raise CommandError("There is a matrix in this database. To add to it, say --add.")
        published = self._publish(documents)
        self.stdout.write(f"{published} documents published")

    def _publish(self, records: Iterable[DocumentRecord]) -> int:
        author = service_account("synthetic")
        published = 0
        for record in records:
            document = Document.objects.claim(record.kind, record.slug)
            if document.is_published:
                continue
            publish(
                document,
                diff({}, record.content),
                author=author,
                summary="Made up",
                source="synthetic",
                source_date=record.updated_on,
            )
            published += 1
        return published

    def _counted(self, matrix: SyntheticMatrix) -> Iterator[DocumentRecord]:
        """The documents, with a progress bar where somebody watches."""
        yield from tqdm(
            matrix.documents(),
            total=matrix.skills + matrix.roles + len(matrix.groups) + len(matrix.domains),
            unit=" documents",
            disable=None,
        )
