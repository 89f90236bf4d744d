"""What lists and search can be narrowed to: a domain, a group, a role, a level, what is required."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext

from skills.models import Domain, Expectation, Level, Role, Skill, SkillGroup, Status
from skills.models.matrix import ExpectationQuerySet, SkillQuerySet


class Choices:
    """What there is to choose from; each kind is fetched once, and only if somebody asks."""

    @cached_property
    def groups(self) -> list[SkillGroup]:
        """Groups in use, domain by domain."""
        rows = SkillGroup.objects.active().filter(domain__status=Status.ACTIVE).by_name()
        # Prefetched, all groups of a domain share one object, not one with each of hundreds.
        return sorted(rows.prefetch_related("domain"), key=lambda group: _by_name(group.domain))

    @cached_property
    def _all_roles(self) -> list[Role]:
        return list(Role.objects.by_domain())

    @property
    def roles(self) -> list[Role]:
        """Roles in use, domain by domain."""
        return [role for role in self._all_roles if not role.is_retired]

    @property
    def retired_roles(self) -> list[Role]:
        return [role for role in self._all_roles if role.is_retired]

    @cached_property
    def levels(self) -> list[Level]:
        return list(Level.objects.all())

    @cached_property
    def domains(self) -> list[Domain]:
        """Domains in use that have a group or a role: in the others there is nothing to find."""
        found = {group.domain.slug: group.domain for group in self.groups}
        found |= {role.domain.slug: role.domain for role in self.roles}
        return sorted((row for row in found.values() if not row.is_retired), key=_by_name)


class Chip(NamedTuple):
    """One thing a list is narrowed to; `without` is the query string that no longer asks for it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was asked for, found and checked. Made of nothing, it narrows nothing."""

    domain: Domain | None = None
    group: SkillGroup | None = None
    role: Role | None = None
    level: Level | None = None
    required: bool = False

    @classmethod
    def asked_for(cls, query: Mapping[str, str], choices: Choices) -> Self:
        """From a query string; raises `BadRequest` for what there is not.

        A group counts in its own domain alone: whoever goes on to another one leaves it behind.
        """
        asked = cls(
            domain=_chosen(
                query.get("domain"),
                lambda: choices.domains,
                gettext("There is no domain “%(slug)s” to choose from."),
            ),
            group=_chosen(
                query.get("group"),
                lambda: choices.groups,
                gettext("There is no group “%(slug)s” to choose from."),
            ),
            role=_chosen(
                query.get("role"),
                lambda: choices.roles,
                gettext("There is no role “%(slug)s” to choose from."),
            ),
            level=_chosen(
                query.get("level"),
                lambda: choices.levels,
                gettext("There is no level “%(slug)s” to choose from."),
            ),
            required=query.get("required", "") not in ("", "0"),
        )
        if asked.domain and asked.group and asked.group.domain_id != asked.domain.pk:
            return replace(asked, group=None)
        return asked

    @property
    def asks_for_cells(self) -> bool:
        return bool(self.role or self.level or self.required)

    @property
    def parameters(self) -> dict[str, str]:
        """The query string that asks for it."""
        chosen = {
            "domain": self.domain,
            "group": self.group,
            "role": self.role,
            "level": self.level,
        }
        named = {name: row.slug for name, row in chosen.items() if row}
        return named | ({"required": "1"} if self.required else {})

    def chips(self, **beside: str) -> list[Chip]:
        """One for each thing asked for; `beside` is what else the query string says."""
        labels = {
            "domain": self.domain,
            "group": self.group,
            "role": self.role,
            "level": self.level,
            "required": gettext("Required only"),
        }
        said = {name: value for name, value in beside.items() if value} | self.parameters
        return [
            Chip(str(labels[name]), urlencode({key: said[key] for key in said if key != name}))
            for name in self.parameters
        ]

    def cells(self) -> ExpectationQuerySet:
        """The cells of roles in use that were asked for."""
        cells = Expectation.objects.of_roles_in_use()
        if self.role:
            cells = cells.filter(role=self.role)
        if self.level:
            cells = cells.filter(level=self.level)
        if self.required:
            cells = cells.filter(required=True)
        return cells

    def skills(self) -> SkillQuerySet:
        """The skills in use that have such a cell, where cells were asked for."""
        skills = Skill.objects.active()
        if self.domain:
            skills = skills.filter(group__domain=self.domain)
        if self.group:
            skills = skills.filter(group=self.group)
        if self.asks_for_cells:
            skills = skills.filter(Exists(self.cells().filter(skill=OuterRef("pk"))))
        return skills

    def documents(self) -> Q:
        """The same for documents of every kind, as a condition on a row that has a `document`.

        Roles, groups and domains have no cells, so asking for cells leaves them out.
        """
        if not self.parameters:
            return Q()
        found = Q(pk__in=self.skills().values("pk"))
        if self.asks_for_cells:
            return found
        if self.group:
            return found | Q(pk=self.group.pk)
        if self.domain:
            found |= Q(pk=self.domain.pk)
            found |= Q(pk__in=Role.objects.filter(domain=self.domain).values("pk"))
            found |= Q(pk__in=SkillGroup.objects.filter(domain=self.domain).values("pk"))
        return found


def _chosen[Row: (Domain, SkillGroup, Role, Level)](
    slug: str | None, rows: Callable[[], Iterable[Row]], message: str
) -> Row | None:
    if not slug:
        return None
    for row in rows():
        if row.slug == slug:
            return row
    raise BadRequest(message % {"slug": Truncator(slug).chars(40)})


def _by_name(row: Domain) -> tuple[str, str]:
    return row.name.casefold(), row.slug
