"""A domain's map: which of its skills each role needs at a level."""

from typing import Final

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from skills.counts import skills_by_group
from skills.models import Domain, Kind, Level
from skills.pictures.domain_map import (
    cells_at,
    group_links,
    in_all,
    picture,
    roles_asked,
    rows_of,
    skills_of,
)
from skills.subjects import Subject
from skills.views.pictures import file_answer

SKILLS_A_PAGE: Final = 40
USUAL_LEVEL: Final = "senior"


@require_safe
def domain_map(request: HttpRequest, slug: str) -> HttpResponse:
    """`?level=` chooses one of the five; skills by the page, group by group."""
    domain = get_object_or_404(Domain.objects.select_related("document"), slug=slug)
    levels = list(Level.objects.all())
    level = _level(request.GET.get("level", USUAL_LEVEL), levels)
    roles = roles_asked(domain, level)
    counts = skills_by_group(domain)
    page = Paginator(skills_of(domain), SKILLS_A_PAGE).get_page(request.GET.get("page"))
    # The page and the skill before it, which tells whether the first group is going on.
    start = max(0, page.start_index() - 1)
    around = list(skills_of(domain)[max(0, start - 1) : start + SKILLS_A_PAGE])
    before, shown = (around[0], around[1:]) if start else (None, around)
    cells = cells_at(level, Q(skill__in=[skill.pk for skill in shown]))
    context = {
        "domain": domain,
        "subject": Subject(Kind.DOMAIN, domain),
        "levels": levels,
        "level": level,
        "roles": roles,
        "in_all": in_all(roles),
        "page": page,
        "groups": rows_of(shown, cells, roles, level, before=before),
        "group_links": group_links(domain, counts, per_page=SKILLS_A_PAGE),
    }
    return render(request, "skills/pictures/domain_map.html", context)


@require_safe
def domain_map_file(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it as one picture."""
    domain = get_object_or_404(Domain, slug=slug)
    level = _level(request.GET.get("level", USUAL_LEVEL), list(Level.objects.all()))
    name = f"{domain.slug}-{level.slug}-map"
    return file_answer(request, picture(domain, level), name, on=timezone.now().date())


def _level(slug: str, levels: list[Level]) -> Level:
    for level in levels:
        if level.slug == slug:
            return level
    message = gettext("There is no level “%(level)s”. There are: %(levels)s.")
    raise BadRequest(
        message % {"level": slug[:40], "levels": ", ".join(level.slug for level in levels)}
    )
