"""What a visitor gets instead of a page."""

from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template import loader

from config.context_processors import site

#: In seconds: every limit that is answered with a page counts the tries of a minute.
_TRY_AGAIN_AFTER: Final = 60


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """The 400 page, with the sentence that a view gave to `BadRequest`.

    Only that: what other exceptions say was not written for visitors. Templates get nothing of
    the request, whose host or data may be what is wrong.
    """
    context = {**site(request), "site_url": settings.SITE_URL}
    if isinstance(exception, BadRequest):
        context["sentence"] = str(exception)
        # Of a page that was only asked for wrongly, the page itself is there.
        if request.method in ("GET", "HEAD") and request.GET:
            context["page_url"] = quote(request.path)
    return HttpResponseBadRequest(loader.render_to_string("400.html", context))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The 429 page, which says when to try again, to programs too."""
    answer = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(_TRY_AGAIN_AFTER)
    return answer
