"""Reading the log: content as of a revision or a moment, and who last changed what.

Rows of the log never change, so all of this is safe while others write.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils.dateparse import parse_date, parse_datetime

from skills.algebra.changes import Change, fold
from skills.algebra.paths import Content, Path, Unit, unit_of
from skills.models import Change as ChangeRow
from skills.models import Document, Revision

type PathColumns = tuple[str, str, str, str]


def parse_moment(text: str) -> datetime:
    """A moment as people and programs write it: `2026-03-17` (its end, UTC) or ISO 8601.

    Raises `ValidationError` with what is accepted.
    """
    try:
        day = parse_date(text)
        moment = datetime.combine(day, time.max) if day else parse_datetime(text.replace(" ", "+"))
        if moment is not None:
            # An offset can carry a moment over the calendar's edge.
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    raise ValidationError(f"{text[:40]!r} is no date like 2026-03-17 or 2026-03-17T09:30:00Z")


def sequence_at(moment: datetime | date) -> int:
    """The greatest sequence at or before `moment`; 0 before the first revision."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.max, tzinfo=UTC)
    newest = Revision.objects.filter(created_at__lte=moment).order_by("-created_at", "-sequence")
    return newest.values_list("sequence", flat=True).first() or 0


def content_at_sequence(document: Document, sequence: int) -> Content:
    """What `document` held when the matrix was at `sequence`; empty before it existed."""
    return fold(changes_of(document, Q(revision__sequence__lte=sequence)))


def content_at_number(document: Document, number: int) -> Content:
    """What `document` held after its revision `number`."""
    return fold(changes_of(document, Q(revision__number__lte=number)))


def changes_of(document: Document, condition: Q = Q()) -> Iterator[Change]:  # noqa: B008
    """The changes of `document` that meet `condition`, oldest first."""
    rows = (
        ChangeRow.objects.filter(condition, revision__document=document)
        .order_by("revision_id", "id")
        .values_list("field", "role", "level", "language", "old", "new")
    )
    for field, role, level, language, old, new in rows.iterator():
        yield Change(Path(field, role, level, language), old, new)


def changes_of_revision(revision: Revision) -> list[Change]:
    return [row.as_tuple() for row in revision.changes.order_by("id")]


def blame(
    document: Document, paths: Collection[Path] | None = None, *, role: str = ""
) -> dict[Path, Revision]:
    """The newest revision that changed each path, standing or dropped, authors fetched.

    Of all paths, of those given, or of a role's cells.
    """
    rows = ChangeRow.objects.filter(revision__document=document)
    if role:
        rows = rows.filter(role=role)
    newest = (
        rows.order_by()
        .values_list("field", "role", "level", "language")
        .annotate(Max("revision_id"))
    )
    by_path = {Path(*columns): revision_id for *columns, revision_id in newest}
    if paths is not None:
        by_path = {path: by_path[path] for path in paths if path in by_path}
    revisions = Revision.objects.select_related("author", "reviewer").in_bulk(set(by_path.values()))
    return {path: revisions[pk] for path, pk in by_path.items()}


def newest_by_unit(blamed: dict[Path, Revision]) -> dict[Unit, Revision]:
    """A cell's blame is its newest facet's."""
    newest: dict[Unit, Revision] = {}
    for path, revision in blamed.items():
        unit = unit_of(path)
        if unit not in newest or newest[unit].number < revision.number:
            newest[unit] = revision
    return newest


def contents_at_sequence(documents: Iterable[Document], sequence: int) -> dict[int, Content]:
    """`content_at_sequence` for many documents in one query, by primary key; absent if not there."""
    by_pk = {document.pk: document for document in documents}
    rows = (
        ChangeRow.objects.filter(revision__document__in=by_pk, revision__sequence__lte=sequence)
        .order_by("revision_id", "id")
        .values_list("revision__document_id", "field", "role", "level", "language", "new")
    )
    return _folded(rows.iterator())


def _folded(
    rows: Iterable[tuple[int, str, str, str, str, str | None]],
) -> dict[int, Content]:
    contents: dict[int, Content] = {}
    for pk, field, role, level, language, new in rows:
        content = contents.setdefault(pk, {})
        path = Path(field, role, level, language)
        if new is None:
            content.pop(path, None)
        else:
            content[path] = new
    return contents


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Long reads inside see one moment of the database, whatever others commit meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        with _deferred_transaction():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _deferred_transaction() -> Iterator[None]:
    """A plain BEGIN: readers of a write-ahead log need no lock, which IMMEDIATE would take."""
    connection.ensure_connection()
    connection.cursor().execute("BEGIN")
    connection.in_atomic_block = True
    try:
        yield
    finally:
        connection.in_atomic_block = False
        connection.cursor().execute("ROLLBACK")
