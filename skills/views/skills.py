"""A skill's page, and one role's part of it."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from skills.algebra.text import is_slug
from skills.models import Level, Role, Skill
from skills.skill_page.addresses import Addresses
from skills.skill_page.climb import climb
from skills.skill_page.defined_term import defined_term
from skills.skill_page.matrix import matrix
from skills.skill_page.past import NotThen, past_asked_for
from skills.skill_page.reading import RoleCells, read
from skills.skill_page.role_ladder import cell_history, role_rungs
from skills.skill_page.worth_a_look import worth_a_look
from skills.views.htmx import HtmxRequest


@require_safe
@vary_on_headers("HX-Request")
def skill(request: HtmxRequest, slug: str) -> HttpResponse:
    """What the skill asks, of whom and when; `?level=` and `?role=` say where the reader is."""
    row = get_object_or_404(Skill.objects.for_skill_page(), slug=slug)
    try:
        past = past_asked_for(row.document, request.GET)
    except NotThen as never:
        return _not_then(request, row, never)
    levels = list(Level.objects.all())
    level = _level(request.GET.get("level", ""), levels)
    reading = read(row, past)
    asked_role = request.GET.get("role", "")
    role = reading.role(asked_role)
    missing_role = _role(asked_role).name if asked_role and not role else ""
    context = {
        "reading": reading,
        "addresses": Addresses.of(reading),
        "climb": climb(reading, levels, level=level, role=role, missing_role=missing_role),
    }
    if request.htmx:
        return render(request, "skills/skill.html#climb", context)
    context |= {
        "matrix": matrix(reading, levels, level=level, only=role),
        "remarks": worth_a_look(reading.roles, levels),
        "defined_term": defined_term(reading, request.build_absolute_uri),
    }
    return render(request, "skills/skill.html", context)


@require_safe
@vary_on_headers("HX-Request")
def skill_role(request: HtmxRequest, slug: str, role: str) -> HttpResponse:
    """One role's five rungs: how each differs from the one below, and who last changed it."""
    row = get_object_or_404(Skill.objects.for_skill_page(), slug=slug)
    try:
        past = past_asked_for(row.document, request.GET)
    except NotThen as never:
        return _not_then(request, row, never)
    history = cell_history(row.document, role, until=past.revision if past else None)
    if not history.total:
        raise Http404
    levels = list(Level.objects.all())
    reading = read(row, past, only=role)
    today = None if past else Role.objects.get(slug=role)
    cells = reading.role(role) or RoleCells(role, today.name if today else role, {})
    addresses = Addresses.of(reading)
    context = {
        "reading": reading,
        "addresses": addresses,
        "role_href": addresses.role(role),
        "chosen_href": addresses.page(role=role),
        "is_whole_page": not request.htmx,
        "role": cells,
        "retired_role": today if today and today.is_retired else None,
        "role_successor": _successor(today) if today else None,
        "rungs": role_rungs(cells, levels, history.changed),
        "history": history,
    }
    if request.htmx:
        # The row opens on the skill's page, whose address stays.
        return push_url(render(request, "skills/skill_role.html#opened", context), url=False)
    return render(request, "skills/skill_role.html", context)


def _level(slug: str, levels: list[Level]) -> Level | None:
    if not slug:
        return None
    for level in levels:
        if level.slug == slug:
            return level
    message = gettext("There is no level “%(level)s”. There are: %(levels)s.")
    raise BadRequest(
        message % {"level": slug[:40], "levels": ", ".join(level.slug for level in levels)}
    )


def _role(slug: str) -> Role:
    """A role that the skill says nothing about; one that nobody knows is a mistake."""
    role = Role.objects.filter(slug=slug).first() if is_slug(slug) else None
    if role is None:
        message = gettext("There is no role “%(role)s”. Choose one from the list of roles.")
        raise BadRequest(message % {"role": slug[:40]})
    return role


def _successor(role: Role) -> Role | None:
    return Role.objects.filter(slug=role.successor).first() if role.successor else None


def _not_then(request: HttpRequest, skill: Skill, never: NotThen) -> HttpResponse:
    context = {"skill": skill, "never": never}
    return render(request, "skills/skill_not_then.html", context, status=404)
