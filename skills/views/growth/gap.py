from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from skills.growth.asked import asked_of
from skills.growth.gap import gap as gap_of
from skills.growth.links import links_of
from skills.growth.notebook import Notebook, notebook_of
from skills.growth.outdated import outdated
from skills.growth.phrases import Phrases
from skills.growth.rows import rows_of
from skills.growth.standing import standing_in
from skills.growth.words import level_called, names_for, place_called
from skills.pictures.person_radar import person_radar
from skills.views.growth.answering import Context, answer
from skills.views.pictures import file_answer

#: A plan should be whole; only a role beyond any real one is cut into pages.
ITEMS_A_PAGE = 250
#: What somebody has beyond the goal is no plan: the highest of it is enough.
BEYOND_SHOWN = 100


def content(notebook: Notebook, query: QueryDict) -> Context:
    goal = notebook.goal
    if goal is None:
        return {"goal": None}
    newest = notebook.newest()
    names = names_for({goal.to_role, *(role for _, role in newest)})
    asked = asked_of(goal.to_role, [goal.to_rank])
    standing = standing_in(goal.to_role, newest)
    changed = outdated([one for one in newest.values() if one.role == goal.to_role])
    found = gap_of(asked, standing, changed)
    there = place_called(names, goal.to_role, goal.to_rank)
    page = Paginator([*found.required, *found.optional], ITEMS_A_PAGE).get_page(query.get("page"))
    rows = rows_of(
        page,
        Phrases(names),
        role=goal.to_role,
        links=links_of([item.asked.skill for item in page]),
    )
    return {
        "goal": goal,
        "there": there,
        "radar": person_radar(
            found.required,
            there=there,
            file="" if notebook.is_kept else reverse("growth_radar"),
        ),
        "counts": found.counts,
        "optional": len(found.optional),
        "sections": [
            (required, state if required else "optional", list(of_state))
            for (required, state), of_state in groupby(
                rows, key=lambda row: (row.required, row.state if row.required else "")
            )
        ],
        "page": page,
        "beyond": [
            (one, level_called(names, one.have.rank)) for one in found.beyond[:BEYOND_SHOWN]
        ],
        "beyond_total": len(found.beyond),
    }


@require_safe
@never_cache
def gap(request: HttpRequest) -> HttpResponse:
    """Each expectation of the goal: first what is not met, then the rest, then what is beyond."""
    return answer(request, "gap", content)


@require_safe
@never_cache
@login_required
def gap_radar_file(request: HttpRequest) -> HttpResponse:
    """What the reader meets of the goal, group by group, as a file."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    radar = content(notebook_of(request.user), QueryDict()).get("radar")
    if radar is None:
        raise Http404
    return file_answer(request, radar.picture, "my-growth", on=timezone.now().date())
