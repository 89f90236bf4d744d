from collections.abc import Iterator
from typing import Final

from accounts.models import User
from proposals.personal_data.section import Row, Section
from skills.models import CareerGoal, GrowthShare, SelfAssessment


def _assessments(user: User) -> Iterator[Row]:
    rows = SelfAssessment.objects.filter(user=user).oldest_first()
    for one in rows.select_related("skill", "level", "revision").iterator():
        yield {
            "skill": one.skill.slug,
            "role": one.role,
            "level": one.level.slug if one.level else None,
            "read_at_revision": one.revision.number,
            "evidence": one.note,
            "at": one.created_at,
        }


def _goals(user: User) -> Iterator[Row]:
    rows = CareerGoal.objects.filter(user=user).select_related("from_level", "to_level")
    for goal in rows.order_by("created_at", "pk"):
        yield {
            "from_role": goal.from_role or None,
            "from_level": goal.from_level.slug if goal.from_level else None,
            "to_role": goal.to_role,
            "to_level": goal.to_level.slug,
            "at": goal.created_at,
        }


def _shares(user: User) -> Iterator[Row]:
    """Not the links themselves: whoever has one may look."""
    for share in GrowthShare.objects.filter(user=user).order_by("pk"):
        yield {"made_at": share.created_at, "taken_back_at": share.revoked_at}


SECTIONS: Final = (
    Section(
        "self_assessments",
        ("skills.SelfAssessment.user",),
        _assessments,
        forget=lambda user: SelfAssessment.objects.filter(user=user).delete(),
    ),
    Section(
        "career_goals",
        ("skills.CareerGoal.user",),
        _goals,
        forget=lambda user: CareerGoal.objects.filter(user=user).delete(),
    ),
    Section(
        "growth_links",
        ("skills.GrowthShare.user",),
        _shares,
        forget=lambda user: GrowthShare.objects.filter(user=user).delete(),
    ),
)
