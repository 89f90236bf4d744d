"""The whole matrix between two moments: which documents came out different, and how.

What happened in between and was undone again does not count: the ends are compared. A document
that is new in the period is summarised, not listed cell by cell; what was changed in it since it
was made is listed like any other change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from skills.activity import author_name
from skills.algebra.changes import Change, combine
from skills.algebra.meaning import Meaning
from skills.algebra.paths import LISTED, OPTIONAL, REQUIRED, RETIRED, Path
from skills.diffs import units_of
from skills.meaning_names import REDACTED
from skills.models import Change as ChangeRow
from skills.models import Document, Revision, SkillGroup
from skills.periods import Period


class Section(NamedTuple):
    """A heading of the page, and the meanings that stand under it."""

    slug: str
    title: Promise
    meanings: frozenset[str]


#: In the order of the page: what changes what is asked of people comes first.
SECTIONS: Final = (
    Section(
        "required",
        pgettext_lazy("heading", "Became required"),
        frozenset({Meaning.REQUIREMENT_ADDED}),
    ),
    Section(
        "no-longer-required",
        pgettext_lazy("heading", "No longer required"),
        frozenset({Meaning.REQUIREMENT_DROPPED}),
    ),
    Section("new", pgettext_lazy("heading", "New"), frozenset({Meaning.CREATED})),
    Section(
        "retired",
        pgettext_lazy("heading", "Retired, or back in use"),
        frozenset({Meaning.RETIRED, Meaning.RESTORED}),
    ),
    Section(
        "roles",
        pgettext_lazy("heading", "Roles and expectations added or removed"),
        frozenset(
            {
                Meaning.ROLE_ADDED,
                Meaning.ROLE_REMOVED,
                Meaning.EXPECTATION_ADDED,
                Meaning.EXPECTATION_REMOVED,
            }
        ),
    ),
    Section(
        "moved",
        pgettext_lazy("heading", "Moved or renamed"),
        frozenset({Meaning.MOVED, Meaning.RENAMED}),
    ),
    Section(
        "wording",
        pgettext_lazy("heading", "Reworded"),
        frozenset({Meaning.WORDING, Meaning.TYPO}),
    ),
    Section(
        "labels",
        pgettext_lazy("heading", "Labels and links"),
        frozenset({Meaning.LABELLED}),
    ),
    Section(
        "translations",
        pgettext_lazy("heading", "Translations"),
        frozenset({Meaning.TRANSLATION}),
    ),
    Section("redacted", pgettext_lazy("heading", "Words removed for good"), frozenset({REDACTED})),
)
_PLACE: Final = {
    meaning: place for place, section in enumerate(SECTIONS) for meaning in section.meanings
}


@dataclass(slots=True)
class Touched:
    """A document that the period leaves different.

    `counts` is how many units of each meaning; `first` and `last` are the numbers of its
    revisions in the period, `sequence` is the last one's.
    """

    pk: int
    kind: str
    slug: str
    counts: dict[str, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    sequence: int = 0

    @property
    def is_new(self) -> bool:
        return Meaning.CREATED in self.counts

    @property
    def is_edited(self) -> bool:
        """Whether something was changed in it, beside making it."""
        return any(meaning != Meaning.CREATED for meaning in self.counts)

    @property
    def section(self) -> Section:
        return SECTIONS[min(_PLACE[meaning] for meaning in self.counts)]

    @property
    def place(self) -> tuple[int, int]:
        """Where it comes on the page: by section, newest first."""
        return (min(_PLACE[meaning] for meaning in self.counts), -self.sequence)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a period, and slugs of a role and a domain, each empty for all."""

    period: Period
    role: str = ""
    domain: str = ""


def touched(question: Question) -> list[Touched]:
    """Every document that came out different, in the order of the page; two queries.

    Holds one document's changes at a time, however many there are.
    """
    found = {document.pk: document for document in _edited(question)}
    for pk, kind, slug, number, sequence, meaning in _created_or_redacted(question):
        document = found.setdefault(pk, Touched(pk, kind, slug, first=number))
        document.counts[meaning] = document.counts.get(meaning, 0) + 1
        document.first = min(document.first, number)
        document.last, document.sequence = max(
            (document.last, document.sequence), (number, sequence)
        )
    return sorted(found.values(), key=lambda document: document.place)


def counts_by_section(documents: Iterable[Touched]) -> dict[str, int]:
    """How many units stand for each section's meanings, by its slug; none where there are none."""
    counts = dict.fromkeys((section.slug for section in SECTIONS), 0)
    for document in documents:
        for meaning, count in document.counts.items():
            counts[SECTIONS[_PLACE[meaning]].slug] += count
    return {slug: count for slug, count in counts.items() if count}


def changes_in_period(question: Question, pks: Iterable[int]) -> dict[int, list["Step"]]:
    """What revisions of the period did to the documents `pks`, oldest first; one query."""
    rows = (
        _rows(question)
        .filter(revision__document__in=list(pks))
        .order_by("revision__document_id", "revision_id", "id")
        .values_list(
            "revision__document_id",
            "revision__number",
            author_name("revision__author__"),
            "revision__summary",
            *_PATH,
            "old",
            "new",
        )
    )
    steps: dict[int, list[Step]] = {}
    for pk, number, author, summary, *path, old, new in rows.iterator():
        reason = Reason(number, author, summary)
        steps.setdefault(pk, []).append(Step(reason, Change(Path(*path), old, new)))
    return steps


class Reason(NamedTuple):
    """Who made a revision, and why."""

    number: int
    author: str
    summary: str


class Step(NamedTuple):
    reason: Reason
    change: Change


class Birth(NamedTuple):
    """What a new document says at the end of the period: numbers of roles and expectations."""

    roles: int = 0
    expectations: int = 0
    required: int = 0
    is_retired: bool = False


def births(question: Question, pks: Iterable[int]) -> dict[int, Birth]:
    """What the new documents `pks` say, of the asked role if there is one; one query.

    What a list of changes puts in less what it takes out is what stands: no text is read.
    """

    rows = ChangeRow.objects.filter(
        revision__document__in=list(pks), revision__created_at__lte=question.period.until
    )
    if question.role:
        rows = rows.filter(Q(role=question.role) | Q(field="status"))
    counted = (
        rows.order_by()
        .values("revision__document_id")
        .annotate(
            roles=_net("role", LISTED),
            required=_net("requirement", REQUIRED),
            optional=_net("requirement", OPTIONAL),
            retired=_net("status", RETIRED),
        )
        .values_list("revision__document_id", "roles", "required", "optional", "retired")
    )
    return {
        pk: Birth(roles, required + optional, required, is_retired=bool(retired))
        for pk, roles, required, optional, retired in counted
    }


def _net(field: str, value: str) -> Combinable:
    return Count("id", filter=Q(field=field, new=value)) - Count(
        "id", filter=Q(field=field, old=value)
    )


_PATH: Final = ("field", "role", "level", "language")


def _rows(question: Question) -> QuerySet[ChangeRow]:
    """The change rows that are asked about; making a document is not changing it."""
    rows = ChangeRow.objects.filter(
        revision__created_at__gt=question.period.after,
        revision__created_at__lte=question.period.until,
        revision__number__gt=1,
    )
    if question.role:
        about_it = Q(revision__document__kind="role", revision__document__slug=question.role)
        rows = rows.filter(Q(role=question.role) | about_it)
    if question.domain:
        rows = rows.filter(revision__document__in=_documents_of_domain(question))
    return rows


def _edited(question: Question) -> Iterator[Touched]:
    """Documents that differ from what they were before the period, or when they were made in it."""
    rows = (
        _rows(question)
        .order_by("revision__document_id", "revision_id", "id")
        .values_list(
            "revision__document_id",
            "revision__document__kind",
            "revision__document__slug",
            "revision__number",
            "revision__sequence",
            *_PATH,
            "old",
            "new",
        )
    )
    by_document = groupby(rows.iterator(chunk_size=5000), key=itemgetter(0, 1, 2))
    for (pk, kind, slug), of_document in by_document:
        document = Touched(pk, kind, slug)
        changes = []
        for _, _, _, number, sequence, *path, old, new in of_document:
            changes.append(Change(Path(*path), old, new))
            document.first = document.first or number
            document.last, document.sequence = number, sequence or 0
        for unit in units_of(combine(changes)):
            document.counts[unit.meaning] = document.counts.get(unit.meaning, 0) + 1
        if document.counts:
            yield document


def _created_or_redacted(question: Question) -> Iterable[tuple[int, str, str, int, int, str]]:
    """The revisions that made a document or took words out of one.

    Their document's key, kind and slug, their number and sequence, and what they did.
    """
    revisions = Revision.objects.filter(
        kind__in=(Meaning.CREATED, REDACTED),
        created_at__gt=question.period.after,
        created_at__lte=question.period.until,
    )
    if question.role:
        lists_it = ChangeRow.objects.filter(
            revision__document=OuterRef("document"),
            revision__created_at__lte=question.period.until,
            role=question.role,
            field="role",
            new=LISTED,
        )
        is_it = Q(document__kind="role", document__slug=question.role)
        revisions = revisions.filter(is_it | Q(Exists(lists_it), kind=Meaning.CREATED))
    if question.domain:
        revisions = revisions.filter(document__in=_documents_of_domain(question))
    rows = revisions.order_by("sequence").values_list(
        "document_id", "document__kind", "document__slug", "number", "sequence", "kind"
    )
    return [
        (pk, kind, slug, number, sequence or 0, meaning)
        for pk, kind, slug, number, sequence, meaning in rows
    ]


def _documents_of_domain(question: Question) -> QuerySet[Document]:
    """A domain's documents: those that stand in it now, and those that left it in the period."""
    slug = question.domain
    groups = SkillGroup.objects.filter(domain__slug=slug).values("slug")
    left_it = ChangeRow.objects.filter(
        Q(old=slug) & ~Q(revision__document__kind="skill")
        | Q(old__in=groups, revision__document__kind="skill"),
        revision__document=OuterRef("pk"),
        revision__created_at__gt=question.period.after,
        revision__created_at__lte=question.period.until,
        field="parent",
    )
    stands_in_it = (
        Q(skill__group__domain__slug=slug)
        | Q(skillgroup__domain__slug=slug)
        | Q(role__domain__slug=slug)
        | Q(domain__slug=slug)
    )
    return Document.objects.filter(stands_in_it | Exists(left_it))
