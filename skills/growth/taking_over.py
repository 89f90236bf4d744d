"""What a browser kept of somebody who was not signed in becomes part of their account."""

from django.db import transaction

from accounts.models import User
from skills.growth.locking import lock_person
from skills.growth.notebook import entries_in, goal_in, ratings_of
from skills.models import CareerGoal, MatrixClock, Role, SelfAssessment


def take_over(data: object, *, user: User) -> int:
    """Write down what a browser sent, each with the date it has there, and return how many ratings
    are new. Sent twice it is there once. A goal counts if it is newer than the account's.

    Raises `PermissionDenied`, or `BadRequest` for what can't be read.
    """
    goal, ratings = goal_in(data), ratings_of(entries_in(data))
    with transaction.atomic():
        lock_person(user)
        known = set(
            SelfAssessment.objects.filter(user=user).values_list("skill_id", "role", "created_at")
        )
        roles = set(
            Role.objects.filter(slug__in={one.role for one in ratings}).values_list(
                "slug", flat=True
            )
        )
        rows = {
            (one.skill, one.role, one.at): SelfAssessment(
                user=user,
                skill_id=one.skill,
                role=one.role,
                level_id=one.rank or None,
                revision_id=one.revision,
                note=one.note,
                created_at=one.at,
            )
            for one in ratings
            if one.role in roles and (one.skill, one.role, one.at) not in known
        }
        SelfAssessment.objects.bulk_create(rows.values(), batch_size=500)
        newest = CareerGoal.objects.filter(user=user).order_by("-created_at", "-pk").first()
        is_newer = goal and (newest is None or newest.created_at < goal.at)
        if goal and is_newer and Role.objects.filter(slug=goal.to_role).exists():
            CareerGoal.objects.create(
                user=user,
                from_role=goal.from_role,
                from_level_id=goal.from_rank or None,
                to_role=goal.to_role,
                to_level_id=goal.to_rank,
                seen=min(goal.seen, MatrixClock.now().sequence),
                created_at=goal.at,
            )
    return len(rows)
