"""All skills, from A to Z."""

import string
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from skills.counts import asked_by_skill, skills_by_initial
from skills.models import MatrixClock
from skills.narrowing import Choices, Narrowing
from skills.views.htmx import HtmxRequest

SKILLS_A_PAGE: Final = 50
#: Names that start with anything but one of the 26 letters.
OTHER: Final = "other"


@require_safe
@vary_on_headers("HX-Request")
def skill_list(request: HtmxRequest) -> HttpResponse:
    """By name, narrowed to what was asked for and to those that start with `?letter=`."""
    choices = Choices()
    narrowing = Narrowing.asked_for(request.GET, choices)
    letter = _letter(request.GET.get("letter", ""))
    clock = MatrixClock.now()
    skills = narrowing.skills()
    initials = _by_letter(
        skills.count_by_initial() if narrowing.parameters else skills_by_initial(clock)
    )
    if letter == OTHER:
        skills = skills.starting_with_none_of(string.ascii_lowercase)
    elif letter:
        skills = skills.starting_with(letter)
    paginator = Paginator(skills.for_list(), SKILLS_A_PAGE)
    paginator.count = initials.get(letter, 0) if letter else sum(initials.values())
    page = paginator.get_page(request.GET.get("page"))
    asked = asked_by_skill(page.object_list)
    said = narrowing.parameters
    context = {
        "narrowing": narrowing,
        "chips": narrowing.chips(letter=letter),
        "letter": letter,
        "letters": _letters(initials, said),
        "any_letter": urlencode(said),
        "total": paginator.count,
        "page": page,
        "rows": [(skill, asked.get(skill.pk)) for skill in page],
    }
    if request.htmx:
        response = render(request, "skills/skill_list.html#skills", context)
        query = urlencode(said | ({"letter": letter} if letter else {}))
        response["HX-Push-Url"] = reverse("skill_list") + (f"?{query}" if query else "")
        return response
    return render(request, "skills/skill_list.html", context | {"choices": choices})


def _letter(text: str) -> str:
    letter = text.lower()
    if letter and letter != OTHER and (len(letter) > 1 or letter not in string.ascii_lowercase):
        message = gettext("“%(text)s” is no letter from A to Z.")
        raise BadRequest(message % {"text": Truncator(text).chars(40)})
    return letter


def _by_letter(initials: dict[str, int]) -> dict[str, int]:
    """Those of other scripts, digits and signs are counted together."""
    by_letter: dict[str, int] = {}
    for initial, count in initials.items():
        place = initial if initial in string.ascii_lowercase else OTHER
        by_letter[place] = by_letter.get(place, 0) + count
    return by_letter


def _letters(initials: dict[str, int], said: dict[str, str]) -> list[tuple[str, str, int]]:
    """Each letter that leads somewhere, with the query string that leads there."""
    places = [*string.ascii_lowercase, OTHER]
    return [
        (place, urlencode(said | {"letter": place}), initials[place])
        for place in places
        if place in initials
    ]
