from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from skills.models import Document


class WatchQuerySet(models.QuerySet["Watch"]):
    def of(self, document: Document) -> Self:
        return self.filter(document=document)

    def by(self, user: User) -> Self:
        return self.filter(user=user)

    def standing(self) -> Self:
        """Not stopped."""
        return self.filter(stopped_at=None)

    def heard(self) -> Self:
        """Standing, of people who can still be told anything."""
        return self.standing().filter(user__is_active=True)


class Watch(models.Model):
    """Somebody wants to hear what changes: of a skill; of a group's or domain's skills; of what a
    role asks for, from a level up.

    One that was stopped stays as a row, so that what is watched by itself (for proposing on it,
    say) does not come back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    document = models.ForeignKey(Document, models.CASCADE, related_name="watches", db_index=False)
    level = models.CharField(
        max_length=20,
        blank=True,
        help_text=_("Of a role: the slug of the lowest level that matters; empty: all of them."),
    )
    is_automatic = models.BooleanField(
        default=False, help_text=_("Came of proposing or commenting on it.")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    stopped_at = models.DateTimeField(null=True, editable=False)

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.user_id} watches {self.document_id}"
