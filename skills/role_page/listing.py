"""The roles there are, domain by domain, with how much each asks for."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Q

from skills.models import Expectation, MatrixClock, Role
from skills.role_page.reading import Named


class RoleCard(NamedTuple):
    slug: str
    name: str
    summary: str
    skills: int
    required: int


class DomainCards(NamedTuple):
    domain: Named
    cards: list[RoleCard]


def cards(clock: MatrixClock, roles: Iterable[Role]) -> list[DomainCards]:
    """Of roles that stand in their domains' order, domains fetched.

    `clock` is read before: the counts are kept until it moves.
    """
    counts = _counts(clock)
    return [
        DomainCards(
            Named(*domain),
            [
                RoleCard(role.slug, role.name, role.summary, *counts.get(role.pk, (0, 0)))
                for role in of_domain
            ],
        )
        for domain, of_domain in groupby(
            roles, key=lambda role: (role.domain.slug, role.domain.name)
        )
    ]


def _counts(clock: MatrixClock) -> dict[int, tuple[int, int]]:
    """Skills, and skills required at one level at least, by role."""
    key = f"role-counts-1:{clock.generation}"
    counts: dict[int, tuple[int, int]] | None = cache.get(key)
    if counts is None:
        rows = (
            Expectation.objects.live()
            .values("role")
            .annotate(
                skills=Count("skill", distinct=True),
                required_skills=Count("skill", distinct=True, filter=Q(required=True)),
            )
            .values_list("role", "skills", "required_skills")
        )
        counts = {pk: (skills, required) for pk, skills, required in rows}
        cache.set(key, counts)
    return counts
