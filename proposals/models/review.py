from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from proposals.models.proposal import Proposal
from proposals.models.standing_in import standing_in
from skills.models import Revision


class Verdict(models.TextChoices):
    APPROVE = "approve", _("approved")
    REJECT = "reject", _("rejected")
    ASK_FOR_CHANGES = "ask_for_changes", _("asked for changes")


class Reason(models.TextChoices):
    """Why something is turned down; one of them suffices."""

    UNCLEAR = "unclear", _("It isn't clear what should change")
    NO_IMPROVEMENT = "no_improvement", _("It doesn't make the text better")
    TOO_SPECIFIC = "too_specific", _("It fits one company only")
    WRONG_LEVEL = "wrong_level", _("It belongs at another level")
    DUPLICATE = "duplicate", _("It is proposed or said already")
    COPIED = "copied", _("It is copied from somewhere else")
    SPAM = "spam", _("It is spam or abuse")
    OTHER = "other", pgettext_lazy("reason", "Something else")


class Review(models.Model):
    """One verdict on one version.

    `accepted` holds the ids of the `ProposalChange`s an approval accepted. Where two reviewers
    are needed, the first's stands here until the second's matches it.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="reviews")
    version = models.PositiveIntegerField(help_text=_("the version judged"))
    accepted = models.JSONField(default=list)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=16, choices=Verdict)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    text = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.verdict} {self.proposal_id} version {self.version}"


class Vote(models.Model):
    """Advises, never decides."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="votes", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    supports = models.BooleanField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="one_vote_each")]

    def __str__(self) -> str:
        return f"{self.user_id} {'supports' if self.supports else 'opposes'} {self.proposal_id}"


class SavedReply(models.Model):
    """A text a moderator sends often."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_replies")
    name = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_reply_name")]

    def __str__(self) -> str:
        return self.name


class DirectPublicationQuerySet(models.QuerySet["DirectPublication"]):
    def unchecked(self) -> Self:
        return self.filter(checked_by=None)

    def in_domains(self, domains: Collection[str]) -> Self:
        """Of what stands in one of these domains (slugs) today."""
        return self.filter(standing_in(domains, "revision__document__"))

    def oldest_first(self) -> Self:
        return self.order_by("revision")


class DirectPublication(models.Model):
    """A revision that nobody reviewed before it was live, for others to look over."""

    revision = models.OneToOneField(
        Revision, models.PROTECT, primary_key=True, related_name="direct_publication"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)

    objects = DirectPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication without a review")
        verbose_name_plural = _("publications without a review")

    def __str__(self) -> str:
        return f"{self.revision_id}"
