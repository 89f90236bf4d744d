"""A person's growth on the matrix: theirs alone, and shown to nobody but whom they give a link."""

from typing import Self

from django.conf import settings
from django.db import models

from skills.algebra.text import SLUG_LIMIT
from skills.models.document import Document
from skills.models.history import Revision
from skills.models.level import Level


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")


class SelfAssessment(models.Model):
    """Where somebody says they are on a skill, in a role. Nothing is overwritten: the newest of a
    skill and role counts, and earlier ones show the way there.

    `level` is empty for "not yet Junior". `revision` is the skill's that they had read.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assessments", db_index=False
    )
    skill = models.ForeignKey(Document, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=SLUG_LIMIT)
    level = models.ForeignKey(Level, models.PROTECT, null=True, related_name="+", db_index=False)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_index=False)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            # What a browser kept is taken over once, however often it is sent.
            models.UniqueConstraint(
                fields=["user", "skill", "role", "created_at"], name="selfassessment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.skill_id}/{self.role}/{self.level_id}"


class CareerGoal(models.Model):
    """Where somebody is and where they want to be. Dated like assessments: the newest counts.

    `from_role` and `from_level` are both empty for somebody who comes from elsewhere. `seen` is
    the sequence of the matrix when they last looked at what had changed in what the goal asks.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="career_goals", db_index=False
    )
    from_role = models.CharField(max_length=SLUG_LIMIT, blank=True)
    from_level = models.ForeignKey(
        Level, models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_role = models.CharField(max_length=SLUG_LIMIT)
    to_level = models.ForeignKey(Level, models.PROTECT, related_name="+", db_index=False)
    seen = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        get_latest_by = ["created_at", "pk"]
        indexes = [models.Index(fields=["user", "created_at"], name="careergoal_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_role="", from_level=None)
                | (~models.Q(from_role="") & models.Q(from_level__isnull=False)),
                name="careergoal_from_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.to_role}/{self.to_level_id}"


class GrowthShare(models.Model):
    """A link by which others may look, until it is taken back. One at a time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="growth_shares")
    token = models.CharField(max_length=50, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True),
                name="growthshare_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} since {self.created_at:%Y-%m-%d}"
