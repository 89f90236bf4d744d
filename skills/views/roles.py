"""The list of roles, and a role."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from skills.algebra.text import NAME_LIMIT, clean_line
from skills.as_of import moment_asked_for
from skills.models import Level, MatrixClock, Role
from skills.role_page.addresses import SkillAddresses
from skills.role_page.listing import cards
from skills.role_page.rungs import group_links, map_of, rungs
from skills.search_text import fold
from skills.views.htmx import HtmxRequest
from skills.views.role_reading import nothing_to_read, read

ROLES_A_PAGE = 60
SKILLS_A_PAGE = 100


@require_safe
@vary_on_headers("HX-Request")
def role_list(request: HtmxRequest) -> HttpResponse:
    """All roles by domain; `?q=` leaves those that speak of its words."""
    query = clean_line(request.GET.get("q", ""))
    if len(query) > NAME_LIMIT:
        raise BadRequest(gettext("That is too long to look for. Try a few words."))
    clock = MatrixClock.now()
    found = Role.objects.active().by_domain().speaking_of(fold(query).split())
    page = Paginator(found, ROLES_A_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "page": page, "domains": cards(clock, page)}
    template = "skills/role_list.html"
    return render(request, f"{template}#roles" if request.htmx else template, context)


@require_safe
@vary_on_headers("HX-Request")
def role(request: HtmxRequest, slug: str) -> HttpResponse:
    """What a role is, its five rungs, and the map of every skill it asks for."""
    as_of = moment_asked_for(request.GET)
    row = get_object_or_404(Role.objects.for_role_page(), slug=slug)
    reading = read([row], as_of)
    if slug not in reading.roles:
        return nothing_to_read(request, row, as_of)
    levels = list(Level.objects.all())
    whole = reading.outlines()[slug]
    required = request.GET.get("required", "") not in ("", "0")
    outline = whole.keep(lambda entry: bool(entry.required)) if required else whole
    page = Paginator(outline.flat(), SKILLS_A_PAGE).get_page(request.GET.get("page"))
    names = reading.names([entry.pk for _, entry in page])
    context = {
        "role": reading.roles[slug],
        "as_of": as_of,
        "levels": levels,
        "rungs": rungs(whole, levels),
        "whole": whole,
        "required": required,
        "page": page,
        "map": map_of(
            outline, page, levels, role=slug, names=names, addresses=SkillAddresses(as_of)
        ),
        "group_links": group_links(outline, per_page=SKILLS_A_PAGE),
    }
    template = "skills/role.html"
    return render(request, f"{template}#map" if request.htmx else template, context)
