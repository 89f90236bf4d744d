from collections.abc import Collection
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from proposals.models.proposal import Proposal
from proposals.models.standing_in import standing_in
from skills.algebra.text import SLUG_LIMIT
from skills.models import Document

COMMENT_LIMIT: Final = 4000  # characters
FLAG_LIMIT: Final = 500  # characters


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> Self:
        """Neither taken back by their author nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def shown(self) -> Self:
        """Whose place is seen, whatever of it: deleted ones only while they have answers."""
        answered = Comment.objects.filter(parent=OuterRef("pk"), deleted_at=None)
        return self.filter(Q(deleted_at=None) | Exists(answered))

    def worth_reading(self) -> Self:
        """Standing ones, and those that still have a standing answer."""
        answered = Comment.objects.standing().filter(parent=OuterRef("pk"))
        return self.filter(Q(deleted_at=None, hidden_at=None) | Exists(answered))

    def by(self, author: User) -> Self:
        return self.filter(author=author)

    def threads(self) -> Self:
        return self.filter(parent=None)

    def reported(self) -> Self:
        """With a report that nobody has settled."""
        return self.filter(Exists(Flag.objects.unsettled().filter(comment=OuterRef("pk"))))

    def around(self, document: Document) -> Self:
        """About a document, or a proposal for it."""
        return self.filter(Q(document=document) | Q(proposal__document=document))

    def in_domains(self, domains: Collection[str]) -> Self:
        """About what stands in one of these domains (slugs) today, or a proposal for it."""
        of_proposals = standing_in(domains, "proposal__document__")
        return self.filter(standing_in(domains, "document__") | of_proposals)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def oldest_first(self) -> Self:
        return self.order_by("pk")

    def with_answers(self, limit: int) -> Self:
        """Each with the first of its answers (`answers`), and how many it has (`answered`)."""
        answers = Comment.objects.shown().select_related("author").oldest_first()
        counted = (
            Comment.objects.shown()
            .filter(parent=OuterRef("pk"))
            .order_by()
            .values("parent")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(answered=Coalesce(Subquery(counted), Value(0))).prefetch_related(
            Prefetch("replies", answers[:limit], to_attr="answers")
        )

    def lock(self, pk: int) -> "Comment":
        """The bare row, locked until the transaction ends."""
        return self.select_for_update(no_key=True).get(pk=pk)


class Comment(models.Model):
    """What somebody says about a document, a cell of it, or a proposal; or answers there.

    Answers have the place of what they answer, one level deep. A comment that is deleted or hidden
    stays as a row, so that its answers keep their place.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    role = models.CharField(max_length=SLUG_LIMIT, blank=True, help_text=_("Of the cell meant."))
    level = models.CharField(max_length=20, blank=True, help_text=_("Of the cell meant."))
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    text = models.TextField(max_length=COMMENT_LIMIT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_because = models.CharField(max_length=FLAG_LIMIT, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None, proposal__isnull=False)
                | Q(document__isnull=False, proposal=None),
                name="comment_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} by {self.author_id}"

    def get_absolute_url(self) -> str:
        """Leads to the page and the place where it is shown."""
        return reverse("comment", args=[self.pk])

    @property
    def is_standing(self) -> bool:
        return self.deleted_at is None and self.hidden_at is None


class CommentVersion(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="versions")
    text = models.TextField(max_length=COMMENT_LIMIT)
    created_at = models.DateTimeField(help_text=_("when it was first written like this"))

    def __str__(self) -> str:
        return f"{self.comment_id} until it was edited"


class FlagReason(models.TextChoices):
    """Why a comment is reported."""

    SPAM = "spam", _("It is spam or advertising")
    ABUSE = "abuse", _("It is rude, or attacks somebody")
    PRIVATE = "private", _("It gives away something private")
    OFF_TOPIC = "off_topic", _("It has nothing to do with this")
    OTHER = "other", pgettext_lazy("reason", "Something else")


class FlagQuerySet(models.QuerySet["Flag"]):
    def unsettled(self) -> Self:
        return self.filter(settled_at=None)

    def oldest_first(self) -> Self:
        return self.order_by("pk")


class Flag(models.Model):
    """Somebody reports a comment; a moderator settles it by hiding the comment or leaving it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="flags", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=16, choices=FlagReason)
    text = models.CharField(max_length=FLAG_LIMIT, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_upheld = models.BooleanField(null=True, help_text=_("whether the comment was hidden for it"))

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        constraints = [models.UniqueConstraint(fields=["comment", "by"], name="reported_once")]
        indexes = [
            models.Index(
                fields=["comment"], name="flag_unsettled", condition=Q(settled_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} reported by {self.by_id}"
