from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from skills.algebra.text import SLUG_LIMIT
from skills.prepared import Prepared


class Kind(models.TextChoices):
    SKILL = "skill", _("skill")
    ROLE = "role", _("role")
    GROUP = "group", _("group")
    DOMAIN = "domain", _("domain")


class Status(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("document", "active")
    RETIRED = "retired", pgettext_lazy("document", "retired")


class DocumentQuerySet(models.QuerySet["Document"]):
    def published(self) -> Self:
        return self.filter(number__gt=0)

    def claim(self, kind: str, slug: str) -> "Document":
        """The document of that kind and slug, made at revision 0 (invisible) if there is none."""
        document, _created = self.get_or_create(kind=kind, slug=slug)
        return document

    def lock(self, pk: int) -> "Document":
        """The bare row, locked until the transaction ends (without blocking foreign keys to it)."""
        return _LOCKED.one(pk)


class Document(models.Model):
    """What revisions, proposals, watches and comments point at: a skill, role, group or domain.

    One that is only proposed exists at revision 0 and is visible nowhere, so that there is always
    a row to lock and a slug is taken once.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.SlugField(max_length=SLUG_LIMIT, db_index=False)
    number = models.PositiveIntegerField(default=0, help_text=_("number of its newest revision"))
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    protected = models.BooleanField(default=False, help_text=_("changes need two reviewers"))
    created_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    updated_on = models.DateField(
        null=True,
        editable=False,
        help_text=_("the date shown: an imported page's own, if it has one"),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="document_kind_slug")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    @property
    def is_published(self) -> bool:
        return self.number > 0


_LOCKED = Prepared(lambda keys: Document.objects.select_for_update(no_key=True).filter(pk__in=keys))
