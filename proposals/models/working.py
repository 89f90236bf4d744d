from typing import Self

from django.db import models
from django.utils import timezone


class WorkerLeaseQuerySet(models.QuerySet["WorkerLease"]):
    def standing(self) -> Self:
        return self.filter(good_until__gt=timezone.now())

    def run_out(self) -> Self:
        return self.filter(good_until__lte=timezone.now())


class WorkerLease(models.Model):
    """A worker promises to be alive until then, and renews the promise while it is.

    What a worker had in hand whose promise was not renewed is somebody else's to do.
    """

    worker_id = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    renewed_at = models.DateTimeField()
    good_until = models.DateTimeField()

    objects = WorkerLeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker_id
