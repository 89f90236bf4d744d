"""Two roles at two levels, side by side; or one role at two levels: what the step up asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from skills.algebra.text import clean_line, is_slug
from skills.as_of import AsOf, moment_asked_for
from skills.models import Level, Role
from skills.pictures.figure import Figure
from skills.pictures.role_radar import role_radar
from skills.role_page.comparison import Part, Side, compare, headings, in_words
from skills.role_page.ideas import ideas
from skills.role_page.reading import Reading, RoleFacts
from skills.views.pictures import file_answer
from skills.views.role_reading import read

SKILLS_A_PAGE = 60
USUAL_LEVEL = "senior"


class CannotCompare(Exception):
    """Why not, in a sentence for the reader; `status` is the answer's."""

    def __init__(self, sentence: str, *, status: int = 200) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """The four choices as slugs, as the form shows them again. No role chosen is an empty one."""

    here: str
    here_level: str
    there: str
    there_level: str

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        here_level = query.get("from_level") or USUAL_LEVEL
        return cls(
            here=query.get("from", ""),
            here_level=here_level,
            there=query.get("to", ""),
            there_level=query.get("to_level") or here_level,
        )


@require_safe
def role_compare(request: HttpRequest) -> HttpResponse:
    """`?from=&from_level=&to=&to_level=`; without them the form, and where one could start."""
    as_of = moment_asked_for(request.GET)
    roles = list(Role.objects.active().by_domain())
    levels = list(Level.objects.all())
    asked = Asked.of(request.GET)
    context: dict[str, object] = {
        "asked": asked,
        "roles": roles,
        "levels": levels,
        "as_of": as_of,
        "ideas": ideas(roles, levels, here=asked.here, level=asked.here_level),
    }
    status = 200
    try:
        if sides := _sides(asked, roles, levels, as_of):
            context |= _comparison(request.GET, *sides)
    except CannotCompare as no:
        context["problem"], status = no.sentence, no.status
    return render(request, "skills/role_compare.html", context, status=status)


@require_safe
def compare_radar_file(request: HttpRequest) -> HttpResponse:
    """What both require, group by group, as one picture; the same choices as for the page."""
    as_of = moment_asked_for(request.GET)
    roles, levels = list(Role.objects.active().by_domain()), list(Level.objects.all())
    try:
        sides = _sides(Asked.of(request.GET), roles, levels, as_of)
        figure = _radar(request.GET, *sides) if sides else None
    except CannotCompare:
        raise Http404 from None
    if sides is None or figure is None:
        raise Http404
    reading, here, there = sides
    name = f"{here.role.slug}-{here.level.slug}-{there.role.slug}-{there.level.slug}"
    return file_answer(request, figure.picture, name, on=reading.lasting.moment.date())


def _sides(
    asked: Asked, roles: Sequence[Role], levels: Sequence[Level], as_of: AsOf | None
) -> tuple[Reading, Side, Side] | None:
    """`None` where two roles have not been chosen yet."""
    rungs = [_level(slug, levels) for slug in (asked.here_level, asked.there_level)]
    rows = [_role(slug, roles) for slug in (asked.here, asked.there) if slug]
    if len(rows) < 2:
        return None
    reading = read({row.slug: row for row in rows}.values(), as_of)
    facts = [_facts(row, reading, as_of) for row in rows]
    here, there = (Side(*side) for side in zip(facts, rungs, strict=True))
    if here == there:
        raise CannotCompare(gettext("Both sides are the same. Choose another role or level."))
    return reading, here, there


def _radar(query: QueryDict, reading: Reading, here: Side, there: Side) -> Figure | None:
    kept = {
        key: query[key] for key in ("from", "from_level", "to", "to_level", "as_of") if key in query
    }
    outlines = reading.outlines()
    return role_radar(
        [(side, outlines[side.role.slug]) for side in (here, there)],
        file=f"{reverse('compare_radar')}?{urlencode(kept)}",
    )


def _comparison(query: QueryDict, reading: Reading, here: Side, there: Side) -> dict[str, object]:
    outlines = reading.outlines()
    placed = compare(
        outlines[here.role.slug], here.level.rank, outlines[there.role.slug], there.level.rank
    )
    part = next((part for part in Part if part == query.get("part")), None)
    requires = any(one.required_here or one.required_there for one in placed)
    wanted = [one for one in placed if part in (None, one.part)]
    page = Paginator(wanted, SKILLS_A_PAGE).get_page(query.get("page"))
    is_whole = part is None and not page.has_previous()
    pks = [one.pk for one in page]
    texts = reading.texts(pks, {here.cell, there.cell})
    titles = headings(placed, here, there)
    return {
        "here": here,
        "there": there,
        "is_promotion": here.role == there.role,
        "headings": titles,
        "total": len(placed),
        "part": part,
        "page": page,
        "radar": _radar(query, reading, here, there) if is_whole and requires else None,
        "parts": in_words(page, titles, here, there, names=reading.names(pks), texts=texts),
        "lasting": reading.lasting,
    }


def _level(slug: str, levels: Sequence[Level]) -> Level:
    for level in levels:
        if level.slug == slug:
            return level
    message = gettext("There is no level “%(level)s”. Choose one of the five.")
    raise CannotCompare(message % {"level": clean_line(slug)[:40]}, status=400)


def _role(slug: str, roles: Sequence[Role]) -> Role:
    """One of `roles`, or one that was retired."""
    for role in roles:
        if role.slug == slug:
            return role
    retired = Role.objects.for_role_page().filter(slug=slug).first() if is_slug(slug) else None
    if retired is None:
        message = gettext("There is no role “%(role)s”. Choose one from the list.")
        raise CannotCompare(message % {"role": clean_line(slug)[:40]}, status=404)
    return retired


def _facts(row: Role, reading: Reading, as_of: AsOf | None) -> RoleFacts:
    if row.slug in reading.roles:
        return reading.roles[row.slug]
    if as_of:
        message = gettext("The role %(role)s did not exist yet on %(date)s.")
        date = date_format(as_of.moment)
        raise CannotCompare(message % {"role": row.name, "date": date}, status=404)
    message = gettext("The role %(role)s has been retired. Its own page says what took its place.")
    raise CannotCompare(message % {"role": row.name})
