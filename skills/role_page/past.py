"""Roles as they stood at a moment, folded from the log.

Names of skills, groups and domains are those of that moment, and a skill that was retired then
is left out, as it was from the live page. A role that was retired then can be read.
"""

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet

from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    NAME,
    PARENT,
    REQUIRED,
    RETIRED,
    STATUS,
    SUCCESSOR,
    SUMMARY,
)
from skills.as_of import AsOf
from skills.history import sequence_at
from skills.models import Change as ChangeRow
from skills.models import Document, Kind
from skills.role_page.outline import Entry, Group, Outline, Place, masks
from skills.role_page.reading import Named, RoleFacts, Texts


class Own(NamedTuple):
    """A document's own fields, as they stood."""

    kind: str
    slug: str
    fields: dict[str, str]

    @property
    def name(self) -> str:
        return self.fields[NAME.field]

    @property
    def parent(self) -> str:
        return self.fields[PARENT.field]


class PastReading:
    """`roles` leaves out those that did not exist yet."""

    def __init__(self, as_of: AsOf, roles: Collection[Document]) -> None:
        self.lasting = as_of
        self._sequence = sequence_at(as_of.moment)
        places = _own_fields(
            self._changes().filter(
                revision__document__in=Document.objects.filter(
                    Q(kind__in=(Kind.GROUP, Kind.DOMAIN)) | Q(pk__in=[role.pk for role in roles])
                )
            )
        )
        self._places = {(own.kind, own.slug): own for own in places.values()}
        self.roles = {role.slug: self._role(role) for role in roles if role.pk in places}

    def outlines(self) -> dict[str, Outline]:
        rows = self._cells().filter(field="requirement")
        ladders: dict[tuple[str, int], dict[int, bool]] = {}
        for role, pk, level, new in rows.values_list(
            "role", "revision__document_id", "level", "new"
        ).iterator():
            ladder = ladders.setdefault((role, pk), {})
            rank = LEVELS.index(level) + 1
            if new is None:
                ladder.pop(rank, None)
            else:
                ladder[rank] = new == REQUIRED
        found: dict[str, list[Place]] = {role: [] for role in self.roles}
        for (role, pk), ladder in ladders.items():
            skill = self._skills[pk]
            if ladder and skill.fields[STATUS.field] == ACTIVE:
                entry = Entry(pk, skill.slug, *masks(ladder.items()))
                found[role].append(self._place(skill, entry))
        return {
            slug: Outline.sorted(found[slug], home=role.domain.slug)
            for slug, role in self.roles.items()
        }

    def names(self, pks: Collection[int]) -> dict[int, str]:
        return {pk: self._skills[pk].name for pk in pks if pk in self._skills}

    def texts(self, pks: Collection[int], cells: Collection[tuple[str, int]]) -> Texts:
        wanted = Q()
        for role, rank in cells:
            wanted |= Q(role=role, level=LEVELS[rank - 1])
        rows = self._cells().filter(
            wanted, field="description", language="", revision__document__in=pks
        )
        return {
            (pk, role, LEVELS.index(level) + 1): new or ""
            for pk, role, level, new in rows.values_list(
                "revision__document_id", "role", "level", "new"
            ).iterator()
        }

    def _changes(self) -> "QuerySet[ChangeRow]":
        """Oldest first, so that the last one read of a path is what stood."""
        return ChangeRow.objects.filter(revision__sequence__lte=self._sequence).order_by(
            "revision_id", "id"
        )

    def _cells(self) -> "QuerySet[ChangeRow]":
        # Saying that the role is not empty lets both databases use the index made for this.
        return self._changes().filter(~Q(role=""), role__in=list(self.roles))

    @cached_property
    def _skills(self) -> dict[int, Own]:
        """Every skill that ever had a cell for one of the roles."""
        documents = self._cells().order_by().values("revision__document")
        return _own_fields(self._changes().filter(revision__document__in=documents, role=""))

    def _place(self, skill: Own, entry: Entry) -> Place:
        group = self._places[Kind.GROUP, skill.parent]
        domain = self._places[Kind.DOMAIN, group.parent]
        return Place(domain.slug, Group(group.slug, group.name, domain.name), skill.name, entry)

    def _role(self, document: Document) -> RoleFacts:
        own = self._places[document.kind, document.slug]
        return RoleFacts(
            pk=document.pk,
            slug=own.slug,
            name=own.name,
            summary=own.fields.get(SUMMARY.field, ""),
            domain=Named(own.parent, self._places[Kind.DOMAIN, own.parent].name),
            is_retired=own.fields[STATUS.field] == RETIRED,
            successor=own.fields.get(SUCCESSOR.field, ""),
        )


def _own_fields(changes: "QuerySet[ChangeRow]") -> dict[int, Own]:
    """By primary key, from changes oldest first."""
    rows = changes.filter(
        field__in=[path.field for path in (NAME, SUMMARY, PARENT, STATUS, SUCCESSOR)], language=""
    ).values_list(
        "revision__document_id",
        "revision__document__kind",
        "revision__document__slug",
        "field",
        "new",
    )
    found: dict[int, Own] = {}
    for pk, kind, slug, field, new in rows.iterator():
        own = found.setdefault(pk, Own(kind, slug, {}))
        if new is None:
            own.fields.pop(field, None)
        else:
            own.fields[field] = new
    return found
