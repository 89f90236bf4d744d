"""Suggesting changes to a whole skill, role, group or domain."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from proposals.suggesting.broken_rules import where_shown
from proposals.suggesting.choices import parents, roles_in_use
from proposals.suggesting.draft import Draft
from proposals.suggesting.fields import fields_of, with_fields
from proposals.suggesting.others import open_on
from proposals.suggesting.parts import Part, asked_part, part_to_mend
from proposals.suggesting.preview import preview
from proposals.suggesting.sheet import sheet_of, with_cells
from proposals.views.sending import (
    Refusal,
    asks_to_send,
    form_context,
    form_status,
    letter_of,
    settle,
)
from skills.algebra.paths import PARENT
from skills.models import Kind
from skills.subjects import subject_or_404
from skills.views.htmx import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def suggest_document(request: HtmxRequest, kind: str, slug: str) -> HttpResponse:
    """All of it in one form; of its cells, one role's or one level's at a time."""
    subject = subject_or_404(kind, slug)
    if subject.row.is_retired:
        return HttpResponseRedirect(reverse("suggest_retire", kwargs={"kind": kind, "slug": slug}))
    address = reverse(f"suggest_{kind}", args=[slug])
    draft = Draft.of(subject.document)
    refusal = None
    if request.method == "POST":
        started = Draft.started_at(subject.document, request.POST.get("base", ""))
        draft = as_typed(started, request.POST)
    if asks_to_send(request):
        outcome = settle(request, letter_of(draft, address))
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
        if refusal.code == "conflict":
            draft = draft.on_live()
    context = {
        "subject": subject,
        "kind": kind,
        "draft": draft,
        "preview": preview(draft, request.user),
        "refusal": refusal,
        **form_context(request, address),
    }
    if request.htmx and request.method == "POST":
        return render(request, "proposals/suggest_document.html#changes", context)
    context |= document_context(request, draft, refusal)
    context["others"] = open_on(subject.document, request.user)
    return render(request, "proposals/suggest_document.html", context, status=form_status(refusal))


def as_typed(draft: Draft, data: QueryDict) -> Draft:
    """The draft with what the form sent, and without the role that a button drops."""
    draft = with_fields(draft, data)
    if draft.document.kind == Kind.SKILL:
        draft = with_cells(draft, data)
        part = Part.parse(data.get("part", ""))
        if data.get("do") == "drop_role" and part.role:
            draft = draft.without_role(part.role)
    return draft


def document_context(
    request: HtmxRequest, draft: Draft, refusal: Refusal | None
) -> dict[str, object]:
    """What the form shows of a draft, and what has to be mended of it."""
    kind = draft.document.kind
    context: dict[str, object] = {
        "fields": fields_of(draft.wanted, kind),
        "parents": parents(kind, draft.before.get(PARENT, "")),
    }
    if kind != Kind.SKILL:
        return context
    broken = refusal.broken if refusal else []
    part = part_to_mend(asked_part(request.GET, request.POST), broken)
    sheet = sheet_of(draft, part, roles_in_use(), request.POST)
    return context | {
        "sheet": sheet,
        "kept": draft.to_keep(besides=sheet.shown),
        "refusal": refusal and replace(refusal, broken=where_shown(broken, sheet.shown)),
    }
