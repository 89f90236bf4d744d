"""What a list of changes does to the roles it touches: how much each level then requires."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, REQUIRED
from skills.models import Expectation, Level, Role


@dataclass(frozen=True, slots=True)
class Impact:
    """`before` and `after` count the skills that the role requires at the level."""

    role: Role
    level: Level
    before: int
    after: int


def impact(changes: Iterable[Change]) -> list[Impact]:
    """One entry for each role and level whose requirements change, by role and up the ladder.

    Of roles in use; two queries and the levels, whatever the number of changes.
    """
    deltas: dict[tuple[str, str], int] = {}
    for path, old, new in changes:
        delta = (new == REQUIRED) - (old == REQUIRED)
        if path.field == "requirement" and delta:
            deltas[path.role, path.level] = delta
    if not deltas:
        return []
    roles = {
        role.slug: role for role in Role.objects.active().filter(slug__in={r for r, _ in deltas})
    }
    levels = {level.slug: level for level in Level.objects.all()}
    counts = _required_counts(roles.values())
    return [
        Impact(roles[role], levels[level], before := counts.get((role, level), 0), before + delta)
        for (role, level), delta in sorted(
            deltas.items(), key=lambda item: (item[0][0], LEVELS.index(item[0][1]))
        )
        if role in roles
    ]


def _required_counts(roles: Iterable[Role]) -> dict[tuple[str, str], int]:
    rows = (
        Expectation.objects.live()
        .filter(role__in=list(roles), required=True)
        .values_list("role__slug", "level__slug")
        .annotate(Count("pk"))
    )
    return {(role, level): count for role, level, count in rows}
