"""Domains, and the groups that their skills are in."""

from typing import Final, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from skills.counts import RoleAsked, roles_asked_by_skill, skills_by_domain, skills_by_group
from skills.models import Domain, Kind, MatrixClock, Role, Skill, SkillGroup
from skills.subjects import Subject

_DOMAINS_A_PAGE: Final = 60
_GROUPS_A_PAGE: Final = 30
_SKILLS_A_PAGE: Final = 30
#: Skills named under each group of a domain; the group's page has all.
_SKILLS_A_GROUP: Final = 12
#: Roles named under each skill of a group; the skill's page has all.
_ROLES_A_SKILL: Final = 8


class SkillRow(NamedTuple):
    """A skill in its group's list, with the roles that need it most."""

    skill: Skill
    roles: list[RoleAsked]
    roles_in_all: int
    required: int

    @property
    def more_roles(self) -> int:
        return self.roles_in_all - len(self.roles)


@require_safe
def domain_list(request: HttpRequest) -> HttpResponse:
    """All domains by name, with what is in them."""
    skills = skills_by_domain(MatrixClock.now())
    domains = Domain.objects.active().by_name().with_counts()
    page = Paginator(domains, _DOMAINS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(domain, skills.get(domain.pk, 0)) for domain in page]
    return render(request, "skills/domain_list.html", {"page": page, "rows": rows})


@require_safe
def domain(request: HttpRequest, slug: str) -> HttpResponse:
    """Its groups with their first skills, and its roles."""
    row = get_object_or_404(Domain.objects.select_related("document"), slug=slug)
    counts = skills_by_group(row)
    groups = SkillGroup.objects.filter(domain=row).in_use_or_among(counts).by_name()
    page = Paginator(groups, _GROUPS_A_PAGE).get_page(request.GET.get("page"))
    first: dict[int, list[Skill]] = {}
    for skill in Skill.objects.active().first_of_groups(page.object_list, _SKILLS_A_GROUP):
        first.setdefault(skill.group_id, []).append(skill)
    context = {
        "domain": row,
        "subject": Subject(Kind.DOMAIN, row),
        "page": page,
        "groups": [(group, counts.get(group.pk, 0), first.get(group.pk, [])) for group in page],
        "skills": sum(counts.values()),
        "roles": Role.objects.active().filter(domain=row).by_name(),
    }
    return render(request, "skills/domain.html", context)


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Its skills, with the roles that need them."""
    row = get_object_or_404(SkillGroup.objects.select_related("document", "domain"), slug=slug)
    skills = Skill.objects.active().filter(group=row).for_list()
    page = Paginator(skills, _SKILLS_A_PAGE).get_page(request.GET.get("page"))
    asked = roles_asked_by_skill(page.object_list)
    context = {
        "group": row,
        "subject": Subject(Kind.GROUP, row),
        "page": page,
        "rows": [
            SkillRow(skill, of_roles[:_ROLES_A_SKILL], len(of_roles), _required(of_roles))
            for skill in page
            for of_roles in [asked.get(skill.pk, [])]
        ],
    }
    return render(request, "skills/group.html", context)


def _required(of_roles: list[RoleAsked]) -> int:
    return sum(of_role.required for of_role in of_roles)
