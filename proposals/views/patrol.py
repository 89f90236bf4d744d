"""What went live without a review: looked over afterwards, by somebody else."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from proposals.models import DirectPublication
from proposals.operations.patrol import mark_checked
from proposals.patrolling import entries, waiting_to_be_checked
from proposals.reviewing.rows import domain_names
from proposals.views.reviewers import ReviewerRequest, reviewers_only

_A_PAGE: Final = 20


@require_safe
@reviewers_only
def patrol(request: ReviewerRequest) -> HttpResponse:
    """Oldest first; `?domain=` and `?author=` leave those of one domain or person."""
    waiting = waiting_to_be_checked(request.user)
    domains = domain_names()
    domain, username = request.GET.get("domain", ""), request.GET.get("author", "")
    author = User.objects.named(username).first() if username else None
    if domain:
        waiting = waiting.in_domains([domain])
    if username:
        waiting = waiting.filter(revision__author=author) if author else waiting.none()
    page = Paginator(waiting, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "entries": entries(page.object_list, reader=request.user),
        "domains": domains,
        "domain": domain,
        "username": username,
        "author": author,
    }
    return render(request, "proposals/patrol.html", context)


@require_POST
@reviewers_only
def patrol_check(request: ReviewerRequest, revision: int) -> HttpResponse:
    """It is fine as it is; back to the list, as it was narrowed."""
    publication = get_object_or_404(
        DirectPublication.objects.select_related("revision__document"), revision=revision
    )
    mark_checked(publication.revision, by=request.user)
    messages.success(request, _("Checked: it stays as it is."))
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('patrol')}?{query}" if query else reverse("patrol"))
