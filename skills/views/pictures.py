"""Pictures as files to take along. Pages show the same ones."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.csp import CSP, build_policy
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from skills.as_of import moment_asked_for
from skills.models import Level, Role, Skill
from skills.pictures.activity import activity
from skills.pictures.level_map import MapRow, level_map
from skills.pictures.role_radar import role_radar
from skills.pictures.shapes import Picture
from skills.pictures.svg import FILE_POLICY, as_file
from skills.role_page.comparison import Side
from skills.skill_page.past import NotThen, past_asked_for
from skills.skill_page.reading import SkillReading, read
from skills.subjects import subject_or_404
from skills.views.role_reading import read as read_roles


@require_safe
def skill_map_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Who needs a skill at which level, today or in the past that its page can show."""
    row = get_object_or_404(Skill.objects.for_skill_page(), slug=slug)
    try:
        reading = read(row, past_asked_for(row.document, request.GET))
    except NotThen:
        raise Http404 from None
    picture = _skill_map(reading, list(Level.objects.all()))
    return file_answer(request, picture, f"{row.slug}-map", on=reading.updated_on)


@require_safe
def role_radar_file(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    """What a role requires at a level, group by group."""
    as_of = moment_asked_for(request.GET)
    rung = get_object_or_404(Level, slug=level)
    row = get_object_or_404(Role.objects.for_role_page(), slug=slug)
    reading = read_roles([row], as_of)
    if slug not in reading.roles:
        raise Http404
    side = Side(reading.roles[slug], rung)
    figure = role_radar([(side, reading.outlines()[slug])], file="")
    if figure is None:
        raise Http404
    on = reading.lasting.moment.date()
    return file_answer(request, figure.picture, f"{slug}-{level}", on=on)


@require_safe
def activity_file(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """How often a document changed, month by month."""
    picture = activity(subject_or_404(kind, slug)).picture
    return file_answer(request, picture, f"{slug}-activity", on=timezone.now().date())


def file_answer(
    request: HttpRequest, picture: Picture, name: str, *, on: date | None
) -> HttpResponse:
    """A file called `name`, which says where it comes from and what day it shows."""
    site = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    # A file lies beside the page that shows it.
    page = f"{site}{request.path.rpartition('/')[0]}/{query}"
    parts = [settings.SITE_NAME, date_format(on) if on else "", page, settings.CONTENT_LICENSE]
    return HttpResponse(
        as_file(picture, source=" · ".join(part for part in parts if part)),
        content_type="image/svg+xml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.svg"',
            str(CSP.HEADER_ENFORCE): build_policy(FILE_POLICY),
        },
    )


def _skill_map(reading: SkillReading, levels: list[Level]) -> Picture:
    cells = [cell for role in reading.roles for cell in role.cells.values()]
    numbers = {
        "roles": len(reading.roles),
        "required": sum(cell.required for cell in cells),
        "optional": sum(not cell.required for cell in cells),
    }
    rows = [
        MapRow(
            role.name,
            [cell.required if (cell := role.cells.get(level.slug)) else None for level in levels],
        )
        for role in reading.roles
    ]
    return level_map(
        "skill-map",
        gettext("%(skill)s: who needs it, and when") % {"skill": reading.name},
        gettext("Roles: %(roles)d. Required: %(required)d. Optional: %(optional)d.") % numbers,
        [str(level) for level in levels],
        rows,
    )
