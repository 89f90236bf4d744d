"""Saying where one wants to be, and that one has seen what changed on the way there."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.growth.locking import lock_person
from skills.models import CareerGoal, MatrixClock, Role


class Wanted(NamedTuple):
    """Slugs. Both of the first two are empty for somebody who comes from elsewhere."""

    from_role: str
    from_level: str
    to_role: str
    to_level: str


def check(wanted: Wanted) -> None:
    """Raises `ValidationError` by field."""
    problems: dict[str, str] = {}
    named = {wanted.from_role, wanted.to_role} - {""}
    roles = set(Role.objects.active().filter(slug__in=named).values_list("slug", flat=True))
    if not wanted.to_role:
        problems["to_role"] = _("Choose the role you want to be in; it may be the one you have.")
    elif wanted.to_role not in roles:
        problems["to_role"] = _("This role is not in use any more. Choose another one.")
    if wanted.to_level not in LEVELS:
        problems["to_level"] = _("Choose one of the five levels.")
    if wanted.from_role and wanted.from_role not in roles:
        problems["from_role"] = _("This role is not in use any more. Choose another one.")
    if wanted.from_level and wanted.from_level not in LEVELS:
        problems["from_level"] = _("Choose one of the five levels.")
    elif wanted.from_role and not wanted.from_level:
        problems["from_level"] = _("Choose your level in this role.")
    elif wanted.from_level and not wanted.from_role:
        problems["from_role"] = _("Choose the role that you are at this level in.")
    if not problems and wanted[:2] == wanted[2:]:
        problems["to_level"] = _("You are there already. Choose the next level, or another role.")
    if problems:
        raise ValidationError(problems)


def set_goal(wanted: Wanted, *, user: User) -> CareerGoal:
    """Earlier goals stay on record; the same one again is not written twice.

    Raises `PermissionDenied`, or `ValidationError` by field.
    """
    with transaction.atomic():
        lock_person(user)
        check(wanted)
        goal = CareerGoal(
            user=user,
            from_role=wanted.from_role,
            from_level_id=LEVELS.index(wanted.from_level) + 1 if wanted.from_level else None,
            to_role=wanted.to_role,
            to_level_id=LEVELS.index(wanted.to_level) + 1,
            seen=MatrixClock.now().sequence,
            created_at=timezone.now(),
        )
        before = _newest(user)
        if before and _place(before) == _place(goal):
            return before
        goal.save()
        return goal


def mark_seen(until: int, *, user: User) -> None:
    """`user` has looked at what changed in their goal up to this sequence of the matrix.

    Raises `PermissionDenied`.
    """
    with transaction.atomic():
        lock_person(user)
        goal = _newest(user)
        if goal:
            goal.seen = max(goal.seen, min(until, MatrixClock.now().sequence))
            goal.save(update_fields=["seen"])


def _newest(user: User) -> CareerGoal | None:
    return CareerGoal.objects.filter(user=user).order_by("-created_at", "-pk").first()


def _place(goal: CareerGoal) -> tuple[str, int | None, str, int]:
    return goal.from_role, goal.from_level_id, goal.to_role, goal.to_level_id
