from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from skills.algebra.changes import Change
from skills.algebra.paths import Path
from skills.algebra.text import SLUG_LIMIT
from skills.models import Document, Revision
from skills.models.history import FIELD_LIMIT
from skills.prepared import Prepared

WHY_LIMIT = 500


class Status(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "open")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("proposal", "changes asked for")
    APPROVED = "approved", pgettext_lazy("proposal", "approved")
    REJECTED = "rejected", pgettext_lazy("proposal", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")
    SUPERSEDED = "superseded", pgettext_lazy("proposal", "superseded")


#: A proposal in one of these can still become something; a closed one stays closed.
PENDING = (Status.OPEN, Status.CHANGES_REQUESTED)


class VersionKind(models.TextChoices):
    SUBMISSION = "submission", _("sent")
    REVISION = "revision", _("revised")
    REBASE = "rebase", _("brought up to date")
    CORRECTION = "correction", _("wording corrected")


class Outcome(models.TextChoices):
    PENDING = "", _("not decided")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    ALREADY_THERE = "already_there", _("already there")


class Batch(models.Model):
    """Proposals that came together, such as an import's; outside the cap on open proposals."""

    name = models.CharField(max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def pending(self) -> Self:
        return self.filter(status__in=PENDING)

    def awaiting_review(self) -> Self:
        return self.filter(status=Status.OPEN)

    def of(self, document: Document) -> Self:
        return self.filter(document=document)

    def by(self, author: User) -> Self:
        return self.filter(author=author)

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def for_list(self) -> Self:
        """With document and author, and nothing fetched behind the list's back."""
        related = self.select_related("document", "author")
        return related.fetch_mode(models.FETCH_RAISE)

    def lock(self, pk: int) -> "Proposal":
        """The bare row, locked until the transaction ends; lock its document before it."""
        return _LOCKED.one(pk)


class Proposal(models.Model):
    """A list of changes to one document that somebody asks for.

    `version` is the number of its newest `ProposalVersion`, which holds the changes. `kind`,
    `domain`, `other_domain` and `is_conflicted` are computed whenever it or its document changes,
    so that queues can filter by them; `is_conflicted` informs and decides nothing.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="proposals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    summary = models.CharField(_("why"), max_length=WHY_LIMIT)
    title = models.CharField(max_length=200, help_text=_("the document's name when it was sent"))
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="proposals")
    kind = models.CharField(max_length=30)
    domain = models.CharField(max_length=SLUG_LIMIT, blank=True)
    other_domain = models.CharField(
        max_length=SLUG_LIMIT, blank=True, help_text=_("where it moves the document to")
    )
    languages = models.CharField(
        max_length=200, blank=True, help_text=_("of its translations, between commas")
    )
    touches_source = models.BooleanField(default=True)
    is_conflicted = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decided_proposals"
    )
    decided_at = models.DateTimeField(null=True)
    revision = models.OneToOneField(
        Revision, models.PROTECT, null=True, related_name="proposal", help_text=_("what it became")
    )
    reverts = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        related_name="revert_proposals",
        help_text=_("what it asks to take back"),
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [
            models.Index(fields=["status", "created_at"], name="proposal_queue"),
            models.Index(fields=["document", "status"], name="proposal_of_document"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.summary}"

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING

    @property
    def is_claimed(self) -> bool:
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    def current_changes(self) -> list["ProposalChange"]:
        return _CHANGES.objects(self.pk, self.version)


class ProposalVersion(models.Model):
    """What was asked for at one time: a submission, a revision, a rebase or a correction."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=VersionKind)
    base_number = models.PositiveIntegerField(help_text=_("the document's revision it was made on"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} version {self.number}"


class ProposalChange(models.Model):
    """One change of a version, shaped like the log's, and what became of it."""

    version = models.ForeignKey(ProposalVersion, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=FIELD_LIMIT)
    role = models.CharField(max_length=SLUG_LIMIT, blank=True)
    level = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, blank=True)
    # Absence (null) and the empty paragraph of an undescribed cell are different things.
    old = models.TextField(null=True)  # noqa: DJ001
    new = models.TextField(null=True)  # noqa: DJ001
    outcome = models.CharField(max_length=15, choices=Outcome, default=Outcome.PENDING, blank=True)

    def __str__(self) -> str:
        return f"{self.field} {self.role} {self.level} {self.language}".rstrip()

    @property
    def path(self) -> Path:
        return Path(self.field, self.role, self.level, self.language)

    def as_tuple(self) -> Change:
        return Change(self.path, self.old, self.new)


_LOCKED = Prepared(lambda keys: Proposal.objects.select_for_update(no_key=True).filter(pk__in=keys))
#: Of a proposal's key and the number of its version.
_CHANGES = Prepared(
    lambda keys: ProposalChange.objects.filter(
        version__proposal=keys[0], version__number=keys[1]
    ).order_by("pk")
)
