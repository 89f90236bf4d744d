"""Somebody's public page."""

from typing import Final

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from proposals.lines import lines
from proposals.models import Proposal, Status
from proposals.models.proposal import PENDING
from skills.models import Revision

_A_PAGE: Final = 25


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """What they proposed, and what of it was accepted; their name in any case leads here."""
    somebody = get_object_or_404(User.objects.named(username))
    if somebody.username != username:
        return redirect("person", somebody.username, permanent=True)
    own = Proposal.objects.by(somebody)
    counts = own.aggregate(
        sent=Count("pk"),
        accepted=Count("pk", filter=Q(status=Status.APPROVED)),
        pending=Count("pk", filter=Q(status__in=PENDING)),
    )
    page = Paginator(own.for_list().newest_first(), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "person": somebody,
        "counts": counts,
        "revisions": Revision.objects.filter(author=somebody).count(),
        "reviewed": Revision.objects.filter(reviewer=somebody).count(),
        "page": page,
        "lines": lines(page.object_list),
    }
    return render(request, "proposals/person.html", context)
