from django.db import models
from django.utils import timezone


class PeriodicRun(models.Model):
    """A job that comes again was enqueued for this slot of time; whoever writes the row does it.

    `slot` is the start of the slot in ISO form, such as `2026-11-22` for a daily job.
    """

    name = models.CharField(max_length=40)
    slot = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="periodic_run_once")]

    def __str__(self) -> str:
        return f"{self.name} for {self.slot}"


class Follower(models.Model):
    """How far something that follows the matrix in commit order has come."""

    name = models.CharField(max_length=40, primary_key=True)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"
