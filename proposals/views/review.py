"""The queue: what waits for this reviewer."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.reviewing.choices import choices
from proposals.reviewing.queue import Queue
from proposals.reviewing.rows import rows
from proposals.talk.reports import reports_for
from proposals.views.reviewers import ReviewerRequest, reviewers_only

_A_PAGE: Final = 30


@require_safe
@reviewers_only
def review(request: ReviewerRequest) -> HttpResponse:
    """Open proposals the visitor may decide about, narrowed and grouped as `?…` asks."""
    queue = Queue.asked_for(request.GET)
    waiting = queue.proposals(request.user).select_related(
        "document", "author", "claimed_by", "batch"
    )
    page = Paginator(waiting, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "queue": queue,
        "choices": choices(queue),
        "page": page,
        "rows": rows(page.object_list, reviewer=request.user),
        "reports": reports_for(request.user).count(),
    }
    return render(request, "proposals/review.html", context)
