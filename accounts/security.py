"""The one place for everything that has to do with getting into one's account."""

from typing import Final

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.devices import devices_of, sign_out_device, sign_out_elsewhere
from accounts.models import User
from accounts.rights import needs_second_factor
from accounts.social import accounts_elsewhere, providers_offered

#: In the session: where somebody was going who needs a second factor for it.
_GOING_TO: Final = "going_to_with_second_factor"
_DEVICES_SHOWN: Final = 20


class OwnRequest(HttpRequest):
    """Of somebody who is signed in."""

    user: User


@require_safe
@never_cache
@login_required
def security(request: OwnRequest) -> HttpResponse:
    user = request.user
    needed = needs_second_factor(user)
    going_to = get_next_redirect_url(request) if needed else None
    if going_to:
        request.session[_GOING_TO] = going_to
    elif not needed:
        going_to = request.session.pop(_GOING_TO, None)
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    by_type = {one.type: one for one in found}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    devices = devices_of(user, session_key=request.session.session_key)
    context = {
        "is_needed": needed,
        "going_to": going_to,
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "devices": devices[:_DEVICES_SHOWN],
        "more_devices": max(0, len(devices) - _DEVICES_SHOWN),
        "others": sum(not device.is_this for device in devices),
        "elsewhere": accounts_elsewhere(user),
        "providers": providers_offered(),
    }
    return render(request, "account/security.html", context)


@require_POST
@never_cache
@login_required
def end_session(request: OwnRequest, pk: int) -> HttpResponse:
    try:
        sign_out_device(pk, by=request.user)
    except UserSession.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("Signed out there."))
    return redirect("me_security")


@require_POST
@never_cache
@login_required
def end_other_sessions(request: OwnRequest) -> HttpResponse:
    ended = sign_out_elsewhere(by=request.user, session_key=request.session.session_key)
    message = ngettext("Signed out in %(count)d place.", "Signed out in %(count)d places.", ended)
    messages.success(request, message % {"count": ended})
    return redirect("me_security")
