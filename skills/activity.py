"""Revisions as lines of a list: the newest of the whole matrix, or one document's history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Concat, Length
from django.urls import reverse

from accounts.models import deleted_user
from skills.algebra.meaning import Meaning
from skills.algebra.paths import Path
from skills.meaning_names import REDACTED, is_weighty, meaning_name
from skills.models import Change, Revision
from skills.names import Reference, document_name, names_now
from skills.places import place_name

#: Of revisions that changed more cells than this, only their number is said.
_PLACES_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class RecentRevision:
    """One publication, with what its document is called now. `kind` is the document's."""

    name: str
    kind: str
    slug: str
    number: int
    meaning_name: str
    summary: str
    author: str
    created_at: datetime | None

    @property
    def document_url(self) -> str:
        return reverse(self.kind, args=[self.slug])

    @property
    def url(self) -> str:
        return reverse(f"{self.kind}_revision", args=[self.slug, self.number])


def recent_revisions(limit: int) -> list[RecentRevision]:
    """The newest publications of the whole matrix, newest first, in one query."""
    rows = (
        Revision.objects.filter(sequence__isnull=False)
        .annotate(document_name=document_name("document__"))
        .newest_first()
        .values_list(
            "document_name",
            "document__kind",
            "document__slug",
            "number",
            "kind",
            "summary",
            author_name(),
            "created_at",
        )[:limit]
    )
    return [
        RecentRevision(name, kind, slug, number, meaning_name(meaning), summary, author, created_at)
        for name, kind, slug, number, meaning, summary, author, created_at in rows
    ]


def author_name(prefix: str = "author__") -> Case:
    """What the author of a row is called; `prefix` leads to the person."""
    return Case(
        When(**{f"{prefix}deleted_at__isnull": False}, then=Value(deleted_user())),
        When(**{f"{prefix}display_name": ""}, then=F(f"{prefix}username")),
        default=F(f"{prefix}display_name"),
    )


class Size(NamedTuple):
    """How much a revision changed: `expectations` are cells, `details` other values;
    `growth` is by how many characters its texts grew, or shrank where it is negative."""

    expectations: int = 0
    details: int = 0
    growth: int = 0

    @property
    def shrinkage(self) -> int:
        return -self.growth


class Reverting(NamedTuple):
    """The number of the revision that one took back, and of the last that took it back; or 0."""

    takes_back: int = 0
    taken_back_in: int = 0


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision in its document's history."""

    number: int
    meaning_name: str
    is_weighty: bool
    is_redaction: bool
    summary: str
    author: str
    reviewer: str
    created_at: datetime | None
    source: str
    source_date: date | None
    size: Size
    #: What it changed: "NLP Engineer · Senior". Empty for what is new, and where it is much.
    place: str = ""
    reverting: Reverting = Reverting()  # noqa: RUF009


def revision_lines(revisions: Iterable[Revision]) -> list[RevisionLine]:
    """Lines for `revisions`, their people fetched; a few queries for the sizes and places of all."""
    revisions = list(revisions)
    sizes = _sizes(revisions)
    reverted = reverting(revisions)
    places = _places(
        revision.pk
        for revision in revisions
        if revision.kind != Meaning.CREATED
        and sizes.get(revision.pk, Size()).expectations <= _PLACES_NAMED
    )
    return [
        revision_line(
            revision,
            sizes.get(revision.pk, Size()),
            places.get(revision.pk, ""),
            reverted[revision.pk],
        )
        for revision in revisions
    ]


def revision_line(
    revision: Revision,
    size: Size = Size(),  # noqa: B008
    place: str = "",
    reverting: Reverting = Reverting(),  # noqa: B008
) -> RevisionLine:
    return RevisionLine(
        number=revision.number,
        meaning_name=meaning_name(revision.kind),
        is_weighty=is_weighty(revision.kind),
        is_redaction=revision.kind == REDACTED,
        summary=revision.summary,
        author=str(revision.author),
        reviewer=str(revision.reviewer) if revision.reviewer else "",
        created_at=revision.created_at,
        source=revision.source,
        source_date=revision.source_date,
        size=size,
        place=place,
        reverting=reverting,
    )


def reverting(revisions: Iterable[Revision]) -> dict[int, Reverting]:
    """By the revisions' keys, of every one of them; one query."""
    revisions = list(revisions)
    taken_back = {revision.reverts_id for revision in revisions if revision.reverts_id}
    rows = Revision.objects.filter(Q(pk__in=taken_back) | Q(reverts__in=revisions))
    numbers: dict[int, int] = {}
    by: dict[int, int] = {}
    for pk, number, reverts in rows.order_by("number").values_list("pk", "number", "reverts_id"):
        numbers[pk] = number
        if reverts:
            by[reverts] = number
    return {
        revision.pk: Reverting(numbers.get(revision.reverts_id or 0, 0), by.get(revision.pk, 0))
        for revision in revisions
    }


def _places(revisions: Iterable[int]) -> dict[int, str]:
    """By the revisions' keys, each of which changed few cells; at most three queries."""
    paths: dict[int, list[Path]] = {}
    rows = Change.objects.filter(revision__in=list(revisions), language="").order_by("pk")
    for pk, *columns in rows.values_list("revision_id", "field", "role", "level", "language"):
        paths.setdefault(pk, []).append(Path(*columns))
    if not paths:
        return {}
    roles = {Reference("role", path.role) for of in paths.values() for path in of if path.role}
    names = names_now(roles)
    return {pk: place_name(of_revision, names) for pk, of_revision in paths.items()}


def _sizes(revisions: list[Revision]) -> dict[int, Size]:
    own_value = Q(level="", role="") & ~Q(field="status") & ~Q(field__endswith=".source")
    is_text = Q(field__in=("name", "summary", "description"))
    growth = Coalesce(Length("new"), 0) - Coalesce(Length("old"), 0)
    rows = (
        Change.objects.filter(revision__in=revisions)
        .order_by()
        .values("revision_id")
        .annotate(
            expectations=Count(
                Concat("role", Value(" "), "level"), filter=~Q(level=""), distinct=True
            ),
            details=Count("id", filter=own_value),
            growth=Coalesce(Sum(growth, filter=is_text, output_field=IntegerField()), 0),
        )
        .values_list("revision_id", "expectations", "details", "growth")
    )
    return {pk: Size(*size) for pk, *size in rows}
