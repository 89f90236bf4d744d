"""The live matrix, with real columns for reading: the projection of the change log."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models.functions import Lower, RowNumber, Substr
from django.urls import reverse

from skills.algebra.text import IDENTIFIER_LIMIT, LABEL_LIMIT, NAME_LIMIT, SLUG_LIMIT, URL_LIMIT
from skills.models.document import Document, Status
from skills.models.level import Level


class ProjectionQuerySet[Row: "Projection"](models.QuerySet[Row]):
    def active(self) -> Self:
        return self.filter(status=Status.ACTIVE)

    def by_name(self) -> Self:
        return self.order_by(Lower("name"), "slug")


class Projection(models.Model):
    """A published document as it stands."""

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True)
    slug = models.SlugField(max_length=SLUG_LIMIT, unique=True)
    name = models.CharField(max_length=NAME_LIMIT)
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    successor = models.CharField(max_length=SLUG_LIMIT, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.status == Status.RETIRED


class DomainQuerySet(ProjectionQuerySet["Domain"]):
    def with_counts(self) -> Self:
        """With how many groups and roles in use each has, as `groups_in_use`, `roles_in_use`."""
        return self.annotate(
            groups_in_use=models.Count(
                "groups", filter=models.Q(groups__status=Status.ACTIVE), distinct=True
            ),
            roles_in_use=models.Count(
                "roles", filter=models.Q(roles__status=Status.ACTIVE), distinct=True
            ),
        )


class Domain(Projection):
    objects = models.Manager.from_queryset(DomainQuerySet)()

    class Meta:
        indexes = [models.Index(Lower("name"), "slug", name="domain_by_name")]

    def get_absolute_url(self) -> str:
        return reverse("domain", args=[self.slug])


class SkillGroupQuerySet(ProjectionQuerySet["SkillGroup"]):
    def in_use_or_among(self, pks: Iterable[int]) -> Self:
        """Retired ones are left out, unless there are skills in use that nobody has moved yet."""
        return self.filter(models.Q(status=Status.ACTIVE) | models.Q(pk__in=pks))


class SkillGroup(Projection):
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="groups")

    objects = models.Manager.from_queryset(SkillGroupQuerySet)()

    class Meta:
        indexes = [models.Index(Lower("name"), "slug", name="skillgroup_by_name")]

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slug])


class RoleQuerySet(ProjectionQuerySet["Role"]):
    def for_role_page(self) -> Self:
        """With its document and domain, and nothing fetched behind the page's back."""
        return self.select_related("document", "domain").fetch_mode(models.FETCH_RAISE)

    def by_domain(self) -> Self:
        """Domain by domain, in each by name; what a list or a choice of roles shows."""
        return self.for_role_page().order_by(
            Lower("domain__name"), "domain__slug", Lower("name"), "slug"
        )

    def speaking_of(self, words: Iterable[str]) -> Self:
        """Those with each of the (folded) words in their names, other labels or summary."""
        found = self
        for word in words:
            found = found.filter(
                models.Q(document__search_text__title__contains=word)
                | models.Q(document__search_text__summary__contains=word)
            )
        return found


class Role(Projection):
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="roles")

    objects = models.Manager.from_queryset(RoleQuerySet)()

    class Meta:
        indexes = [models.Index(Lower("name"), "slug", name="role_by_name")]

    def get_absolute_url(self) -> str:
        return reverse("role", args=[self.slug])


def _initial() -> Lower:
    return Lower(Substr("name", 1, 1))


class SkillQuerySet(ProjectionQuerySet["Skill"]):
    def for_skill_page(self) -> Self:
        """With its document, group and domain, and nothing fetched behind the page's back."""
        related = self.select_related("document", "group__domain")
        return related.fetch_mode(models.FETCH_RAISE)

    def for_list(self) -> Self:
        """By name, with group and domain, and nothing fetched behind the list's back."""
        related = self.by_name().select_related("group__domain")
        return related.fetch_mode(models.FETCH_RAISE)

    def starting_with(self, letter: str) -> Self:
        return self.annotate(initial=_initial()).filter(initial=letter)

    def starting_with_none_of(self, letters: str) -> Self:
        return self.annotate(initial=_initial()).exclude(initial__in=letters)

    def count_by_initial(self) -> dict[str, int]:
        """How many names start with each letter, in lower case, of whatever script."""
        initials = self.order_by().annotate(initial=_initial()).values_list("initial")
        return dict(initials.annotate(models.Count("pk")))

    def first_of_groups(self, groups: Iterable[SkillGroup], limit: int) -> Self:
        """By name, at most `limit` of each group."""
        place = models.Window(
            RowNumber(), partition_by="group", order_by=[Lower("name").asc(), "slug"]
        )
        of_groups = self.filter(group__in=[group.pk for group in groups])
        return of_groups.annotate(place=place).filter(place__lte=limit).order_by("group", "place")


class Skill(Projection):
    group = models.ForeignKey(SkillGroup, models.PROTECT, related_name="skills")

    objects = models.Manager.from_queryset(SkillQuerySet)()

    class Meta:
        indexes = [models.Index(Lower("name"), "slug", name="skill_by_name")]

    def get_absolute_url(self) -> str:
        return reverse("skill", args=[self.slug])


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def live(self) -> Self:
        """What pages show and count: cells of roles and skills that are in use."""
        return self.filter(role__status=Status.ACTIVE, skill__status=Status.ACTIVE)

    def of_roles_in_use(self) -> Self:
        """What a skill's own page shows, also when the skill itself is retired."""
        return self.filter(role__status=Status.ACTIVE)


class Expectation(models.Model):
    """One cell: what a role is expected to know and do of a skill at a level."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="expectations", db_index=False)
    role = models.ForeignKey(Role, models.PROTECT, related_name="expectations")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+", db_index=False)
    required = models.BooleanField()
    description = models.TextField(blank=True)

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["skill", "role", "level"], name="expectation_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id}/{self.role_id}/{self.level_id}"


class Translation(models.Model):
    """A live translation; `source_digest` tells which source text it was made from."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="translations", db_index=False
    )
    field = models.CharField(max_length=20)
    role = models.CharField(max_length=SLUG_LIMIT, blank=True)
    level = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20)
    text = models.TextField()
    source_digest = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "field", "role", "level"],
                name="translation_of_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.field}/{self.role}/{self.level} ({self.language})"


class Attribute(models.Model):
    """A value of a many-valued field: another label, an external identifier, a link.

    `key` is what tells it from its siblings: the folded label, the scheme, the address.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="attributes", db_index=False
    )
    field = models.CharField(max_length=20)
    key = models.CharField(max_length=URL_LIMIT)
    value = models.CharField(max_length=max(LABEL_LIMIT, IDENTIFIER_LIMIT, NAME_LIMIT))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "field", "key"], name="attribute_of_document"
            ),
        ]
        indexes = [models.Index(fields=["field", "key"], name="attribute_by_key")]

    def __str__(self) -> str:
        return f"{self.field}:{self.key}"


class SearchText(models.Model):
    """What search looks in: folded text of a published document, in every language it has."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="search_text"
    )
    title = models.TextField(help_text="names and other labels, the name itself on the first line")
    summary = models.TextField(blank=True, help_text="summaries and external identifiers")
    words = models.TextField(blank=True, help_text="the distinct words of everything it says")

    def __str__(self) -> str:
        return self.title
