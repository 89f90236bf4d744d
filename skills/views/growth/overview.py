"""Where somebody is, where they want to be, and what lies between: at a glance."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.growth.asked import asked_of
from skills.growth.curve import curve
from skills.growth.gap import gap
from skills.growth.ladder import rungs_of
from skills.growth.news import news
from skills.growth.notebook import Notebook, notebook_of
from skills.growth.outdated import outdated
from skills.growth.sharing import share_of
from skills.growth.standing import standing_in
from skills.growth.words import names_for, place_called
from skills.models import MatrixClock, Role
from skills.role_page.live import LiveReading, facts
from skills.views.growth.answering import Context

#: Some of what is next, so that there is something to begin with.
_FIRST = 3


def content(notebook: Notebook, query: QueryDict) -> Context:
    goal, newest = notebook.goal, notebook.newest()
    role = Role.objects.for_role_page().filter(slug=goal.to_role).first() if goal else None
    if goal is None or role is None:
        return {"goal": None, "rated": len(newest)}
    names = names_for({goal.from_role, goal.to_role})
    context: Context = {
        "goal": goal,
        "goal_level": LEVELS[goal.to_rank - 1],
        "rated": len(newest),
        "role": role,
        "there": place_called(names, goal.to_role, goal.to_rank),
        "here": place_called(names, goal.from_role, goal.from_rank) if goal.from_rank else "",
    }
    if role.is_retired:
        successor = Role.objects.filter(slug=role.successor).first() if role.successor else None
        return context | {"is_retired": True, "successor": successor}
    asked = asked_of(role.slug, [goal.to_rank])
    standing = standing_in(role.slug, newest)
    changed = outdated([one for one in newest.values() if one.role == role.slug])
    found = gap(asked, standing, changed)
    outlines = LiveReading(MatrixClock.now(), [facts(role)]).outlines()
    here = goal.from_rank if goal.from_role == goal.to_role else 0
    required = {one.skill: one.rank for one in asked if one.required}
    return context | {
        "counts": found.counts,
        "next_items": [item.asked for item in found.required if item.state == "unmet"][:_FIRST],
        "again": len(changed),
        "rungs": rungs_of(
            outlines[role.slug],
            standing,
            {skill: one for (skill, _role), one in changed.items()},
            names,
            here=here,
            goal=goal.to_rank,
        ),
        "news": news(goal, asked),
        "curve": curve(notebook.ratings, role.slug, required),
    }


@require_safe
@never_cache
def growth(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        context: Context = {"kept_url": reverse("growth_kept", args=["overview"])}
        return render(request, "skills/growth/overview.html", context)
    notebook = notebook_of(request.user)
    context = {"notebook": notebook, **content(notebook, request.GET)}
    share = share_of(request.user)
    if share:
        context["share_url"] = request.build_absolute_uri(
            reverse("growth_shared", args=[share.token])
        )
        context["share"] = share
    return render(request, "skills/growth/overview.html", context)
