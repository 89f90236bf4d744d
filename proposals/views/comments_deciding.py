"""What can be done with a comment beside answering it: deleting, reporting, hiding it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from proposals import rights
from proposals.errors import CommentGone, ProposalError
from proposals.models import Comment, FlagReason
from proposals.models.comment import FLAG_LIMIT
from proposals.operations import delete_comment as deleting
from proposals.operations import flag as flagging
from proposals.operations.edit_comment import require_own
from proposals.operations.hide_comment import hide_comment, unhide_comment
from proposals.talk.markdown import render as render_comments
from proposals.talk.place import place_of
from proposals.views.comments import about, comment_or_404
from proposals.views.reviewers import ReviewerRequest, reviewers_only
from proposals.views.sending import (
    Refusal,
    form_status,
    refusal_of,
    say_sent,
    sign_in_first,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delete_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: the words are gone for good."""
    row = comment_or_404(pk)
    author = cast(User, request.user)
    try:
        if request.method != "POST":
            require_own(row, author)
            return render(request, "proposals/comment_delete.html", _shown(row))
        deleting.delete_comment(row, author=author)
    except CommentGone as gone:
        messages.error(request, gone.message)
        return redirect(row)
    messages.success(request, _("Your comment is deleted."))
    return redirect(place_of(row).url)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is not signed in does that after saying why."""
    row = comment_or_404(pk)
    address = reverse("comment_report", args=[pk])
    user = request.user if isinstance(request.user, User) else None
    refusal = None
    try:
        if request.method == "POST" and request.POST.get("do") == "send":
            if user is None:
                return sign_in_first(request, address)
            flagging.flag(row, by=user, **_reason(request))
            messages.success(request, _("Thank you. The moderators will look at it."))
            response = redirect(row)
            say_sent(request, response, address)
            return response
        if user:
            flagging.require_flag(row, user)
    except (ProposalError, ValidationError) as error:
        refusal = refusal_of(error, place_of(row).document)
    context = _shown(row) | _reasons(request, refusal) | {"address": address}
    context |= {"is_signed_in": user is not None, "came_back": request.POST.get("do") == "again"}
    return render(request, "proposals/comment_report.html", context, status=form_status(refusal))


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def comment_hide(request: ReviewerRequest, pk: int) -> HttpResponse:
    """Out of sight, for a reason that its author will read."""
    row = comment_or_404(pk)
    refusal = None
    try:
        if request.method == "POST":
            hide_comment(row, by=request.user, **_reason(request))
            messages.success(request, _("The comment is hidden. Its author reads why."))
            response = redirect(row)
            say_sent(request, response, request.path)
            return response
        rights.require_hiding(request.user, row, place_of(row).document)
    except (ProposalError, ValidationError) as error:
        refusal = refusal_of(error, place_of(row).document)
    context = _shown(row) | _reasons(request, refusal)
    return render(request, "proposals/comment_hide.html", context, status=form_status(refusal))


@require_POST
@reviewers_only
def comment_unhide(request: ReviewerRequest, pk: int) -> HttpResponse:
    row = comment_or_404(pk)
    try:
        unhide_comment(row, by=request.user)
    except ProposalError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The comment can be read again."))
    return redirect(row)


@require_safe
@reviewers_only
def comment_versions(request: ReviewerRequest, pk: int) -> HttpResponse:
    """What it said before it was edited, newest first."""
    row = comment_or_404(pk)
    if not rights.may_hide_in(request.user, place_of(row).document):
        raise PermissionDenied(_("Earlier words are for moderators of its domain."))
    earlier = list(row.versions.order_by("-pk"))
    html = render_comments(version.text for version in earlier)
    context = _shown(row) | {"earlier": list(zip(earlier, html, strict=True))}
    return render(request, "proposals/comment_versions.html", context)


def _shown(row: Comment) -> dict[str, object]:
    """The comment in its place, as these pages show it: its words only while they stand."""
    place = place_of(row)
    html = render_comments([row.text])[0] if row.is_standing else ""
    return {"comment": row, "html": html, "place": place, **about(place)}


def _reason(request: HttpRequest) -> dict[str, str]:
    return {"reason": request.POST.get("reason", ""), "text": request.POST.get("text", "")}


def _reasons(request: HttpRequest, refusal: Refusal | None) -> dict[str, object]:
    """What `_comment_reasons.html` needs."""
    return {
        "refusal": refusal,
        "reasons": FlagReason.choices,
        "limit": FLAG_LIMIT,
        "is_typed": request.method == "POST",
        **_reason(request),
    }
