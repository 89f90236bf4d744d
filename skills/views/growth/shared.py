from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from skills.growth.notebook import notebook_of
from skills.growth.sharing import owner_of
from skills.views.growth import overview, sheet


@require_safe
@never_cache
def growth_shared(request: HttpRequest, token: str) -> HttpResponse:
    """To look at, for whoever has the link."""
    owner = owner_of(token)
    if owner is None:
        raise Http404(_("This link shows nothing any more. Ask whoever gave it to you."))
    notebook = notebook_of(owner)
    query = QueryDict()
    context = {"owner": owner, **overview.content(notebook, query)}
    if context["goal"] and not context.get("is_retired"):
        context |= sheet.content(notebook, QueryDict(f"level={context['goal_level']}"))
    response = render(request, "skills/growth/shared.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
