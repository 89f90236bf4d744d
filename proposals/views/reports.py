"""What was reported: hidden, or left, by moderators of its domain."""

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from proposals.errors import ProposalError
from proposals.models import Comment, FlagReason
from proposals.models.comment import FLAG_LIMIT
from proposals.operations.hide_comment import hide_comment, leave_comment
from proposals.talk.place import place_of
from proposals.talk.reports import page_of_reports
from proposals.views.reviewers import ReviewerRequest, reviewers_only
from proposals.views.sending import Refusal, form_status, refusal_of


@require_safe
@reviewers_only
def reports(request: ReviewerRequest) -> HttpResponse:
    """Oldest first, each comment once with all its reports."""
    return _queue(request)


@require_POST
@reviewers_only
def settle_reports(request: ReviewerRequest, pk: int) -> HttpResponse:
    """Hide the comment or leave it; either settles all reports of it."""
    row = get_object_or_404(Comment.objects.select_related("document", "proposal__document"), pk=pk)
    do = request.POST.get("do")
    try:
        if do == "hide":
            reason, text = request.POST.get("reason", ""), request.POST.get("text", "")
            hide_comment(row, by=request.user, reason=reason, text=text)
            messages.success(request, _("The comment is hidden. Its author reads why."))
        elif do == "leave":
            leave_comment(row, by=request.user)
            messages.success(request, _("The comment stays. Those who reported it are told."))
        else:
            raise BadRequest(_("Use one of the buttons on the page."))
    except (ProposalError, ValidationError) as error:
        return _queue(request, refusal_of(error, place_of(row).document), refused=row.pk)
    return redirect("reports")


def _queue(
    request: ReviewerRequest, refusal: Refusal | None = None, *, refused: int = 0
) -> HttpResponse:
    """With why something was refused, and what was typed, at the comment `refused`."""
    page, found = page_of_reports(request.user, request.GET.get("page"))
    context = {
        "page": page,
        "reports": found,
        "reasons": FlagReason.choices,
        "limit": FLAG_LIMIT,
        "refusal": refusal,
        "refused": refused,
        "is_listed": any(report.comment.pk == refused for report in found),
        "reason": request.POST.get("reason", ""),
        "text": request.POST.get("text", ""),
    }
    return render(request, "proposals/reports.html", context, status=form_status(refusal))
