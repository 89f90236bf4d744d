"""What a role asks at each of its levels, as it stands."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from skills.models import Expectation
from skills.role_page.outline import Group


class Asked(NamedTuple):
    """One cell. `skill` is its document's primary key."""

    skill: int
    slug: str
    name: str
    group: Group
    rank: int
    required: bool
    description: str


def asked_of(role: str, ranks: Collection[int]) -> list[Asked]:
    """The cells of a role at these ranks, domain by domain with the role's own first, groups and
    skills by name, each skill up the ladder. In one query.
    """
    return asked_at([(role, rank) for rank in ranks])[role]


def asked_at(places: Iterable[tuple[str, int]]) -> dict[str, list[Asked]]:
    """The same for several roles, by role; in one query."""
    wanted = Q(pk__in=())
    found: dict[str, list[tuple[bool, Asked]]] = {}
    for role, rank in places:
        wanted |= Q(role__slug=role, level=rank)
        found.setdefault(role, [])
    rows = (
        Expectation.objects.live()
        .filter(wanted)
        .values_list(
            "role__slug",
            "role__domain_id",
            "skill__group__domain_id",
            "skill__group__slug",
            "skill__group__name",
            "skill__group__domain__name",
            "skill_id",
            "skill__slug",
            "skill__name",
            "level_id",
            "required",
            "description",
        )
    )
    groups: dict[str, Group] = {}
    for role, home, domain, group, named, of_domain, pk, slug, name, rank, required, text in rows:
        place = groups.get(group) or groups.setdefault(group, Group(group, named, of_domain))
        asked = Asked(pk, slug, name, place, rank, required, text)
        found[role].append((domain != home, asked))
    return {role: [asked for _, asked in sorted(rows, key=_order)] for role, rows in found.items()}


def _order(row: tuple[bool, Asked]) -> tuple[bool, str, str, str, str, str, int]:
    is_abroad, asked = row
    group = asked.group
    return (
        is_abroad,
        group.domain.casefold(),
        group.name.casefold(),
        group.slug,
        asked.name.casefold(),
        asked.slug,
        asked.rank,
    )
