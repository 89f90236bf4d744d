"""The answer to an address that leads nowhere: the one that was meant, or those that may have been."""

import re
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from skills.models import Domain, Level, Role, Skill, SkillGroup

_ROWS: Final = {
    "skills": Skill.objects,
    "roles": Role.objects,
    "groups": SkillGroup.objects,
    "domains": Domain.objects,
}
_NAMES: Final = {"skills": "skill", "roles": "role", "groups": "group", "domains": "domain"}
_ADDRESS: Final = re.compile(r"/(skills|roles|groups|domains)/([-\w]{1,100})(/[-\w/]*)?", re.ASCII)
_ALIKE: Final = 0.6
_SUGGESTED: Final = 3


class Suggestion(NamedTuple):
    name: str
    url: str


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Goes on to the same address in lower case where that is a page; else helps to find one."""
    suggestions: list[Suggestion] = []
    if match := _ADDRESS.fullmatch(request.path):
        place, slug, rest = match.groups(default="")
        rows = _ROWS[place].filter(document__number__gt=0)
        names = dict(rows.filter(slug=slug.lower()).values_list("slug", "name"))
        if names and request.path != request.path.lower() and _is_page(place, rest.lower()):
            query = request.META.get("QUERY_STRING", "")
            address = request.path.lower() + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(iri_to_uri(address))
        names = names or _nearly(slug.lower(), dict(rows.values_list("slug", "name")))
        suggestions = [
            Suggestion(name, reverse(_NAMES[place], args=[slug])) for slug, name in names.items()
        ]
    return render(request, "404.html", {"suggestions": suggestions}, status=404)


def _is_page(place: str, rest: str) -> bool:
    """Whether there is a page of that sort below something that there is."""
    below = rest.strip("/")
    if not below:
        return True
    return place == "roles" and below in Level.objects.values_list("slug", flat=True)


def _nearly(slug: str, names: dict[str, str]) -> dict[str, str]:
    found = process.extract(
        slug,
        list(names),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_ALIKE,
        limit=_SUGGESTED,
    )
    return {near: names[near] for near, _, _ in found}
