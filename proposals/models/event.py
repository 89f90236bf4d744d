from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.models import Document, Revision


class EventKind(models.TextChoices):
    """Everything that can happen: one closed list behind audit log, activity, feeds and mail."""

    PROPOSAL_SUBMITTED = "proposal_submitted", _("proposal sent")
    PROPOSAL_REVISED = "proposal_revised", _("proposal revised")
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", _("proposal withdrawn")
    PROPOSAL_APPROVED = "proposal_approved", _("proposal approved")
    PROPOSAL_REJECTED = "proposal_rejected", _("proposal rejected")
    PROPOSAL_CHANGES_REQUESTED = "proposal_changes_requested", _("changes asked for")
    PROPOSAL_SUPERSEDED = "proposal_superseded", _("proposal superseded")
    PROPOSAL_CONFLICTED = "proposal_conflicted", _("proposal overtaken")
    REVISION_PUBLISHED = "revision_published", _("revision published")
    REVISION_REVERTED = "revision_reverted", _("revision reverted")
    REVIEW_VOTED = "review_voted", _("first of two approvals")
    COMMENT_POSTED = "comment_posted", _("comment written")
    COMMENT_REPLIED = "comment_replied", _("comment answered")
    MENTIONED = "mentioned", _("mentioned")
    COMMENT_HIDDEN = "comment_hidden", _("comment hidden")
    FLAG_RAISED = "flag_raised", _("reported")
    FLAG_SETTLED = "flag_settled", _("report settled")
    RIGHTS_GRANTED = "rights_granted", _("rights given")
    RIGHTS_REVOKED = "rights_revoked", _("rights taken")
    USER_BANNED = "user_banned", _("account blocked")
    USER_UNBANNED = "user_unbanned", _("account unblocked")
    DOCUMENT_PROTECTED = "document_protected", _("protection changed")
    TEXT_REDACTED = "text_redacted", _("text redacted")


class EventQuerySet(models.QuerySet["Event"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Event(models.Model):
    """One thing that happened, written in the transaction that made it happen; never edited."""

    kind = models.CharField(max_length=30, choices=EventKind, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="events")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="events")
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, related_name="events"
    )
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="events")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="events_about",
        help_text=_("whom it happened to"),
    )
    comment = models.ForeignKey(
        "proposals.Comment", models.PROTECT, null=True, related_name="events", db_index=False
    )
    review = models.ForeignKey(
        "proposals.Review", models.PROTECT, null=True, related_name="events", db_index=False
    )
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.kind} by {self.actor_id}"
