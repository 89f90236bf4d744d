"""How much there is: in skills, groups and domains that are in use."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Q

from skills.models import Domain, Expectation, MatrixClock, Skill


class Asked(NamedTuple):
    """What skills ask: of how many roles, and in how many cells, required or not."""

    roles: int = 0
    required: int = 0
    optional: int = 0


class RoleAsked(NamedTuple):
    """What one skill asks of one role."""

    slug: str
    name: str
    required: int
    optional: int


def asked_by_skill(skills: Iterable[Skill]) -> dict[int, Asked]:
    """By the skill's key; one query."""
    rows = (
        Expectation.objects.of_roles_in_use()
        .filter(skill__in=[skill.pk for skill in skills])
        .order_by()
        .values("skill")
        .annotate(
            roles=Count("role", distinct=True),
            required_cells=Count("pk", filter=Q(required=True)),
            optional_cells=Count("pk", filter=Q(required=False)),
        )
        .values_list("skill", "roles", "required_cells", "optional_cells")
    )
    return {pk: Asked(*counts) for pk, *counts in rows}


def roles_asked_by_skill(skills: Iterable[Skill]) -> dict[int, list[RoleAsked]]:
    """Role by role, those first of whom most is required; one query."""
    rows = (
        Expectation.objects.of_roles_in_use()
        .filter(skill__in=[skill.pk for skill in skills])
        .values("skill", "role__slug", "role__name")
        .annotate(
            required_cells=Count("pk", filter=Q(required=True)),
            optional_cells=Count("pk", filter=Q(required=False)),
        )
        .order_by("skill", "-required_cells", "role__name")
        .values_list("skill", "role__slug", "role__name", "required_cells", "optional_cells")
    )
    asked: dict[int, list[RoleAsked]] = {}
    for pk, slug, name, required, optional in rows:
        asked.setdefault(pk, []).append(RoleAsked(slug, name, required, optional))
    return asked


def skills_by_group(domain: Domain) -> dict[int, int]:
    """Skills in use by their group's key, of the groups of `domain`."""
    skills = Skill.objects.active().filter(group__domain=domain).order_by()
    return dict(skills.values_list("group").annotate(Count("pk")))


def skills_by_domain(clock: MatrixClock) -> dict[int, int]:
    """Skills in use by their domain's key. `clock` is read before."""

    def count() -> dict[int, int]:
        skills = Skill.objects.active().order_by()
        return dict(skills.values_list("group__domain").annotate(Count("pk")))

    return _kept("skills-by-domain-1", clock, count)


def skills_by_initial(clock: MatrixClock) -> dict[str, int]:
    """Skills in use by the first letter of their name. `clock` is read before."""
    return _kept("skills-by-initial-1", clock, Skill.objects.active().count_by_initial)


def _kept[Key](
    name: str, clock: MatrixClock, count: Callable[[], dict[Key, int]]
) -> dict[Key, int]:
    """Counting takes time with the number of skills, so it is done once until the clock moves."""
    key = f"{name}:{clock.generation}"
    counts: dict[Key, int] | None = cache.get(key)
    if counts is None:
        counts = count()
        cache.set(key, counts)
    return counts
