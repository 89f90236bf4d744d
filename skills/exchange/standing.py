"""What an import meets in the database, read for many documents at once."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from skills.algebra.paths import Content, Path, Unit
from skills.exchange.planning import Origin, Plan, claim_of, plan, says_the_same
from skills.exchange.records import DocumentRecord
from skills.models import Change, Document
from skills.models.document import DocumentQuerySet
from skills.projection import MODELS, live_contents

type Key = tuple[str, str]


def plan_all(
    records: Sequence[DocumentRecord], *, source: str, overwrite: bool = False
) -> list[Plan]:
    """A plan for each of `records`, in a constant number of queries a kind."""
    documents = published(records)
    contents = live_contents(documents.values())

    def live(record: DocumentRecord) -> Content:
        document = documents.get((record.kind, record.slug))
        return contents[document.pk] if document else {}

    differing = [record for record in records if not says_the_same(record, live(record))]
    origins = newest_origins(
        {
            documents[key].pk
            for record in differing
            if (key := (record.kind, record.slug)) in documents
        }
    )
    plans = []
    for record in records:
        document = documents.get((record.kind, record.slug))
        of_document = origins.get(document.pk, {}) if document else {}
        plans.append(plan(record, live(record), of_document, source=source, overwrite=overwrite))
    return plans


def published(records: Iterable[DocumentRecord]) -> dict[Key, Document]:
    """The documents of `records` that are published."""
    found = _documents(records).published()
    return {(document.kind, document.slug): document for document in found}


def _documents(records: Iterable[DocumentRecord]) -> DocumentQuerySet:
    by_kind: dict[str, list[str]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record.slug)
    condition = Q(pk__in=[])
    for kind, slugs in by_kind.items():
        condition |= Q(kind=kind, slug__in=slugs)
    return Document.objects.filter(condition)


def claim_all(plans: Sequence[Plan]) -> dict[Key, Document]:
    """The documents of `plans`, made at revision 0 where there are none."""
    records = [plan.record for plan in plans]
    Document.objects.bulk_create(
        [Document(kind=plan.record.kind, slug=plan.record.slug) for plan in plans if plan.is_new],
        ignore_conflicts=True,
    )
    return {(document.kind, document.slug): document for document in _documents(records)}


def newest_origins(documents: Iterable[int]) -> dict[int, dict[Unit, Origin]]:
    """Where each value's newest change came from, by document and what is claimed as one."""
    pks = list(documents)
    if not pks:
        return {}
    rows = (
        Change.objects.filter(revision__document__in=pks)
        .order_by("revision_id", "id")
        .values_list(
            "revision__document_id",
            "field",
            "role",
            "level",
            "language",
            "revision__source",
            "revision__number",
            "revision__author__username",
        )
    )
    origins: dict[int, dict[Unit, Origin]] = {}
    for pk, field, role, level, language, source, number, author in rows.iterator(chunk_size=5000):
        path = Path(field, role, level, language)
        origins.setdefault(pk, {})[claim_of(path)] = Origin(source, number, author)
    return origins


def statuses(kind: str) -> dict[str, str]:
    """The status of every published document of `kind`, by slug."""
    return dict(MODELS[kind]._default_manager.values_list("slug", "status"))


def status_of(kind: str, slug: str) -> str | None:
    rows = MODELS[kind]._default_manager.filter(slug=slug).values_list("status", flat=True)
    return rows.first()
