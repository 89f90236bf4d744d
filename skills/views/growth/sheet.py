"""Each expectation of the next level beside one's evidence, for the talk about it."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.growth.asked import asked_of
from skills.growth.gap import gap
from skills.growth.notebook import Goal, Notebook, notebook_of
from skills.growth.outdated import outdated
from skills.growth.phrases import Phrases
from skills.growth.rows import rows_of
from skills.growth.sheet import as_markdown
from skills.growth.standing import standing_in
from skills.growth.words import names_for, place_called
from skills.models import Level
from skills.views.growth.answering import Context, answer


def content(notebook: Notebook, query: QueryDict) -> Context:
    """Of the next level on the way to the goal; `?level=` chooses another one."""
    goal = notebook.goal
    if goal is None:
        return {"goal": None}
    level = query.get("level", "")
    rank = LEVELS.index(level) + 1 if level in LEVELS else next_rank(goal)
    newest = notebook.newest()
    names = names_for({goal.to_role, *(role for _, role in newest)})
    found = gap(
        asked_of(goal.to_role, [rank]),
        standing_in(goal.to_role, newest),
        outdated([one for one in newest.values() if one.role == goal.to_role]),
    )
    title = place_called(names, goal.to_role, rank)
    phrases, today = Phrases(names), timezone.localdate()
    return {
        "goal": goal,
        "title": title,
        "level": LEVELS[rank - 1],
        "levels": Level.objects.all(),
        "counts": found.counts,
        "required": rows_of(found.required, phrases, role=goal.to_role, links={}),
        "optional": rows_of(found.optional, phrases, role=goal.to_role, links={}),
        "today": today,
        "markdown": as_markdown(title, found, phrases, on=today),
        "filename": f"{slugify(title)}.md",
    }


def next_rank(goal: Goal) -> int:
    """One rung up in the same role, where the goal is further up; else the goal itself."""
    if goal.from_role == goal.to_role and goal.from_rank < goal.to_rank:
        return goal.from_rank + 1
    return goal.to_rank


@require_safe
@never_cache
def sheet(request: HttpRequest) -> HttpResponse:
    """To read and print; `?format=markdown` to take along."""
    if request.GET.get("format") == "markdown" and isinstance(request.user, User):
        found = content(notebook_of(request.user), request.GET)
        if found["goal"]:
            return HttpResponse(
                found["markdown"],
                content_type="text/markdown; charset=utf-8",
                headers={"Content-Disposition": f'attachment; filename="{found["filename"]}"'},
            )
    return answer(request, "sheet", content)
