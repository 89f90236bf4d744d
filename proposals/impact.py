"""What a list of changes does to the matrix beyond its own words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import ngettext

from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, REQUIRED, RETIRED, STATUS, Content
from skills.models import Document, Expectation, Kind, Level, Role, Skill, SkillGroup


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


def with_what_follows(kind: str, live: Content, changes: Iterable[Change]) -> list[Change]:
    """With the requirements that go, or come back, when a skill is retired or used again."""
    changes = list(changes)
    status = next((change for change in changes if change.path == STATUS), None)
    if kind != Kind.SKILL or status is None or status.old is None:
        return changes
    required = [path for path, value in live.items() if value == REQUIRED]
    if status.new == RETIRED:
        return [Change(path, REQUIRED, None) for path in required]
    return [Change(path, None, REQUIRED) for path in required]


def left_behind(document: Document) -> str:
    """What still speaks of a role, group or domain when it is retired; empty where nothing does."""
    match document.kind:
        case Kind.ROLE:
            cells = Expectation.objects.live().filter(role=document.pk)
            count = cells.values("skill").distinct().count()
            sentence = ngettext(
                "%(count)d skill says what it asks of this role; that would no longer be shown.",
                "%(count)d skills say what they ask of this role; that would no longer be shown.",
                count,
            )
        case Kind.GROUP:
            count = Skill.objects.active().filter(group=document.pk).count()
            sentence = ngettext(
                "%(count)d skill in use stands in this group.",
                "%(count)d skills in use stand in this group.",
                count,
            )
        case Kind.DOMAIN:
            count = SkillGroup.objects.active().filter(domain=document.pk).count()
            sentence = ngettext(
                "%(count)d group in use stands in this domain.",
                "%(count)d groups in use stand in this domain.",
                count,
            )
        case _:
            return ""
    return sentence % {"count": count} if count else ""
