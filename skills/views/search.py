"""Search: a page, its results as they are typed, and the few that the home page shows."""

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from skills.algebra.text import clean_line
from skills.narrowing import Choices, Narrowing
from skills.search.finding import RESULTS_LIMIT, Found, Near, Rank, find, find_near
from skills.search.results import Results
from skills.search.role_levels import role_levels
from skills.search.words import words_typed
from skills.views.htmx import HtmxRequest

QUERY_LIMIT: Final = 200
RESULTS_A_PAGE: Final = 20
#: Under the home page's field: enough to recognise what one looked for.
INSTANT_RESULTS: Final = 6


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def search(request: HtmxRequest) -> HttpResponse:
    """What has all the words of `?q=`, best first; what is called nearly so where nothing has."""
    query = clean_line(request.GET.get("q", ""))
    if len(query) > QUERY_LIMIT:
        message = gettext("That is too long to look for: %(limit)d characters are the most.")
        return _refused(request, query[:QUERY_LIMIT], message % {"limit": QUERY_LIMIT})
    choices = Choices()
    narrowing = Narrowing.asked_for(request.GET, choices)
    words = words_typed(query)
    instant = request.htmx.target == "instant"

    # “devops middle kubernetes”: what the role needs there, by the words that name neither.
    named = role_levels(words, choices.levels, choices.roles) if not narrowing.parameters else None
    found: list[Found] = []
    wider, all_words = narrowing, words
    if named and named.rest and len(named.roles) == 1:
        narrowing, words = Narrowing(role=named.roles[0], level=named.level), named.rest
        found = find(words, narrowing, retired=choices.retired_roles)
    if not found:
        narrowing, words = wider, all_words
        found = find(words, narrowing, retired=choices.retired_roles)
    near = Near([], "") if found else find_near(words, narrowing)
    answers = found[:RESULTS_LIMIT] or [Found(pk, Rank.NAME) for pk in near.pks]
    results = Results(answers, words, narrowing)
    page = Paginator(results.found, INSTANT_RESULTS if instant else RESULTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    narrowing = wider
    said = {"q": query} | narrowing.parameters
    context = {
        "query": query,
        "words": all_words,
        "named": named,
        "found": found,
        "too_many": len(found) > RESULTS_LIMIT,
        "limit": RESULTS_LIMIT,
        "meant": near.meant,
        "meant_query": urlencode(said | {"q": near.meant}),
        "page": page,
        "results": results.shown(page.object_list),
        "narrowing": narrowing,
        "chips": narrowing.chips(q=query),
        "only_words": urlencode({"q": query}),
        "only_narrowing": urlencode(narrowing.parameters),
        "this_query": urlencode(said),
        "source_language": settings.SOURCE_LANGUAGE,
    }
    if instant:
        return render(request, "skills/search.html#instant", context)
    if request.htmx:
        response = render(request, "skills/search.html#answer", context)
        # The address follows what is typed, so that it can be shared; going back skips the letters.
        response["HX-Replace-Url"] = f"{reverse('search')}?{urlencode(said)}"
        return response
    return render(request, "skills/search.html", context | {"choices": choices})


def _refused(request: HtmxRequest, query: str, sentence: str) -> HttpResponse:
    """The page with what fits of the words, to be made shorter."""
    context = {
        "query": query,
        "refused": sentence,
        "narrowing": Narrowing(),
        "choices": Choices(),
    }
    return render(request, "skills/search.html", context, status=400)
