"""How the pages about one's own growth answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from skills.growth.assessing import Mark
from skills.growth.notebook import Notebook, notebook_of

type Context = dict[str, Any]
type Content = Callable[[Notebook, QueryDict], Context]

#: Where a session keeps what somebody marked before they signed in.
_MARKS: Final = "growth_marks"


def answer(
    request: HttpRequest, page: str, content: Content, *, about: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page called `page`. `about` is known without any notebook."""
    template = f"skills/growth/{page}.html"
    facts = about or {}
    if isinstance(request.user, User):
        notebook = notebook_of(request.user)
        context = {"notebook": notebook, **facts, **content(notebook, request.GET)}
        return render(request, template, context)
    query = request.GET.copy()
    if "role" in facts:
        query["role"] = facts["role"].slug
    kept = reverse("growth_kept", args=[page])
    return render(request, template, {**facts, "kept_url": f"{kept}?{query.urlencode()}"})


def sent_by_browser(request: HttpRequest) -> object:
    """What a browser keeps, as its script sends it. Raises `BadRequest` for what is no JSON."""
    try:
        return json.loads(request.POST.get("kept", ""))
    except (ValueError, RecursionError):
        raise BadRequest(_("What this browser keeps of your growth can’t be read.")) from None


def sign_in_first(
    request: HttpRequest, back: str, marks: list[Mark] | None = None
) -> HttpResponseRedirect:
    """Leads to signing in and back to `back`, where `marks` are written down then."""
    if marks:
        request.session[_MARKS] = [list(mark) for mark in marks]
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def marks_from_before(request: HttpRequest) -> list[Mark]:
    """What was marked, with its token, in this same session before signing in; only once."""
    if _MARKS not in request.session:
        return []
    return [Mark(*mark) for mark in request.session.pop(_MARKS)]
