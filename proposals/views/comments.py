"""What is said about a document, a cell of it, or a proposal."""

from typing import Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from proposals.lines import lines
from proposals.models import Comment, Proposal
from proposals.talk.place import Place, place_of
from proposals.talk.threads import (
    cells_talked_of,
    newest_of,
    one_thread,
    place_in_thread,
    threads_of,
)
from proposals.views.writing import blank_form
from skills.algebra.paths import LEVELS
from skills.algebra.text import is_slug
from skills.models import Document, Expectation
from skills.names import Reference, names_now
from skills.subjects import subject_or_404
from skills.views.htmx import HtmxRequest

_WITH: Final = ("author", "document", "proposal__document", "parent")


@require_safe
@vary_on_headers("HX-Request")
def comments(request: HtmxRequest, kind: str, slug: str) -> HttpResponse:
    """A page; to the document's own page, which asks for it afterwards, a panel."""
    place = document_place(kind, slug, request.GET.get("role", ""), request.GET.get("level", ""))
    return _comments(request, place)


@require_safe
@vary_on_headers("HX-Request")
def proposal_comments(request: HtmxRequest, pk: int) -> HttpResponse:
    return _comments(request, proposal_place(pk))


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one comment stands, among those around it."""
    row = comment_or_404(pk)
    return redirect(place_in_thread(row, place_of(row)))


def _comments(request: HtmxRequest, place: Place) -> HttpResponse:
    number = place.comments.standing().count()
    context: dict[str, object] = {"place": place, "number": number}
    if request.htmx:
        # The same for everyone, whoever is signed in.
        context |= {"threads": newest_of(place), "cells": cells_talked_of(place.document)}
        return render(request, "proposals/comments.html#panel", context)
    context |= about(place)
    asked = request.GET.get("thread", "")
    if asked:
        root = _thread_or_404(place, asked)
        page, thread = one_thread(place, root, request.user, request.GET.get("page"))
        return render(
            request, "proposals/comment_thread.html", context | {"page": page, "thread": thread}
        )
    page, threads = threads_of(place, request.user, request.GET.get("page"))
    context |= {
        "page": page,
        "threads": threads,
        **blank_form(request, place.writing_url, place=place),
    }
    return render(request, "proposals/comments.html", context)


def document_place(kind: str, slug: str, role: str = "", level: str = "") -> Place:
    """The document, or the cell of it that is named."""
    document = get_object_or_404(Document.objects.published(), kind=kind, slug=slug)
    if not role and not level:
        return Place(document)
    if kind != "skill" or level not in LEVELS or not is_slug(role):
        raise BadRequest(_("There is no such role or level."))
    return Place(document, role, level)


def proposal_place(pk: int) -> Place:
    proposal = get_object_or_404(Proposal.objects.select_related("document", "author"), pk=pk)
    return Place(proposal.document, proposal=proposal)


def comment_or_404(pk: int) -> Comment:
    return get_object_or_404(Comment.objects.shown().select_related(*_WITH), pk=pk)


def about(place: Place) -> dict[str, object]:
    """What the head of a page says about a place: its name, and the way to it."""
    document = place.document
    subject = subject_or_404(document.kind, document.slug) if document.is_published else None
    trail = subject.trail if subject else []
    if place.proposal:
        line = lines([place.proposal])[0]
        return {
            "name": line.headline.in_full,
            "trail": trail,
            "home": place.proposal.get_absolute_url(),
        }
    if subject is None:
        raise Http404
    if not place.role:
        return {"name": subject.name, "trail": trail, "home": subject.url}
    names = names_now({Reference("role", place.role)})
    cell = f"{names.document('role', place.role)} · {names.level(place.level)}"
    return {
        "name": f"{subject.name} · {cell}",
        "trail": trail,
        "home": f"{subject.url}#cell-{place.role}-{place.level}",
        "whole": Place(document),
        "paragraph": _paragraph(place),
    }


def _paragraph(place: Place) -> Expectation | None:
    """What is talked about, as it stands today; it may have gone since somebody said something."""
    found = Expectation.objects.filter(skill__slug=place.document.slug, role__slug=place.role)
    return found.filter(level__slug=place.level).first()


def _thread_or_404(place: Place, asked: str) -> Comment:
    key = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    found = place.comments.threads().shown().select_related("author", "document")
    return get_object_or_404(found, pk=key)
