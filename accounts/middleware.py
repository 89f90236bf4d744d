"""What happens around the pages of people who are signed in."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from accounts.devices import note_visit
from accounts.rights import SecondFactorNeeded

SIGNED_IN_COOKIE: Final = "signed_in"
#: Says to the next page's script that whoever sat here left by choice.
_LEFT_COOKIE: Final = "left"


def forget_in_browser(response: HttpResponseBase) -> None:
    """What a person who left kept in this browser (drafts, mostly) is nobody else's to find. A
    session that merely ended doesn't say this: its drafts wait for whoever signs in again."""
    response.set_cookie(_LEFT_COOKIE, "1", secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")


class SignedInCookieMiddleware:
    """Keeps the cookie, by which a page that is the same for everyone learns that somebody is signed
    in, in step with the session.

    It says `1` and nothing else, opens no door, and scripts may read it: with it a page asks for
    the visitor's own part of the header. Only answers that looked at the session anyway set or
    remove it, so shared pages stay shareable; and one that outlived its session goes at the first
    such answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if not session.accessed:
            return response
        said = SIGNED_IN_COOKIE in request.COOKIES
        if SESSION_KEY not in session:
            if said:
                response.delete_cookie(SIGNED_IN_COOKIE, samesite="Lax")
        elif session.modified or not said:
            response.set_cookie(
                SIGNED_IN_COOKIE,
                "1",
                max_age=None if session.get_expire_at_browser_close() else session.get_expiry_age(),
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


class LastSeenMiddleware:
    """Notes when each browser was last used; only for answers that looked at the session anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed:
            note_visit(request)
        return response


class SecondFactorMiddleware:
    """Leads whoever decides, and still needs a second factor for it, to where one is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SecondFactorNeeded):
            return None
        url = reverse("me_security")
        if request.method in ("GET", "HEAD"):
            url = f"{url}?{urlencode({'next': request.get_full_path()})}"
        is_fragment = request.headers.get("HX-Request") == "true"
        return HttpResponseClientRedirect(url) if is_fragment else HttpResponseRedirect(url)
