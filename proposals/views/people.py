"""Somebody's public page."""

from typing import Final

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from proposals.lines import page_of_lines
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
    page, shown = page_of_lines(own.newest_first(), number=request.GET.get("page"), limit=_A_PAGE)
    context = {
        "person": somebody,
        "counts": counts,
        "revisions": Revision.objects.filter(author=somebody).count(),
        "reviewed": Revision.objects.filter(reviewer=somebody).count(),
        "page": page,
        "lines": shown,
    }
    return render(request, "proposals/person.html", context)
