"""A skill as it stands, or as it stood: what all of its pages are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from skills.algebra.ladder import Cell
from skills.algebra.paths import (
    LEVELS,
    NAME,
    PARENT,
    REQUIRED,
    RETIRED,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    cells_of,
    description,
    requirement,
    split_field,
)
from skills.history import content_at_sequence
from skills.models import Attribute, Expectation, Kind, Skill
from skills.models import Change as ChangeRow
from skills.skill_page.past import Past


class Named(NamedTuple):
    """A document by its permanent slug and the name it has, or had then."""

    slug: str
    name: str


class Label(NamedTuple):
    """A value of a many-valued field, such as `link` with an address and a title."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RoleCells:
    """What a skill says for one role; `cells` by level's slug, levels in order, holes left out."""

    slug: str
    name: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class SkillReading:
    """`roles` by name. `labels` holds other labels, identifiers and links by field."""

    skill: Skill
    name: str
    summary: str
    is_retired: bool
    successor: Named | None
    group: Named
    domain: Named
    roles: list[RoleCells]
    labels: dict[str, list[Label]]
    number: int
    updated_on: date | None
    past: Past | None

    def role(self, slug: str) -> RoleCells | None:
        return next((role for role in self.roles if role.slug == slug), None)


def read(skill: Skill, past: Past | None, *, only: str = "") -> SkillReading:
    """`skill` (its document and place fetched) as it stands; with `past`, as it stood.

    Today's reading leaves the cells of retired roles out; a past one has every cell there was.
    With `only`, a role's slug, it has this role alone, retired or not, if there is anything on it.
    """
    return _read_then(skill, past, only) if past else _read_now(skill, only)


def _read_now(skill: Skill, only: str) -> SkillReading:
    cells = Expectation.objects.filter(skill=skill)
    cells = cells.filter(role__slug=only) if only else cells.of_roles_in_use()
    attributes = Attribute.objects.filter(document=skill.document_id).order_by("field", "key")
    if only:
        attributes = attributes.none()
    successor = None
    if skill.successor:
        successor = Skill.objects.filter(slug=skill.successor).values_list("slug", "name").first()
    return SkillReading(
        skill=skill,
        name=skill.name,
        summary=skill.summary,
        is_retired=skill.is_retired,
        successor=Named(*successor) if successor else None,
        group=Named(skill.group.slug, skill.group.name),
        domain=Named(skill.group.domain.slug, skill.group.domain.name),
        roles=_by_role(
            cells.values_list("role__slug", "role__name", "level_id", "required", "description")
        ),
        labels=_by_field(attributes.values_list("field", "key", "value")),
        number=skill.document.number,
        updated_on=skill.document.updated_on,
        past=None,
    )


def _read_then(skill: Skill, past: Past, only: str) -> SkillReading:
    content = content_at_sequence(skill.document, past.revision.sequence or 0)
    cells = [cell for cell in cells_of(content) if only in ("", cell[0])]
    roles = {only} if only else {role for role, _ in cells}
    named = _NamesThen(
        past.sequence, roles, group=content[PARENT], successor=content.get(SUCCESSOR, "")
    )
    rows = (
        (
            role,
            named.name(Kind.ROLE, role),
            LEVELS.index(level) + 1,
            content[requirement(role, level)] == REQUIRED,
            content[description(role, level)],
        )
        for role, level in cells
    )
    attributes = (
        (*split_field(path.field), value)
        for path, value in sorted(content.items())
        if ":" in path.field
    )
    return SkillReading(
        skill=skill,
        name=content[NAME],
        summary=content.get(SUMMARY, ""),
        is_retired=content[STATUS] == RETIRED,
        successor=named.named(Kind.SKILL, content[SUCCESSOR]) if SUCCESSOR in content else None,
        group=named.named(Kind.GROUP, content[PARENT]),
        domain=named.named(Kind.DOMAIN, named.domain),
        roles=_by_role(rows)
        or [RoleCells(role, named.name(Kind.ROLE, role), {}) for role in roles],
        labels=_by_field(attributes),
        number=past.revision.number,
        updated_on=past.updated_on,
        past=past,
    )


def _by_role(rows: Iterable[tuple[str, str, int, bool, str]]) -> list[RoleCells]:
    """From rows of role's slug, role's name, level's rank, required, description."""
    names: dict[str, str] = {}
    cells: dict[str, dict[int, Cell]] = {}
    for slug, name, rank, required, text in rows:
        names[slug] = name
        cells.setdefault(slug, {})[rank] = Cell(required, text)
    return [
        RoleCells(slug, name, {LEVELS[rank - 1]: cells[slug][rank] for rank in sorted(cells[slug])})
        for slug, name in sorted(names.items(), key=lambda role: (role[1].casefold(), role[0]))
    ]


def _by_field(attributes: Iterable[tuple[str, str, str]]) -> dict[str, list[Label]]:
    labels: dict[str, list[Label]] = {}
    for field, key, value in attributes:
        labels.setdefault(field, []).append(Label(key, value))
    return labels


class _NamesThen:
    """What the documents that a skill names were called at a sequence, in one query."""

    def __init__(self, sequence: int, roles: set[str], *, group: str, successor: str) -> None:
        group_rows = ChangeRow.objects.filter(
            revision__document__kind=Kind.GROUP, revision__document__slug=group, field=PARENT.field
        )
        wanted = (
            Q(revision__document__kind=Kind.ROLE, revision__document__slug__in=roles)
            | Q(revision__document__kind=Kind.GROUP, revision__document__slug=group)
            | Q(revision__document__kind=Kind.SKILL, revision__document__slug=successor)
            | Q(
                revision__document__kind=Kind.DOMAIN,
                revision__document__slug__in=group_rows.values("new"),
            )
        )
        rows = (
            ChangeRow.objects.filter(
                wanted,
                field__in=(NAME.field, PARENT.field),
                language="",
                revision__sequence__lte=sequence,
            )
            .order_by("revision_id", "id")
            .values_list("revision__document__kind", "revision__document__slug", "field", "new")
        )
        self._values: Mapping[tuple[str, str, str], str | None] = {
            (kind, slug, field): new for kind, slug, field, new in rows
        }
        self.domain = self._values.get((Kind.GROUP, group, PARENT.field)) or ""

    def name(self, kind: str, slug: str) -> str:
        return self._values.get((kind, slug, NAME.field)) or slug

    def named(self, kind: str, slug: str) -> Named:
        return Named(slug, self.name(kind, slug))
