"""Signing in and out, and one's password and address: allauth's pages, two of them our own."""

from typing import Final

from allauth.account.urls import urlpatterns as allauth_patterns
from django.urls import URLPattern
from django.views.decorators.http import require_http_methods

from accounts.entrance import MailACodeView, SignInView, View, well_mannered

_OWN: Final[dict[str, View]] = {
    "account_login": SignInView.as_view(),
    "account_request_login_code": MailACodeView.as_view(),
}

# allauth's forms would take a PUT for a POST.
_read_or_sent: Final = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns: list[URLPattern] = [
    URLPattern(
        pattern.pattern,
        _read_or_sent(well_mannered(_OWN.get(pattern.name or "", pattern.callback))),
        pattern.default_args,
        pattern.name,
    )
    for pattern in allauth_patterns
]
