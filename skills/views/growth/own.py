"""One press each: still true, seen, taken over, shared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from skills.growth import sharing
from skills.growth.assessing import renew
from skills.growth.goals import mark_seen
from skills.growth.taking_over import take_over
from skills.views.growth.answering import sent_by_browser, sign_in_first


@require_POST
@never_cache
def growth_renew(request: HttpRequest) -> HttpResponse:
    """A paragraph has changed, and what was said of it is still true."""
    form, user = request.POST, request.user
    back = _back(request)
    if not isinstance(user, User):
        return sign_in_first(request, back)
    try:
        renew(form.get("skill", ""), form.get("role", ""), _number(form.get("number")), user=user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Noted as still true."))
    return redirect(back)


@require_POST
@never_cache
def growth_seen(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request, reverse("growth"))
    mark_seen(_number(request.POST.get("until")), user=request.user)
    return redirect("growth")


@require_POST
@never_cache
def growth_share(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request, reverse("growth"))
    if request.POST.get("do") == "revoke":
        sharing.revoke(user=request.user)
        messages.success(request, _("The link shows nothing any more."))
    else:
        sharing.share(user=request.user)
        messages.success(request, _("Here is your link. Whoever has it can look, and only look."))
    return redirect(f"{reverse('growth')}#share")


@login_required
@require_POST
@never_cache
def growth_take_over(request: HttpRequest) -> HttpResponse:
    """A script sends what the browser keeps, and forgets it once this has answered."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    new = take_over(sent_by_browser(request), user=request.user)
    said = ngettext(
        "%(number)d rating is in your account now.",
        "%(number)d ratings are in your account now.",
        new,
    )
    messages.success(request, said % {"number": new})
    return HttpResponse(status=204)


def _number(text: str | None) -> int:
    if text and text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise BadRequest(_("Use one of the buttons on the page."))


def _back(request: HttpRequest) -> str:
    """Where it was pressed, if that is on this site."""
    going_to = request.POST.get("back", "")
    is_here = url_has_allowed_host_and_scheme(going_to, allowed_hosts=None)
    return going_to if is_here else reverse("growth_gap")
