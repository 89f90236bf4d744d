"""The start page of whoever is signed in, and their part of every page's header."""

from django.db.models import Count, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.rights import Visitor, is_moderator, needs_second_factor
from proposals.inbox import unread_count
from proposals.models import Proposal
from proposals.models.proposal import PENDING, Status
from proposals.reviewing.queue import Queue
from proposals.watching import state_asked_for
from skills.views.htmx import HtmxRequest


@require_safe
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Signed out it offers to sign in, so that "My page" is a good link for everyone."""
    context: dict[str, object] = {}
    if isinstance(request.user, User):
        context = Proposal.objects.by(request.user).aggregate(
            pending=Count("pk", filter=Q(status__in=PENDING)),
            accepted=Count("pk", filter=Q(status=Status.APPROVED)),
        )
        context["waiting"] = waiting_for(request.user)
        context["needs_second_factor"] = needs_second_factor(request.user)
        context["unread"] = unread_count(request.user)
    return render(request, "proposals/me.html", context)


@require_safe
@never_cache
def me_header(request: HtmxRequest) -> HttpResponse:
    """What the script puts in the place of "My page"; the same link again when nobody is signed in."""
    context = {
        "waiting": waiting_for(request.user),
        "unread": unread_count(request.user),
        "here": request.htmx.current_url_abs_path,
        "watching": state_asked_for(request.user, request.GET.get("watch", "")),
    }
    return render(request, "proposals/me_header.html", context)


def waiting_for(user: Visitor) -> int | None:
    """How many open proposals this person may decide about; None if they decide about none ever."""
    if not isinstance(user, User):
        return None
    prefetch_related_objects([user], "moderator_scopes")  # asked for more than once below
    if not is_moderator(user):
        return None
    return Queue().proposals(user).count()
