"""Taking the matrix out: as it stands, or as it stood, in one of the project's own formats."""

import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from pathlib import Path as FilePath
from typing import Final

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from skills.algebra.paths import PARENT, SUCCESSOR, Content, listed_roles
from skills.exchange import matrix_csv, matrix_json, matrix_yaml
from skills.exchange.records import DocumentRecord
from skills.exchange.standing import Key
from skills.history import contents_at_sequence, read_snapshot, sequence_at
from skills.models import Document, Kind, Revision
from skills.projection import PARENTS, live_contents

FORMATS: Final = ("json", "yaml", "csv")
#: Documents read at a time: bounds the memory, not the result.
_BATCH: Final = 100
_ORDER: Final = (Kind.DOMAIN, Kind.GROUP, Kind.ROLE, Kind.SKILL)


class UnknownSkill(ObjectDoesNotExist):
    """A skill was asked for that is not there, or was not there then; its slug is the argument."""


def licence_line() -> str:
    """What every YAML file says in its first line."""
    address = f", {settings.CONTENT_LICENSE_URL}" if settings.CONTENT_LICENSE_URL else ""
    return f"{settings.SITE_NAME}, {settings.CONTENT_LICENSE}{address}"


def as_text(
    format_name: str, *, skills: Collection[str] | None = None, as_of: datetime | None = None
) -> Iterator[str]:
    """The matrix in one piece of `json` or `csv`, streamed out of one snapshot of the database.

    All of it, or some `skills` with what they refer to. Raises `UnknownSkill`.
    """
    write = {"json": matrix_json.write, "csv": matrix_csv.write}[format_name]
    with read_snapshot():
        yield from write(_Source(as_of).records(skills))


def to_folder(
    folder: FilePath, *, skills: Collection[str] | None = None, as_of: datetime | None = None
) -> Iterator[FilePath]:
    """The matrix as a folder of YAML files, each named as it has been written."""
    comment = licence_line()
    lists: dict[str, list[DocumentRecord]] = {}
    names = {kind: f"{stem}.yaml" for stem, kind in matrix_yaml.LIST_FILES.items()}
    with read_snapshot():
        for record in _Source(as_of).records(skills):
            if record.kind == Kind.SKILL:
                text = matrix_yaml.skill_file(record, comment=comment)
                yield write_file(folder / "skills" / f"{record.slug}.yaml", [text])
            else:
                lists.setdefault(names[record.kind], []).append(record)
    for name, records in lists.items():
        yield write_file(folder / name, matrix_yaml.list_file(records, comment=comment))


def write_file(path: FilePath, texts: Iterable[str]) -> FilePath:
    """A file that is there whole or not at all, whatever happens while it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        unfinished = FilePath(file.name)
        try:
            file.writelines(texts)
        except BaseException:
            with suppress(FileNotFoundError):
                unfinished.unlink()
            raise
    unfinished.chmod(0o644)
    unfinished.replace(path)
    return path


@dataclass(frozen=True, slots=True)
class _State:
    """What stands beside a document's content."""

    number: int
    updated_on: date


class _Source:
    """The documents as they stand, or as they stood at `as_of`."""

    def __init__(self, as_of: datetime | None) -> None:
        self._sequence = None if as_of is None else sequence_at(as_of)
        # Sorted here: databases differ in what comes first, a hyphen or a letter.
        self._documents: dict[Key, Document] = {
            (document.kind, document.slug): document
            for document in sorted(
                Document.objects.published(),
                key=lambda document: (_ORDER.index(Kind(document.kind)), document.slug),
            )
        }

    def records(self, skills: Collection[str] | None) -> Iterator[DocumentRecord]:
        """Domains, then groups, roles and skills, each by slug."""
        wanted = None if skills is None else self._with_what_they_need(skills)
        documents = (
            document for key, document in self._documents.items() if wanted is None or key in wanted
        )
        for batch in batched(documents, _BATCH, strict=False):
            contents, states = self._contents(batch), self._states(batch)
            for document in batch:
                if content := contents.get(document.pk):
                    state = states[document.pk]
                    yield DocumentRecord(
                        document.kind,
                        document.slug,
                        content,
                        number=state.number,
                        updated_on=state.updated_on,
                    )

    def _contents(self, documents: Collection[Document]) -> dict[int, Content]:
        if self._sequence is None:
            return live_contents(documents)
        return contents_at_sequence(documents, self._sequence)

    def _states(self, documents: Collection[Document]) -> dict[int, _State]:
        if self._sequence is None:
            return {
                document.pk: _State(document.number, document.updated_on)
                for document in documents
                if document.updated_on
            }
        rows = (
            Revision.objects.filter(document__in=documents, sequence__lte=self._sequence)
            .order_by("sequence")
            .values_list("document_id", "number", "source_date", "created_at")
        )
        return {
            pk: _State(number, source_date or created_at.date())
            for pk, number, source_date, created_at in rows
            if created_at
        }

    def _with_what_they_need(self, skills: Collection[str]) -> set[Key]:
        """The skills, and all that has to be there for the file to be read back."""
        for slug in skills:
            if (Kind.SKILL.value, slug) not in self._documents:
                raise UnknownSkill(slug)
        wanted: set[Key] = set()
        asked = {(Kind.SKILL.value, slug) for slug in skills}
        following = asked
        while following:
            wanted |= following
            documents = [self._documents[key] for key in following]
            contents = self._contents(documents)
            references: set[Key] = set()
            for document in documents:
                content = contents.get(document.pk, {})
                if not content and (document.kind, document.slug) in asked:
                    raise UnknownSkill(document.slug)
                references.update(_references(document.kind, content))
            following = references - wanted
        return wanted


def _references(kind: str, content: Content) -> Iterator[Key]:
    for role in listed_roles(content):
        yield Kind.ROLE.value, role
    if PARENT in content:
        yield PARENTS[kind][1], content[PARENT]
    if SUCCESSOR in content:
        yield kind, content[SUCCESSOR]
