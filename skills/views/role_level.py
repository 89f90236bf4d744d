"""All that is expected of a role at one level."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from skills.as_of import AsOf, moment_asked_for
from skills.models import Level, Role
from skills.pictures.figure import Figure
from skills.pictures.role_radar import role_radar
from skills.role_page.addresses import SkillAddresses
from skills.role_page.comparison import Side
from skills.role_page.expectations import Choice, gone_at, items_at, step_counts
from skills.role_page.outline import Outline
from skills.role_page.plain_text import Listing, as_markdown, as_text
from skills.role_page.reading import Reading
from skills.role_page.rungs import group_links
from skills.views.role_reading import nothing_to_read, read

#: A printed list should be whole; only a role beyond any real one is cut into pages.
SKILLS_A_PAGE = 300

_FORMATS: dict[str, tuple[str, str, Callable[[Listing], str]]] = {
    "text": ("text/plain", "txt", as_text),
    "markdown": ("text/markdown", "md", as_markdown),
}


@require_safe
def role_level(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    """To read, to print, to tick and take along (`?format=`): today's list, or a past one."""
    as_of = moment_asked_for(request.GET)
    levels = list(Level.objects.all())
    rung = next((one for one in levels if one.slug == level), None)
    row = get_object_or_404(Role.objects.for_role_page(), slug=slug)
    if rung is None:
        raise Http404
    form = request.GET.get("format", "")
    if form and form not in _FORMATS:
        raise BadRequest(gettext("A list can be had with format=text or format=markdown."))
    reading = read([row], as_of)
    if slug not in reading.roles:
        return nothing_to_read(request, row, as_of)

    whole = reading.outlines()[slug]
    choice = Choice.asked_for(request.GET)
    chosen = choice.of(whole.at(rung.rank), rung.rank)
    if form:
        return _download(request, reading, rung, chosen, form)
    page = Paginator(chosen.flat(), SKILLS_A_PAGE).get_page(request.GET.get("page"))
    gone = gone_at(whole, rung.rank)
    names = reading.names([entry.pk for entry in [*(entry for _, entry in page), *gone]])
    texts = reading.texts([entry.pk for _, entry in page], [(slug, rung.rank)])
    context = {
        "role": reading.roles[slug],
        "level": rung,
        "levels": levels,
        "below": levels[rung.rank - 2] if rung.rank > 1 else None,
        "above": levels[rung.rank] if rung.rank < len(levels) else None,
        "as_of": as_of,
        "lasting": reading.lasting,
        "counts": whole.counts(rung.rank),
        "steps": step_counts(whole, rung.rank, names),
        "choice": choice,
        "chosen": chosen,
        "page": page,
        "groups": items_at(
            page, role=slug, level=rung, names=names, texts=texts, addresses=SkillAddresses(as_of)
        ),
        "group_links": group_links(chosen, per_page=SKILLS_A_PAGE),
        "radar": _radar(Side(reading.roles[slug], rung), whole, as_of),
    }
    return render(request, "skills/role_level.html", context)


def _radar(side: Side, whole: Outline, as_of: AsOf | None) -> Figure | None:
    file = reverse("role_radar", args=[side.role.slug, side.level.slug])
    return role_radar([(side, whole)], file=f"{file}{as_of.query if as_of else ''}")


def _download(
    request: HttpRequest, reading: Reading, level: Level, chosen: Outline, form: str
) -> HttpResponse:
    """The whole choice, however long."""
    (role,) = reading.roles.values()
    entries = chosen.flat()
    pks = [entry.pk for _, entry in entries]
    listing = Listing(
        title=Side(role, level).name,
        groups=items_at(
            entries,
            role=role.slug,
            level=level,
            names=reading.names(pks),
            texts=reading.texts(pks, [(role.slug, level.rank)]),
            addresses=SkillAddresses(reading.lasting),
        ),
        on=reading.lasting.moment.date(),
        url=_address(request, reading.lasting),
        license=settings.CONTENT_LICENSE,
        license_url=settings.CONTENT_LICENSE_URL,
    )
    content_type, ending, write = _FORMATS[form]
    filename = f"{role.slug}-{level.slug}.{ending}"
    return HttpResponse(
        write(listing),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def _address(request: HttpRequest, lasting: AsOf) -> str:
    """Where this choice of this moment can be read."""
    query = [
        (key, value) for key in ("required", "new", "pick") for value in request.GET.getlist(key)
    ]
    site = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    return f"{site}{request.path}?{urlencode([('as_of', lasting.text), *query], safe=':')}"
