"""What somebody wrote down about themselves: in their account, or in their browser alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.algebra.text import TEXT_LIMIT, clean_text, is_slug
from skills.models import CareerGoal, Kind, Revision, SelfAssessment, Skill, Status

#: Far more than anybody presses, and few enough to be read at once.
MOST_KEPT: Final = 5000


class Rating(NamedTuple):
    """`rank` is 0 for "not yet Junior". `skill` is its document's primary key, `revision` that of
    the revision that was read, `number` its number, and `live` that of the skill's newest one.
    """

    skill: int
    slug: str
    name: str
    is_retired: bool
    role: str
    rank: int
    revision: int
    number: int
    live: int
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """`from_role` is empty and `from_rank` 0 for somebody who comes from elsewhere."""

    from_role: str
    from_rank: int
    to_role: str
    to_rank: int
    seen: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Notebook:
    """`ratings` oldest first. `is_kept` where only this browser has it."""

    goal: Goal | None
    ratings: Sequence[Rating]
    is_kept: bool = False

    def newest(self) -> dict[tuple[int, str], Rating]:
        """What counts, by skill and role."""
        return {(rating.skill, rating.role): rating for rating in self.ratings}


def notebook_of(user: User) -> Notebook:
    """In two queries."""
    goal = CareerGoal.objects.filter(user=user).order_by("-created_at", "-pk").first()
    rows = SelfAssessment.objects.filter(user=user).oldest_first()
    columns = rows.values_list(
        "skill_id",
        "skill__slug",
        "skill__skill__name",
        "skill__status",
        "role",
        "level_id",
        "revision_id",
        "revision__number",
        "skill__number",
        "note",
        "created_at",
    )
    return Notebook(
        goal=Goal(
            goal.from_role,
            goal.from_level_id or 0,
            goal.to_role,
            goal.to_level_id,
            goal.seen,
            goal.created_at,
        )
        if goal
        else None,
        ratings=[
            Rating(
                pk,
                slug,
                name,
                status == Status.RETIRED,
                role,
                rank or 0,
                revision,
                number,
                live,
                note,
                at,
            )
            for pk, slug, name, status, role, rank, revision, number, live, note, at in columns
        ],
    )


class Entry(NamedTuple):
    """A rating as a browser keeps it."""

    skill: str
    role: str
    level: str
    number: int
    note: str
    at: datetime


def entries_in(data: object) -> list[Entry]:
    """The ratings in what a browser sent, oldest first. Raises `BadRequest` for anything else."""
    rows = data.get("ratings", []) if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_KEPT:
        raise _unreadable()
    return sorted((_entry(row) for row in rows), key=lambda entry: entry.at)


def goal_in(data: object) -> Goal | None:
    """The goal in what a browser sent. Raises `BadRequest` for what is none."""
    row = data.get("goal") if isinstance(data, dict) else None
    if row is None:
        return None
    if not isinstance(row, dict):
        raise _unreadable()
    from_role, from_level = _word(row, "from_role"), _word(row, "from_level")
    to_role, to_level, seen = _word(row, "to_role"), _word(row, "to_level"), row.get("seen", 0)
    is_whole = (
        is_slug(to_role)
        and to_level in LEVELS
        and bool(from_role) == bool(from_level)
        and (not from_role or (is_slug(from_role) and from_level in LEVELS))
        and type(seen) is int
        and 0 <= seen < 1 << 62
    )
    if not is_whole:
        raise _unreadable()
    return Goal(from_role, _rank(from_level), to_role, _rank(to_level), seen, _moment(row))


def notebook_in(data: object) -> Notebook:
    """What a browser keeps, of which the server keeps nothing. In two queries.

    Ratings of skills that the matrix doesn't know are left out. Raises `BadRequest`.
    """
    goal, entries = goal_in(data), entries_in(data)
    return Notebook(goal, ratings_of(entries), is_kept=True)


def ratings_of(entries: Iterable[Entry]) -> list[Rating]:
    """`entries` with the documents and revisions they name; what is not known is left out."""
    entries = list(entries)
    skills = {
        slug: (pk, name, status == Status.RETIRED, live)
        for pk, slug, name, status, live in Skill.objects.filter(
            slug__in={entry.skill for entry in entries}
        ).values_list("pk", "slug", "name", "status", "document__number")
    }
    revisions = {
        (pk, number): revision
        for pk, number, revision in Revision.objects.filter(
            document__kind=Kind.SKILL,
            document__in=[pk for pk, *_rest in skills.values()],
            number__in={entry.number for entry in entries},
        ).values_list("document_id", "number", "pk")
    }
    found: list[Rating] = []
    for entry in entries:
        pk, name, is_retired, live = skills.get(entry.skill, (0, "", False, 0))
        if revision := revisions.get((pk, entry.number)):
            rank = _rank(entry.level)
            place = (pk, entry.skill, name, is_retired, entry.role, rank)
            found.append(Rating(*place, revision, entry.number, live, entry.note, entry.at))
    return found


def _entry(row: object) -> Entry:
    if not isinstance(row, dict):
        raise _unreadable()
    skill, role, level = _word(row, "skill"), _word(row, "role"), _word(row, "level")
    note, number = clean_text(_word(row, "note")), row.get("revision")
    is_whole = is_slug(skill) and is_slug(role) and (not level or level in LEVELS)
    if not is_whole or type(number) is not int or not 0 < number < 1 << 31:
        raise _unreadable()
    return Entry(skill, role, level, number, note[:TEXT_LIMIT], _moment(row))


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise _unreadable()
    return value


def _moment(row: Mapping[str, Any]) -> datetime:
    """When it was written down, by the browser's clock; never in the future."""
    try:
        moment = parse_datetime(_word(row, "at"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _unreadable()
    return min(moment, timezone.now())


def _rank(level: str) -> int:
    return LEVELS.index(level) + 1 if level else 0


def _unreadable() -> BadRequest:
    return BadRequest(_("What this browser keeps of your growth can’t be read."))
