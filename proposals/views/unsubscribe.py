"""Switching mails off from a mail: one press, without signing in, and back on again."""

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from proposals.mailing.unsubscribing import (
    Nobody,
    Subscription,
    is_off,
    switch_off,
    switch_on_again,
)


@csrf_exempt  # the token is what nobody else can have; mail programs send this without any session
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Opened, it asks and changes nothing: programs open links to look at them. A POST switches off,
    and is answered with the page itself, not with a redirect, which mail programs don't follow.
    """
    try:
        subscription = Subscription.of_token(token)
        if request.method == "POST":
            if "again" in request.POST:
                switch_on_again(subscription)
            else:
                subscription = switch_off(subscription)
        state = "off" if is_off(subscription) else "on"
    except (BadSignature, Nobody):
        return render(request, "proposals/unsubscribe_broken.html", status=404)
    context = {
        "subscription": subscription,
        "state": state,
        "is_done": request.method == "POST",
        "token": subscription.token,
    }
    return render(request, "proposals/unsubscribe.html", context)
