"""Saying something, answering, and saying it in other words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from proposals.errors import CommentGone
from proposals.models import Comment
from proposals.operations.comment import post_comment
from proposals.operations.comment import reply as answer
from proposals.operations.edit_comment import edit_comment, require_own
from proposals.talk.markdown import render as render_comments
from proposals.talk.place import Place, place_of
from proposals.talk.writing import clean_comment
from proposals.views.comments import about, comment_or_404, document_place, proposal_place
from proposals.views.sending import Refusal, form_status, refusal_of, sign_in_first
from proposals.views.writing import Writing, blank_form, nobody_is_called, send
from skills.views.htmx import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_on(request: HtmxRequest, kind: str, slug: str) -> HttpResponse:
    return _start(request, document_place(kind, slug))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_on_cell(request: HtmxRequest, slug: str, role: str, level: str) -> HttpResponse:
    return _start(request, document_place("skill", slug, role, level))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_on_proposal(request: HtmxRequest, pk: int) -> HttpResponse:
    return _start(request, proposal_place(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_reply(request: HtmxRequest, pk: int) -> HttpResponse:
    """Below what it answers, where htmx asks for the form there; else with it on a page."""
    row = comment_or_404(pk)
    address = reverse("comment_reply", args=[pk])
    writing = Writing(
        address, place_of(row), send=lambda author, text: answer(row, text, author=author)
    )
    return _write(request, writing, form_id=f"answer-{pk}", answered=row)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def comment_edit(request: HtmxRequest, pk: int) -> HttpResponse:
    row = comment_or_404(pk)
    if not isinstance(request.user, User):
        return sign_in_first(request, request.path)
    try:
        require_own(row, request.user)
    except CommentGone as gone:
        messages.error(request, gone.message)
        return redirect(row)
    address = reverse("comment_edit", args=[pk])
    writing = Writing(
        address, place_of(row), send=lambda author, text: edit_comment(row, text, author=author)
    )
    return _write(request, writing, form_id=f"edit-{pk}", edited=row)


def _start(request: HtmxRequest, place: Place) -> HttpResponse:
    writing = Writing(
        place.writing_url,
        place,
        send=lambda author, text: post_comment(place, text, author=author),
    )
    return _write(request, writing, form_id="comment")


def _write(
    request: HtmxRequest,
    writing: Writing,
    *,
    form_id: str,
    answered: Comment | None = None,
    edited: Comment | None = None,
) -> HttpResponse:
    """Send it, show how it will look, or give the form, with what was typed if it comes back."""
    pressed = request.POST.get("do") if request.method == "POST" else None
    refusal, preview, nobody = None, "", ""
    if pressed == "send":
        outcome = send(request, writing)
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
    elif pressed == "preview":
        try:
            text = clean_comment(request.POST.get("text", ""))
            [preview], nobody = render_comments([text]), nobody_is_called(text)
        except ValidationError as error:
            refusal = refusal_of(error, writing.place.document)
    context: dict[str, object] = {
        "refusal": refusal,
        "preview": preview,
        "nobody": nobody,
        "preview_problem": refusal.broken[0].sentence if request.htmx and refusal else "",
        "edited": edited,
        "is_answer": answered is not None,
        "opens_here": bool(request.htmx),
        **blank_form(
            request,
            writing.address,
            place=writing.place,
            form_id=form_id,
            text=edited.text if edited else "",
        ),
    }
    if request.htmx:
        # The form opens, or its preview appears, on a page that is about something else.
        fragment = "preview" if pressed == "preview" else "form"
        return render(request, f"proposals/comment_write.html#{fragment}", context)
    context |= about(writing.place) | {"place": writing.place, **_answered(answered)}
    first = edited or answered
    context["back"] = first.get_absolute_url() if first else writing.place.url
    return render(request, "proposals/comment_write.html", context, status=form_status(refusal))


def _answered(comment: Comment | None) -> dict[str, object]:
    if comment is None or not comment.is_standing:
        return {"answered": comment, "answered_html": ""}
    return {"answered": comment, "answered_html": render_comments([comment.text])[0]}
