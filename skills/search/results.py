"""What a page shows of each document that was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from skills.models import Attribute, Document, Kind, Translation
from skills.narrowing import Narrowing
from skills.projection import Row
from skills.search.finding import Found, Rank
from skills.search.highlighting import Marker
from skills.search.words import Word


class Place(NamedTuple):
    """Where a result belongs, from the top down."""

    name: str
    url: str


class Passage(NamedTuple):
    """The paragraph that answers best, and how many more of the same skill answer as well."""

    role: str
    level: str
    required: bool
    url: str
    text: SafeString
    more: int


@dataclass(frozen=True, slots=True)
class Result:
    """`label` is another name that was found, where the name itself was not."""

    kind: str
    name: SafeString
    url: str
    places: list[Place]
    label: SafeString
    summary: SafeString
    passage: Passage | None

    @property
    def kind_name(self) -> str:
        return str(Kind(self.kind).label)


class _Cell(NamedTuple):
    skill: int
    skill_slug: str
    role: str
    role_name: str
    level: str
    level_name: str
    required: bool
    text: str


def results(found: Iterable[Found], words: list[Word], narrowing: Narrowing) -> list[Result]:
    """In the order given; in at most three queries."""
    found = list(found)
    marker = Marker(words)
    rows = _documents([pk for pk, _ in found], words)
    by_paragraph = [pk for pk, rank in found if rank == Rank.PARAGRAPH]
    passages = _passages(by_paragraph, marker, narrowing) if by_paragraph else {}
    return [_result(rows[pk], rank, marker, passages.get(pk)) for pk, rank in found if pk in rows]


def _documents(pks: list[int], words: list[Word]) -> dict[int, Document]:
    labels = Attribute.objects.filter(
        reduce(
            or_,
            (Q(key__contains=word.folded) | Q(value__icontains=word.typed) for word in words),
        ),
        document=OuterRef("pk"),
        field="alt_label",
    ).order_by("key")
    rows = (
        Document.objects.filter(pk__in=pks)
        .select_related("skill__group__domain", "role__domain", "skillgroup__domain", "domain")
        .annotate(label=Subquery(labels.values("value")[:1]))
        .fetch_mode(models.FETCH_RAISE)
    )
    return {row.pk: row for row in rows}


def _result(document: Document, rank: Rank, marker: Marker, passage: Passage | None) -> Result:
    row: Row = getattr(document, "skillgroup" if document.kind == Kind.GROUP else document.kind)
    label = getattr(document, "label", None) if rank == Rank.LABEL else None
    return Result(
        kind=document.kind,
        name=marker.mark(row.name),
        url=row.get_absolute_url(),
        places=_places(document),
        label=marker.mark(label or ""),
        summary=marker.excerpt(row.summary),
        passage=passage,
    )


def _places(document: Document) -> list[Place]:
    rows: list[Row] = []
    if document.kind == Kind.SKILL:
        group = document.skill.group
        rows = [group.domain, group]
    elif document.kind == Kind.ROLE:
        rows = [document.role.domain]
    elif document.kind == Kind.GROUP:
        rows = [document.skillgroup.domain]
    return [Place(row.name, row.get_absolute_url()) for row in rows]


def _passages(pks: list[int], marker: Marker, narrowing: Narrowing) -> dict[int, Passage]:
    """The best passage of each skill; a translation's where the paragraphs themselves have none."""
    cells = [
        _Cell(*row)
        for row in narrowing.cells()
        .filter(skill__in=pks)
        .order_by("skill", "role__name", "level")
        .values_list(
            "skill",
            "skill__slug",
            "role__slug",
            "role__name",
            "level__slug",
            "level__name",
            "required",
            "description",
        )
    ]
    passages = _best(cells, marker)
    missing = [pk for pk in pks if pk not in passages]
    if missing:
        passages |= _best(_translated(missing, cells), marker)
    return passages


def _translated(pks: list[int], cells: list[_Cell]) -> list[_Cell]:
    by_place = {(cell.skill, cell.role, cell.level): cell for cell in cells}
    rows = (
        Translation.objects.filter(document__in=pks, field="description")
        .order_by("document", "language", "role", "level")
        .values_list("document", "role", "level", "text")
    )
    return [
        by_place[pk, role, level]._replace(text=text)
        for pk, role, level, text in rows
        if (pk, role, level) in by_place
    ]


def _best(cells: Iterable[_Cell], marker: Marker) -> dict[int, Passage]:
    scored: dict[int, list[tuple[int, _Cell]]] = {}
    for cell in cells:
        if score := marker.score(cell.text):
            scored.setdefault(cell.skill, []).append((score, cell))
    passages: dict[int, Passage] = {}
    for pk, candidates in scored.items():
        best = max(score for score, _ in candidates)
        alike = [cell for score, cell in candidates if score == best]
        passages[pk] = _passage(alike[0], marker, more=len(alike) - 1)
    return passages


def _passage(cell: _Cell, marker: Marker, *, more: int) -> Passage:
    address = reverse("skill", args=[cell.skill_slug])
    return Passage(
        role=cell.role_name,
        level=gettext(cell.level_name),
        required=cell.required,
        url=f"{address}#cell-{cell.role}-{cell.level}",
        text=marker.excerpt(cell.text),
        more=more,
    )
