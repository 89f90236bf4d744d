from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from skills.growth.notebook import Notebook, Rating
from skills.growth.words import level_called, names_for
from skills.views.growth.answering import Context, answer

RATINGS_A_PAGE = 50


class Line(NamedTuple):
    """`step` says whether it went up or down, or is the first of its kind."""

    rating: Rating
    level: str
    role: str
    step: str


def content(notebook: Notebook, query: QueryDict) -> Context:
    """Newest first; `?skill=` shows one skill alone."""
    skill = query.get("skill", "")
    before: dict[tuple[int, str], int] = {}
    steps: list[tuple[Rating, str]] = []
    for rating in notebook.ratings:
        steps.append((rating, _step(before.get((rating.skill, rating.role)), rating.rank)))
        before[rating.skill, rating.role] = rating.rank
    chosen = [step for step in reversed(steps) if skill in ("", step[0].slug)]
    page = Paginator(chosen, RATINGS_A_PAGE).get_page(query.get("page"))
    names = names_for({rating.role for rating, _ in page})
    return {
        "goal": notebook.goal,
        "page": page,
        "lines": [
            Line(
                rating, level_called(names, rating.rank), names.document("role", rating.role), step
            )
            for rating, step in page
        ],
        "skill": chosen[0][0] if skill and chosen else None,
        "is_narrowed": bool(skill),
    }


@require_safe
@never_cache
def history(request: HttpRequest) -> HttpResponse:
    """Everything one ever said of oneself."""
    return answer(request, "history", content)


def _step(before: int | None, rank: int) -> str:
    if before is None:
        return "first"
    return "up" if rank > before else "down" if rank < before else "same"
