from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.growth.goals import Wanted, set_goal
from skills.growth.notebook import Goal, Notebook, notebook_of
from skills.models import Level, Role
from skills.views.growth.answering import Context, answer, sign_in_first


def content(notebook: Notebook, query: QueryDict) -> Context:
    """`?to=` and `?level=` propose a goal, from a role's page say."""
    wanted = _of_goal(notebook.goal)
    if to_role := query.get("to"):
        wanted = wanted._replace(to_role=to_role, to_level=query.get("level", ""))
    return form_for(wanted, notebook.goal)


def form_for(
    wanted: Wanted, goal: Goal | None, problems: Mapping[str, list[str]] | None = None
) -> Context:
    return {
        "goal": goal,
        "wanted": wanted,
        "roles": Role.objects.active().by_domain(),
        "levels": Level.objects.all(),
        "problems": problems or {},
    }


def wanted_in(form: Mapping[str, object]) -> Wanted:
    names = ("from_role", "from_level", "to_role", "to_level")
    return Wanted(*(str(form.get(name, ""))[:200] for name in names))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def goal(request: HttpRequest) -> HttpResponse:
    """Where one is and where one wants to be."""
    if request.method != "POST":
        return answer(request, "goal", content)
    user = request.user
    if not isinstance(user, User):
        return sign_in_first(request, reverse("growth_goal"))
    wanted = wanted_in(request.POST.dict())
    try:
        set_goal(wanted, user=user)
    except ValidationError as error:
        notebook = notebook_of(user)
        form = form_for(wanted, notebook.goal, error.message_dict)
        context = {"notebook": notebook, **form}
        return render(request, "skills/growth/goal.html", context, status=422)
    messages.success(request, _("Your goal is set."))
    return redirect("growth")


def _of_goal(goal: Goal | None) -> Wanted:
    if goal is None:
        return Wanted("", "", "", "")
    from_level = LEVELS[goal.from_rank - 1] if goal.from_rank else ""
    return Wanted(goal.from_role, from_level, goal.to_role, LEVELS[goal.to_rank - 1])
