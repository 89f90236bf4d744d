"""A reviewer's saved replies."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proposals.models import SavedReply
from proposals.operations.saved_replies import delete_reply, save_reply
from proposals.views.reviewers import ReviewerRequest, reviewers_only


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def saved_replies(request: ReviewerRequest) -> HttpResponse:
    """All of them, and a form for a new one."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def saved_reply(request: ReviewerRequest, pk: int) -> HttpResponse:
    """The same page with one of them in the form."""
    return _edit(request, get_object_or_404(SavedReply, user=request.user, pk=pk))


@require_POST
@reviewers_only
def delete_saved_reply(request: ReviewerRequest, pk: int) -> HttpResponse:
    reply = get_object_or_404(SavedReply, user=request.user, pk=pk)
    delete_reply(reply, user=request.user)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": reply.name})
    return redirect("saved_replies")


def _edit(request: ReviewerRequest, reply: SavedReply | None) -> HttpResponse:
    name, text = (reply.name, reply.text) if reply else ("", "")
    problems: dict[str, str] = {}
    if request.method == "POST":
        name, text = request.POST.get("name", ""), request.POST.get("text", "")
        try:
            saved = save_reply(user=request.user, name=name, text=text, instead_of=reply)
        except ValidationError as error:
            problems = {error.code or "text": " ".join(error.messages)}
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
            return redirect("saved_replies")
    context = {
        "replies": SavedReply.objects.filter(user=request.user).order_by("name"),
        "reply": reply,
        "name": name,
        "text": text,
        "problems": problems,
    }
    status = 422 if problems else 200
    return render(request, "proposals/saved_replies.html", context, status=status)
