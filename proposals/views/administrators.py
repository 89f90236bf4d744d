"""The door to every page for administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from proposals.operations.appoint import require_administrator
from skills.views.htmx import HtmxRequest


class AdministratorRequest(HtmxRequest):
    user: User


def administrators_only[**P](
    view: Callable[Concatenate[AdministratorRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Who is not signed in does that first, and comes back; each address behind it can be opened."""

    @wraps(view)
    @never_cache
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        require_administrator(request.user)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return door
