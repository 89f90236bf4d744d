"""Small changes approved together, one author's spam turned down together, and what came of it."""

from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from proposals.lines import lines
from proposals.operations.bulk import Result, Seen, approve_small, reject_spam
from proposals.reviewing.bulk import grouped, previews, small_ones
from proposals.reviewing.choices import choices
from proposals.reviewing.queue import Queue
from proposals.views.reviewers import ReviewerRequest, reviewers_only

#: Each is shown with its whole difference, so that a page can really be read.
_A_PAGE: Final = 25
_RESULTS: Final = "review_results"


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def review_bulk(request: ReviewerRequest) -> HttpResponse:
    """The wording and typo proposals of a queue that meet no other text; approves those ticked."""
    queue = Queue.asked_for(request.GET)
    if request.method == "POST" and (seen := _seen(request)):
        return _show_results(
            request,
            approve_small(seen, reviewer=request.user),
            again=f"{reverse('review_bulk')}{queue.query}",
        )
    waiting = small_ones(queue, request.user).select_related("document", "author", "claimed_by")
    page = Paginator(waiting, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "queue": queue,
        "chips": choices(queue).chips,
        "page": page,
        "groups": grouped(previews(page.object_list, reviewer=request.user)),
        "nothing_chosen": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/review_bulk.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def review_spam(request: ReviewerRequest) -> HttpResponse:
    """All that waits from `?author=`; rejects what is ticked as spam."""
    author = get_object_or_404(User.objects.named(request.GET.get("author", "")))
    queue = Queue(author=author.username)
    if request.method == "POST" and (seen := _seen(request)):
        return _show_results(
            request,
            reject_spam(seen, author=author, reviewer=request.user),
            again=f"{reverse('review_spam')}?{urlencode({'author': author.username})}",
        )
    waiting = queue.proposals(request.user).select_related("document", "author", "claimed_by")
    page = Paginator(waiting, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "author": author,
        "page": page,
        "previews": previews(page.object_list, reviewer=request.user),
        "nothing_chosen": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/review_spam.html", context, status=status)


@require_safe
@reviewers_only
def review_results(request: ReviewerRequest) -> HttpResponse:
    """What came of the decisions this visitor last took together."""
    stored: dict[str, Any] | None = request.session.get(_RESULTS)
    if stored is None:
        return redirect("review")
    return render(request, "proposals/review_results.html", stored)


def _seen(request: ReviewerRequest) -> list[Seen]:
    """What is ticked, as `proposal:version`."""
    found = []
    for value in request.POST.getlist("proposal"):
        pk, _colon, version = value.partition(":")
        if not (pk.isascii() and pk.isdigit() and version.isascii() and version.isdigit()):
            raise BadRequest(_("“%(text)s” is no proposal.") % {"text": value[:40]})
        found.append(Seen(int(pk[:15]), int(version[:9])))
    if len(found) > _A_PAGE:
        message = _("Decide about %(limit)d at a time, so that each can be looked at.")
        raise BadRequest(message % {"limit": _A_PAGE})
    return found


def _show_results(request: ReviewerRequest, results: list[Result], *, again: str) -> HttpResponse:
    """Kept for the page that follows, so that loading it anew decides nothing."""
    called = {line.proposal.pk: line.headline for line in lines(each.proposal for each in results)}
    request.session[_RESULTS] = {
        "results": [
            {
                "pk": result.proposal.pk,
                "title": called[result.proposal.pk].in_full,
                "why": result.proposal.summary,
                "is_done": result.is_done,
                "said": result.said,
            }
            for result in results
        ],
        "done": sum(result.is_done for result in results),
        "again": again,
    }
    return redirect("review_results")
