"""The door to every page for reviewers."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.rights import is_moderator, needs_second_factor
from skills.views.htmx import HtmxRequest


class ReviewerRequest(HtmxRequest):
    """Of somebody who may decide about something."""

    user: User


def reviewers_only[**P](
    view: Callable[Concatenate[ReviewerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Who is not signed in does that first, and comes back to the page with the form."""

    @wraps(view)
    @never_cache
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(_page_of(request))
        prefetch_related_objects([user], "moderator_scopes")  # asked for more than once below
        if needs_second_factor(user):
            return redirect(f"{reverse('me_security')}?{urlencode({'next': _page_of(request)})}")
        if not is_moderator(user):
            raise PermissionDenied(_("Reviewing takes a moderator."))
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return door


def _page_of(request: HttpRequest) -> str:
    """Where to come back to: the page with the form, where what it sends to can't be opened."""
    if request.method in ("GET", "HEAD") or request.resolver_match is None:
        return request.get_full_path()
    name, pk = request.resolver_match.url_name, request.resolver_match.kwargs.get("pk")
    if name == "patrol_check":
        page = reverse("patrol")
    elif name == "delete_saved_reply":
        page = reverse("saved_replies")
    elif name == "settle_reports":
        page = reverse("reports")
    elif name == "comment_unhide":
        page = reverse("comment", args=[pk])
    elif pk and name not in ("saved_reply", "comment_hide"):
        page = reverse("review_proposal", args=[pk])
    else:
        page = request.path
    query = request.META.get("QUERY_STRING", "")
    return f"{page}?{query}" if query else page
