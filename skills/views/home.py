"""The home page."""

from typing import Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from skills.activity import recent_revisions
from skills.algebra.paths import LEVELS
from skills.algebra.text import is_slug
from skills.counts import skills_by_domain
from skills.models import Domain, Level, MatrixClock, Role

_RECENT: Final = 8
#: More than these are a click away, so that the page stays one that is taken in at a glance.
_DOMAINS: Final = 24


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, and the ways in; `?role=` and `?level=` lead on to the role."""
    if slug := request.GET.get("role", ""):
        return _to_role(slug, request.GET.get("level", ""))
    clock = MatrixClock.now()
    skills = skills_by_domain(clock)
    domains = list(Domain.objects.active().by_name())
    roles = list(Role.objects.active().by_domain())
    roles_by_domain: dict[int, int] = {}
    for role in roles:
        roles_by_domain[role.domain_id] = roles_by_domain.get(role.domain_id, 0) + 1
    cards = [
        (domain, skills.get(domain.pk, 0), roles_by_domain.get(domain.pk, 0)) for domain in domains
    ]
    context = {
        "cards": cards[:_DOMAINS],
        "more_domains": len(cards) > _DOMAINS,
        "domains": len(domains),
        "skills": sum(skills.values()),
        "roles": roles,
        "levels": list(Level.objects.all()),
        "recent": recent_revisions(_RECENT),
    }
    return render(request, "skills/home.html", context)


def _to_role(slug: str, level: str) -> HttpResponse:
    """Where the form of the home page leads; the role's page knows whether it exists."""
    if not is_slug(slug):
        message = gettext("There is no role “%(slug)s” to choose from.")
        raise BadRequest(message % {"slug": Truncator(slug).chars(40)})
    if not level:
        return redirect("role", slug)
    if level not in LEVELS:
        message = gettext("There is no level “%(slug)s” to choose from.")
        raise BadRequest(message % {"slug": Truncator(level).chars(40)})
    return redirect("role_level", slug, level)
