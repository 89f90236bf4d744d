"""What a browser keeps, shown: the content of a page, from a notebook that is sent along."""

from typing import Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from skills.growth.goals import check
from skills.growth.notebook import notebook_in
from skills.models import MatrixClock
from skills.views.growth import gap, goal, history, move, overview, rate, sheet
from skills.views.growth.answering import Content, sent_by_browser

_PAGES: Final[dict[str, Content]] = {
    "overview": overview.content,
    "goal": goal.content,
    "rate": rate.content,
    "gap": gap.content,
    "move": move.content,
    "sheet": sheet.content,
    "history": history.content,
}


@csrf_exempt  # it reads no session and writes nothing: there is nothing to forge
@require_POST
@never_cache
def growth_kept(request: HttpRequest, page: str) -> HttpResponse:
    """The same computing as for an account, and nothing of it stays here."""
    content = _PAGES.get(page)
    if content is None:
        raise Http404
    data = sent_by_browser(request)
    notebook = notebook_in(data)
    context = {"notebook": notebook}
    if page == "goal" and isinstance(data, dict) and isinstance(data.get("wanted"), dict):
        wanted = goal.wanted_in(data["wanted"])
        try:
            check(wanted)
        except ValidationError as error:
            context |= goal.form_for(wanted, notebook.goal, error.message_dict)
            return render(request, "skills/growth/goal.html#content", context, status=422)
        made = {
            "from_role": wanted.from_role,
            "from_level": wanted.from_level,
            "to_role": wanted.to_role,
            "to_level": wanted.to_level,
            "seen": MatrixClock.now().sequence,
            "at": timezone.now(),
        }
        return JsonResponse({"goal": made})
    context |= content(notebook, request.GET)
    return render(request, f"skills/growth/{page}.html#content", context)
