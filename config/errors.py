"""What a visitor gets instead of a page."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBadRequest
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """The 400 page, with the sentence that a view gave to `BadRequest`.

    Only that: what other exceptions say was not written for visitors.
    """
    sentence = str(exception) if isinstance(exception, BadRequest) else ""
    return HttpResponseBadRequest(loader.render_to_string("400.html", {"sentence": sentence}))
