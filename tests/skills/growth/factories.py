"""Ratings without a database, and with one."""

from datetime import UTC, datetime, timedelta

from accounts.models import User
from skills.growth.assessing import Mark, assess
from skills.growth.goals import Wanted, set_goal
from skills.growth.notebook import Rating
from skills.models import CareerGoal, Document, SelfAssessment

DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)


def rating(skill: int, rank: int, *, role: str = "dba", day: int = 0, note: str = "") -> Rating:
    slug = f"skill-{skill}"
    at = DAY + timedelta(days=day)
    is_retired = False
    return Rating(skill, slug, slug.title(), is_retired, role, rank, 1, 1, 1, note, at)


def say(
    skill: Document, level: str, *, by: User, role: str = "dba", note: str | None = None
) -> list[SelfAssessment]:
    skill.refresh_from_db()
    return assess([Mark(skill.slug, role, level, skill.number, note)], user=by)


def aim(by: User, *, at: str = "senior", role: str = "dba", start: str = "middle") -> CareerGoal:
    return set_goal(Wanted(role if start else "", start, role, at), user=by)
