"""What a page shows of each document that was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from skills.models import Attribute, Document, Kind, Translation
from skills.narrowing import Narrowing
from skills.search.finding import Found, Rank, written
from skills.search.highlighting import Marker
from skills.search.words import Word

if TYPE_CHECKING:
    from skills.projection import Row


#: Up to this many skills are ordered by how much their paragraphs say, which has to be read first.
_WEIGHED: Final = 60


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


class Speaking(NamedTuple):
    """The paragraph of a skill that answers best, and how many answer as well."""

    cell: _Cell
    alike: int


class Results:
    """What was found, ordered and shown; the paragraphs that answer are read once."""

    def __init__(self, found: list[Found], words: list[Word], narrowing: Narrowing) -> None:
        self._words = words
        self._narrowing = narrowing
        self._marker = Marker(words)
        self._speaking: dict[int, Speaking] = {}
        by_paragraph = [each.pk for each in found if each.rank == Rank.PARAGRAPH]
        self.found = found
        if len(by_paragraph) <= _WEIGHED:
            self._read(by_paragraph)
            self.found = sorted(found, key=self._weight)

    def shown(self, page: Iterable[Found]) -> list[Result]:
        """In at most four queries."""
        page = list(page)
        self._read([each.pk for each in page if each.rank == Rank.PARAGRAPH])
        rows = _documents([each.pk for each in page], self._words) if page else {}
        return [
            _result(rows[each.pk], each.rank, self._marker, self._speaking.get(each.pk))
            for each in page
            if each.pk in rows
        ]

    def _weight(self, found: Found) -> tuple[int, ...]:
        """A skill that speaks of it in ten paragraphs comes before one that mentions it."""
        speaking = self._speaking.get(found.pk)
        return *found.order, -speaking.alike if speaking else 0

    def _read(self, pks: list[int]) -> None:
        missing = [pk for pk in pks if pk not in self._speaking]
        if missing:
            self._speaking |= _speaking(missing, self._words, self._marker, self._narrowing)


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


def _result(document: Document, rank: Rank, marker: Marker, speaking: Speaking | None) -> Result:
    row: Row = getattr(document, "skillgroup" if document.kind == Kind.GROUP else document.kind)
    label = getattr(document, "label", None) if rank == Rank.LABEL else None
    return Result(
        kind=document.kind,
        name=marker.mark(row.name, is_name=True),
        url=row.get_absolute_url(),
        places=_places(document),
        label=marker.mark(label or "", is_name=True),
        summary=marker.excerpt(row.summary),
        passage=_passage(speaking, marker) if speaking else None,
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


def _speaking(
    pks: list[int], words: list[Word], marker: Marker, narrowing: Narrowing
) -> dict[int, Speaking]:
    """Of each skill, in at most three queries.

    First among the paragraphs that the database says have one of the words. Where that is none,
    the word is there with other accents, or in a translation.
    """
    one_of_them = reduce(or_, (written("description", word) for word in words))
    found = _best(_cells(pks, narrowing, one_of_them), marker)
    if missing := [pk for pk in pks if pk not in found]:
        cells = _cells(missing, narrowing)
        found |= _best(cells, marker)
        if missing := [pk for pk in missing if pk not in found]:
            found |= _best(_translated(missing, cells), marker)
    return found


def _cells(pks: list[int], narrowing: Narrowing, condition: Q = Q()) -> list[_Cell]:  # noqa: B008
    rows = (
        narrowing.cells().filter(condition, skill__in=pks).order_by("skill", "role__name", "level")
    )
    return [
        _Cell(*row)
        for row in rows.values_list(
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


def _best(cells: Iterable[_Cell], marker: Marker) -> dict[int, Speaking]:
    scored: dict[int, list[tuple[int, _Cell]]] = {}
    for cell in cells:
        if score := marker.score(cell.text):
            scored.setdefault(cell.skill, []).append((score, cell))
    best: dict[int, Speaking] = {}
    for pk, candidates in scored.items():
        highest = max(score for score, _ in candidates)
        alike = [cell for score, cell in candidates if score == highest]
        best[pk] = Speaking(alike[0], len(alike))
    return best


def _passage(speaking: Speaking, marker: Marker) -> Passage:
    cell, alike = speaking
    address = reverse("skill", args=[cell.skill_slug])
    return Passage(
        role=cell.role_name,
        level=gettext(cell.level_name),
        required=cell.required,
        url=f"{address}#cell-{cell.role}-{cell.level}",
        text=marker.excerpt(cell.text),
        more=alike - 1,
    )
