"""What changed in what a goal asks since its owner last looked."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from skills.algebra.paths import ACTIVE, LEVELS, REQUIRED, STATUS
from skills.growth.asked import Asked
from skills.growth.notebook import Goal
from skills.models import Change as ChangeRow
from skills.models import Expectation, Kind, Skill
from skills.skill_page.reading import Named


@dataclass(frozen=True, slots=True)
class News:
    """Skills, each in one list only. `until` is the newest sequence that was looked at."""

    required: list[Named]
    optional: list[Named]
    dropped: list[Named]
    reworded: list[Named]
    until: int

    def __bool__(self) -> bool:
        return bool(self.required or self.optional or self.dropped or self.reworded)


class _Was(NamedTuple):
    """What the log says was there before the first change; `None` where it says nothing."""

    values: dict[str, str | None]

    def requirement(self, now: str | None) -> str | None:
        was = self.values.get("requirement", now)
        return was if self.values.get(STATUS.field, ACTIVE) == ACTIVE else None

    def was_required(self, is_required: bool) -> bool:
        """Of a skill that asks nothing any more: its cell has gone, or all of it was retired, and
        then the cell still says what it asked.
        """
        return self.requirement(REQUIRED if is_required else None) == REQUIRED


def news(goal: Goal, asked: list[Asked]) -> News:
    """`asked` is what the goal asks today. In one query, or three where a skill is gone."""
    level = LEVELS[goal.to_rank - 1]
    cells = Expectation.objects.filter(role__slug=goal.to_role, level=goal.to_rank)
    rows = (
        ChangeRow.objects.filter(
            Q(role=goal.to_role, level=level, field__in=("requirement", "description"))
            | Q(field=STATUS.field, revision__document__in=cells.values("skill")),
            revision__document__kind=Kind.SKILL,
            revision__sequence__gt=goal.seen,
            language="",
        )
        .order_by("revision__sequence", "pk")
        .values_list("revision__document_id", "field", "old", "revision__sequence")
    )
    was: dict[int, _Was] = {}
    until = goal.seen
    for pk, field, old, sequence in rows:
        was.setdefault(pk, _Was({})).values.setdefault(field, old)
        until = max(until, sequence or 0)
    today = {one.skill: one for one in asked}
    found = News([], [], [], [], until)
    for pk in [one.skill for one in asked if one.skill in was]:
        _sort(was[pk], today[pk], found)
    gone = [pk for pk in was if pk not in today]
    if gone:
        needed = set(cells.filter(required=True, skill__in=gone).values_list("skill", flat=True))
        dropped = [pk for pk in gone if was[pk].was_required(pk in needed)]
        named = Skill.objects.filter(pk__in=dropped).by_name().values_list("slug", "name")
        found.dropped.extend(Named(*one) for one in named)
    return found


def _sort(was: _Was, now: Asked, found: News) -> None:
    word = REQUIRED if now.required else "optional"
    before = was.requirement(word)
    named = Named(now.slug, now.name)
    if before != word:
        if now.required:
            found.required.append(named)
        elif before is None:
            found.optional.append(named)
        else:
            found.dropped.append(named)
    elif was.values.get("description", now.description) != now.description:
        found.reworded.append(named)
