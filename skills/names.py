"""What documents and levels are called: now, or as of a point in the log."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, NAME, PARENT, SUCCESSOR
from skills.models import Change as ChangeRow
from skills.models import Document, Level
from skills.projection import MODELS, PARENTS

#: What a level is called among the kinds of document, where both are asked for together.
_LEVEL: Final = "level"


class Reference(NamedTuple):
    """A document by its permanent key."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names by permanent key; what has none (a document that was never published) keeps its slug."""

    levels: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[Reference, str] = field(default_factory=dict)

    def level(self, slug: str) -> str:
        return self.levels.get(slug, slug)

    def document(self, kind: str, slug: str) -> str:
        return self.documents.get(Reference(kind, slug), slug)


def references(kind: str, changes: Iterable[Change]) -> set[Reference]:
    """The documents that changes of a document of `kind` speak of."""
    found: set[Reference] = set()
    for path, old, new in changes:
        if path.role:
            found.add(Reference("role", path.role))
        elif path == PARENT:
            found |= {Reference(PARENTS[kind][1], slug) for slug in (old, new) if slug}
        elif path == SUCCESSOR:
            found |= {Reference(kind, slug) for slug in (old, new) if slug}
    return found


def names_now(wanted: Collection[Reference]) -> Names:
    """In one query: the levels' names come along."""
    if not wanted:
        return Names(level_names())
    rows = (
        Document.objects.filter(_any_of(wanted))
        .annotate(name=document_name())
        .values_list("kind", "slug", "name")
        .union(Level.objects.order_by().values_list(Value(_LEVEL), "slug", "name"), all=True)
    )
    names = {Reference(kind, slug): name for kind, slug, name in rows if name}
    levels = {slug: gettext(names.pop(Reference(_LEVEL, slug))) for slug in LEVELS}
    return Names(levels, names)


def names_at(sequence: int, wanted: Collection[Reference]) -> Names:
    """As they were when the matrix was at `sequence`; in two queries, or one."""
    rows = (
        ChangeRow.objects.filter(
            _any_of(wanted, prefix="revision__document__"),
            field=NAME.field,
            language="",
            revision__sequence__lte=sequence,
        )
        .order_by("revision_id")
        .values_list("revision__document__kind", "revision__document__slug", "new")
        if wanted
        else ()
    )
    documents = {Reference(kind, slug): name for kind, slug, name in rows if name}
    return Names(level_names(), documents)


def document_name(prefix: str = "") -> Coalesce:
    """The live name of a row's document; `prefix` leads to it, such as `document__`."""
    return Coalesce(*(f"{prefix}{model._meta.model_name}__name" for model in MODELS.values()))


def level_names() -> dict[str, str]:
    """The five rungs' names by slug, in the reader's language, from the lowest up."""
    return {level.slug: str(level) for level in Level.objects.all()}


def _any_of(wanted: Iterable[Reference], *, prefix: str = "") -> Q:
    slugs: dict[str, list[str]] = {}
    for kind, slug in sorted(wanted):
        slugs.setdefault(kind, []).append(slug)
    return reduce(
        or_,
        (
            Q((f"{prefix}kind", kind), (f"{prefix}slug__in", of_kind))
            for kind, of_kind in slugs.items()
        ),
    )
