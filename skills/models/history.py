"""The change log: rows that are written once and, redaction aside, never change."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skills.algebra.changes import Change as ChangeTuple
from skills.algebra.paths import Path
from skills.algebra.text import SLUG_LIMIT, URL_LIMIT
from skills.insertion import update
from skills.models.document import Document
from skills.prepared import Prepared

FIELD_LIMIT = URL_LIMIT + 20


class MatrixClock(models.Model):
    """One row, locked last by every publication, so that `sequence` is in commit order.

    `structural` is the sequence at which a role, group, domain or page of the site last changed:
    what every page of the matrix depends on. `moment` is the newest revision's time; time never
    runs backwards here, whatever the machine's clock does.
    """

    sequence = models.BigIntegerField(default=0)
    structural = models.BigIntegerField(default=0)
    moment = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="matrixclock_is_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.sequence}"

    @classmethod
    def advance(cls, *, structural: bool) -> tuple["MatrixClock", datetime]:
        """Lock the clock until the transaction ends, move it on, and say what time it is."""
        clock = _LOCKED_CLOCK.one(1)
        now = timezone.now()
        moment = clock.moment = now if clock.moment is None else max(now, clock.moment)
        clock.sequence += 1
        if structural:
            clock.structural = clock.sequence
        columns = ("sequence", "structural", "moment")
        update(cls, clock.pk, {column: getattr(clock, column) for column in columns})
        return clock, moment

    @classmethod
    def now(cls) -> Self:
        return cls.objects.get(pk=1)

    @property
    def generation(self) -> str:
        """Names the whole matrix as it stands: a key for what is worked out from it and kept.

        With the moment, so that a database put back from a backup starts afresh.
        """
        return f"{self.sequence}-{self.moment.timestamp() if self.moment else 0}"


_LOCKED_CLOCK = Prepared(
    lambda keys: MatrixClock.objects.select_for_update(no_key=True).filter(pk__in=keys)
)


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, document: Document) -> Self:
        return self.filter(document=document)

    def newest_first(self) -> Self:
        return self.order_by("-sequence")

    def until(self, moment: datetime) -> Self:
        return self.filter(created_at__lte=moment)


class Revision(models.Model):
    """One publication of one document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    sequence = models.BigIntegerField(
        unique=True, null=True, help_text=_("commit order over the whole matrix")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions", db_index=True
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="reviewed_revisions",
        db_index=True,
    )
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=30, help_text=_("the weightiest meaning among its changes"))
    reverts = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="reverted_by",
        help_text=_("the one that this took back, all of it"),
    )
    source = models.CharField(max_length=100, blank=True, help_text=_("where an import came from"))
    source_date = models.DateField(null=True, help_text=_("the date an imported page claims"))
    created_at = models.DateTimeField(null=True, db_index=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} revision {self.number}"


class Change(models.Model):
    """One value that a revision changed; `None` is absence."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="changes")
    field = models.CharField(max_length=FIELD_LIMIT)
    role = models.CharField(max_length=SLUG_LIMIT, blank=True)
    level = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, blank=True)
    # Absence (null) and the empty paragraph of an undescribed cell are different things.
    old = models.TextField(null=True)  # noqa: DJ001
    new = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(
                fields=["role", "revision"], name="change_by_role", condition=~models.Q(role="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.role} {self.level} {self.language}".rstrip()

    def as_tuple(self) -> ChangeTuple:
        path = Path(self.field, self.role, self.level, self.language)
        return ChangeTuple(path, self.old, self.new)
