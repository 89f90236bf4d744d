"""Sending what somebody wrote before they signed in; and what to do where a form is too old."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from proposals.suggesting.kept import kept

#: How the names of addresses begin whose forms carry what somebody wrote. Their views do nothing
#: but show the form where `do` is "again".
_WRITING = (
    *("suggest", "revise", "revert", "rebase"),
    *("comment_on", "comment_reply", "comment_edit", "comment_report"),
)


@require_GET
@never_cache
def suggest_send_kept(request: HttpRequest) -> HttpResponse:
    """Where signing in leads back to. The form was sent, with its token, by this same session; it
    is answered now as it would have been then."""
    if not request.user.is_authenticated:
        going_to = urlencode({"next": reverse("suggest_send_kept")})
        return HttpResponseRedirect(f"{reverse('account_login')}?{going_to}")
    waiting = kept(request)
    if waiting is None:
        return redirect("my_proposals")
    return _answer(request, waiting.path, waiting.data)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page that was opened before signing in or out comes with an old token. Where
    somebody wrote something it comes back as they left it, with a new one; nothing is sent."""
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        name = ""
    if not name.startswith(_WRITING):
        return cast(HttpResponse, plain_csrf_failure(request, reason))
    data = request.POST.copy()
    data["do"] = "again"
    response = _answer(request, request.path_info, data)
    response.status_code = 403
    return response


def _answer(request: HttpRequest, path: str, data: QueryDict) -> HttpResponse:
    """By the view of the form, as if the form had just come in."""
    match = resolve(path)
    request.method = "POST"
    request.POST = cast(Any, data)
    return cast(HttpResponse, match.func(request, *match.args, **match.kwargs))
