"""The audit log: every decision and change of rights, for those who decide."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.audit import AuditFilter, entries
from proposals.models import Event
from proposals.views.reviewers import ReviewerRequest, reviewers_only

_A_PAGE: Final = 50


@require_safe
@reviewers_only
def audit_log(request: ReviewerRequest) -> HttpResponse:
    """Newest first, narrowed as `?…` asks; 400 and no entries where that makes no sense."""
    form = AuditFilter(request.GET)
    events = form.events() if form.is_valid() else Event.objects.none()
    page = Paginator(events, _A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "entries": entries(page.object_list)}
    status = 400 if form.errors else 200
    return render(request, "proposals/audit_log.html", context, status=status)
