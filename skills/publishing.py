"""The only code that writes matrix rows and revisions: for proposals, imports, admin and tests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from skills import projection
from skills.algebra.changes import Change, apply
from skills.algebra.meaning import kind_of
from skills.algebra.merging import Conflict, complete, merge
from skills.algebra.paths import (
    PARENT,
    RETIRED,
    STATUS,
    SUCCESSOR,
    Content,
    listed_roles,
)
from skills.algebra.validity import problems
from skills.insertion import insert, update
from skills.models import Change as ChangeRow
from skills.models import Document, Kind, MatrixClock, Revision, Status


class Publication(NamedTuple):
    """A revision, and what the document says with it."""

    revision: Revision
    after: Content


class PublishError(Exception):
    """A publication that was refused; nothing has been written."""


class NothingToPublish(PublishError):
    """The list holds no change."""


class PublishConflict(PublishError):
    """The live document is no longer what the changes were written on.

    `conflicts` has each change with the value that is live now.
    """

    def __init__(self, document: Document, conflicts: Sequence[Conflict]) -> None:
        super().__init__(f"{document}: {len(conflicts)} changes do not meet what is live")
        self.document = document
        self.conflicts = list(conflicts)


class DocumentRetired(PublishError):
    """A retired document takes changes of status and successor alone."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"{document} is retired: only its status and successor can change")
        self.document = document


def publish(
    document: Document,
    changes: Iterable[Change],
    *,
    author: User,
    reviewer: User | None = None,
    summary: str,
    source: str = "",
    source_date: date | None = None,
    number: int | None = None,
) -> Revision:
    """Make `changes` to the live `document`, as one revision, in one transaction.

    The list is completed first (`skills.algebra.merging.complete`), so it need not say what it
    implies. `number` is for a document that comes with a history elsewhere: its first revision
    here carries it. Raises `PublishConflict`, `DocumentRetired` or `NothingToPublish`, and
    `ValidationError` with every broken rule where the result would be no valid document.
    """
    revision = Revision(
        author=author,
        reviewer=reviewer,
        summary=summary,
        source=source,
        source_date=source_date,
    )
    with transaction.atomic():
        document = Document.objects.lock(document.pk)
        live = projection.live(document)
        with publishing(document, live, changes, revision, number=number):
            pass
    return revision


@contextmanager
def publishing(
    document: Document,
    live: projection.Live,
    changes: Iterable[Change],
    revision: Revision,
    *,
    number: int | None = None,
) -> Iterator[Publication]:
    """`publish` for who holds the lock on `document` and has read what is `live` since.

    `revision` says who publishes and why; the rest of it is filled in. What is done inside goes
    with the publication and comes before the clock, which everybody else waits for; `revision`
    has its key by then, but neither `sequence` nor `created_at`.
    """
    changes = complete(live.content, changes)
    _check_they_apply(document, live.content, changes)
    after = apply(live.content, changes)
    referred = check_valid(document, live.content, after, known=live.referred)
    revision.document = document
    revision.number = _next_number(document, number)
    revision.kind = kind_of(changes)
    _write_log(revision, changes)
    projection.write(document, after, changes, referred)
    yield Publication(revision, after)
    move_clock(document, revision, status=after[STATUS])


def touch_structure() -> None:
    """Say that something every page shows has changed outside the log: a page of the site."""
    with transaction.atomic():
        MatrixClock.advance(structural=True)


def _next_number(document: Document, number: int | None) -> int:
    if number is None:
        return document.number + 1
    if document.number or number < 1:
        raise ValueError("a number is given to a document's first revision alone, and is positive")
    return number


def _check_they_apply(document: Document, before: Content, changes: list[Change]) -> None:
    if not changes:
        raise NothingToPublish
    merged = merge(before, changes)
    unmet = [*merged.conflicts, *(Conflict(change, change.new) for change in merged.already_there)]
    if unmet:
        raise PublishConflict(document, unmet)
    if document.status == Status.RETIRED and any(
        change.path not in (STATUS, SUCCESSOR) for change in changes
    ):
        raise DocumentRetired(document)


def check_valid(
    document: Document,
    before: Content,
    after: Content,
    *,
    known: Mapping[projection.Key, projection.Referred] | None = None,
) -> Mapping[projection.Key, projection.Referred]:
    """The documents that `after` refers to; what is `known` of them is not looked up again.

    Raises `ValidationError` with every rule that `after` breaks as what follows `before`.
    """
    if found := [str(problem) for problem in problems(document.kind, after)]:
        raise ValidationError(found)
    referred = projection.referred_to(document.kind, after, known=known)
    if found := [*_dangling_references(document, before, after, referred)]:
        raise ValidationError(found)
    return referred


def _dangling_references(
    document: Document,
    before: Content,
    after: Content,
    referred: Mapping[projection.Key, projection.Referred],
) -> Iterable[str]:
    """A reference needs its document to exist, and a new one needs it to be active."""
    standing = listed_roles(before)
    wanted: list[tuple[str, str, bool]] = [
        (Kind.ROLE.value, role, role not in standing) for role in listed_roles(after)
    ]
    if PARENT in after:
        kind = projection.PARENTS[document.kind][1]
        wanted.append((kind, after[PARENT], before.get(PARENT) != after[PARENT]))
    if SUCCESSOR in after:
        is_new = before.get(SUCCESSOR) != after[SUCCESSOR]
        wanted.append((document.kind, after[SUCCESSOR], is_new))
        if after[SUCCESSOR] == document.slug:
            yield f"{document.slug} cannot be its own successor"
    for kind, slug, is_new in sorted(wanted):
        found = referred.get((kind, slug))
        if found is None:
            yield f"there is no {kind} {slug!r}"
        elif is_new and found.status == RETIRED:
            yield f"the {kind} {slug!r} is retired"


def _write_log(revision: Revision, changes: list[Change]) -> None:
    revision.save(force_insert=True)
    insert(
        ChangeRow,
        ["revision", "field", "role", "level", "language", "old", "new"],
        ((revision.pk, *path, old, new) for path, old, new in changes),
    )


def move_clock(document: Document, revision: Revision, *, status: str) -> None:
    """Last of all: the clock's lock is held only from here to the commit."""
    clock, moment = MatrixClock.advance(structural=document.kind != Kind.SKILL)
    revision.sequence, revision.created_at = clock.sequence, moment
    update(Revision, revision.pk, {"sequence": clock.sequence, "created_at": moment})
    if not document.number:
        document.created_at = moment
    document.number = revision.number
    document.status = status
    document.updated_at = moment
    document.updated_on = revision.source_date or moment.date()
    columns = ("number", "status", "created_at", "updated_at", "updated_on")
    update(Document, document.pk, {column: getattr(document, column) for column in columns})
