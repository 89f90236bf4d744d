"""What changed in the whole matrix between two dates."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from skills.change_report import report, section_named
from skills.models import Domain, Kind, Role
from skills.periods import USUAL_DAYS, latest_days, parse_period
from skills.what_changed import SECTIONS, Question, Touched, counts_by_section, touched

_DOCUMENTS_A_PAGE: Final = 20
_PRESETS: Final = (7, USUAL_DAYS, 90, 365)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Grouped by document, "became required" first; `?from=`, `?to=`, `?role=`, `?domain=`."""
    today = timezone.now().date()
    try:
        period = parse_period(request.GET.get("from", ""), request.GET.get("to", ""), today=today)
    except ValidationError:
        message = gettext(
            "From and to are days, such as from=2026-03-01&to=2026-03-31, or moments, such as "
            "2026-03-17T09:30:00Z."
        )
        raise BadRequest(message) from None
    roles, domains = list(Role.objects.by_name()), list(Domain.objects.by_name())
    role = _chosen(roles, request.GET.get("role", ""))
    domain = _chosen(domains, request.GET.get("domain", ""))
    only = section_named(request.GET.get("show", ""))
    question = Question(
        period, role=role.slug if role else "", domain=domain.slug if domain else ""
    )
    documents = touched(question)
    counts = counts_by_section(documents)
    shown = [found for found in documents if not only or only.meanings & found.counts.keys()]
    page = Paginator(shown, _DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "period": period,
        "presets": [(days, *latest_days(days, today=today)) for days in _PRESETS],
        "roles": [row for row in roles if row == role or not row.is_retired],
        "domains": [row for row in domains if row == domain or not row.is_retired],
        "role": role,
        "domain": domain,
        "only": only,
        "counts": [
            (section, counts[section.slug]) for section in SECTIONS if section.slug in counts
        ],
        "headline": _headline(documents),
        "page": page,
        "sections": report(question, list(page.object_list), only=only),
    }
    return render(request, "skills/changes.html", context)


def _chosen[Row: Role | Domain](rows: Iterable[Row], slug: str) -> Row | None:
    """In use or retired: what was said of it stays on record."""
    if not slug:
        return None
    for row in rows:
        if row.slug == slug:
            return row
    message = gettext("There is no “%(slug)s” to choose from. Choose from the list on the page.")
    raise BadRequest(message % {"slug": slug[:40]})


def _headline(documents: Iterable[Touched]) -> list[str]:
    """How many skills, roles, groups and domains changed, kind by kind."""
    counts = Counter(document.kind for document in documents)
    phrases = [
        (counts[Kind.SKILL], ngettext("%(count)d skill", "%(count)d skills", counts[Kind.SKILL])),
        (counts[Kind.ROLE], ngettext("%(count)d role", "%(count)d roles", counts[Kind.ROLE])),
        (counts[Kind.GROUP], ngettext("%(count)d group", "%(count)d groups", counts[Kind.GROUP])),
        (
            counts[Kind.DOMAIN],
            ngettext("%(count)d domain", "%(count)d domains", counts[Kind.DOMAIN]),
        ),
    ]
    return [phrase % {"count": count} for count, phrase in phrases if count]
