"""Signing in and out, and all that keeps an account safe: allauth's pages, some of them our own."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, Final

from allauth.account.urls import urlpatterns as account_patterns
from allauth.mfa.urls import urlpatterns as second_factor_patterns
from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.google.provider import GoogleProvider
from allauth.socialaccount.providers.oauth2.urls import default_urlpatterns
from allauth.socialaccount.urls import urlpatterns as elsewhere_patterns
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView

from accounts import security
from accounts.entrance import (
    AddPasskeyView,
    MailACodeView,
    PasskeyAgainView,
    SetUpAppView,
    SignInView,
    SignOutView,
    View,
    well_mannered,
)
from accounts.inactive import inactive
from accounts.social import ElsewhereView, join

type Patterns = Iterable[URLPattern | URLResolver]

# allauth has pages that only list; here that is all on one page.
_to_security: Final = RedirectView.as_view(pattern_name="me_security")

_OWN: Final[dict[str, View]] = {
    "account_login": SignInView.as_view(),
    "account_logout": SignOutView.as_view(),
    "account_request_login_code": MailACodeView.as_view(),
    "account_inactive": inactive,
    "mfa_activate_totp": SetUpAppView.as_view(),
    "mfa_add_webauthn": AddPasskeyView.as_view(),
    "mfa_index": _to_security,
    "mfa_list_webauthn": _to_security,
    "mfa_reauthenticate_webauthn": PasskeyAgainView.as_view(),
    "socialaccount_connections": ElsewhereView.as_view(),
}

# allauth's forms would take a PUT for a POST.
_read_or_sent: Final = require_http_methods(["GET", "HEAD", "POST"])


def _where_offered(provider: str = "") -> Callable[[View], View]:
    """No such page where the site has no keys for the provider, or for none of them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            offered = settings.SOCIALACCOUNT_PROVIDERS
            if not offered or (provider and provider not in offered):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def _as_here(
    patterns: Patterns, *, door: Callable[[View], View] = lambda view: view
) -> Iterator[URLPattern | URLResolver]:
    """allauth's addresses, with this site's views, manners and doors."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield path(
                str(pattern.pattern), include(list(_as_here(pattern.url_patterns, door=door)))
            )
            continue
        view = well_mannered(_OWN.get(pattern.name or "", pattern.callback))
        yield URLPattern(
            pattern.pattern, _read_or_sent(door(view)), pattern.default_args, pattern.name
        )


entrance: list[URLPattern | URLResolver] = [
    *_as_here(account_patterns),
    path("2fa/", include(list(_as_here(second_factor_patterns)))),
    path("elsewhere/join/", _read_or_sent(_where_offered()(join)), name="social_join"),
    path("elsewhere/", include(list(_as_here(elsewhere_patterns, door=_where_offered())))),
    *(
        pattern
        for provider in (GitHubProvider, GoogleProvider)
        for pattern in _as_here(
            default_urlpatterns(provider),  # type: ignore[no-untyped-call]
            door=_where_offered(provider.id),
        )
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(entrance)),
    path("me/security/", security.security, name="me_security"),
    path(
        "me/security/devices/sign-out/",
        security.end_other_sessions,
        name="me_sign_out_elsewhere",
    ),
    path("me/security/devices/<int:pk>/sign-out/", security.end_session, name="me_sign_out_device"),
]
