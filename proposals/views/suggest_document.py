"""Suggesting changes to a whole skill, role, group or domain."""

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from proposals.suggesting.choices import parents, roles_in_use
from proposals.suggesting.draft import Draft
from proposals.suggesting.fields import fields_of, with_fields
from proposals.suggesting.others import open_on
from proposals.suggesting.preview import preview
from proposals.suggesting.sheet import Part, sheet_of, with_cells
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
    context |= document_context(request, draft)
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


def document_context(request: HtmxRequest, draft: Draft) -> dict[str, object]:
    """What the form shows of a draft."""
    kind = draft.document.kind
    sheet = None
    if kind == Kind.SKILL:
        sheet = sheet_of(draft, _part(request), roles_in_use(), request.POST)
    return {
        "fields": fields_of(draft.wanted, kind),
        "parents": parents(kind, draft.before.get(PARENT, "")),
        "sheet": sheet,
        "kept": draft.to_keep(besides=sheet.shown) if sheet else "",
    }


def _part(request: HtmxRequest) -> Part:
    """What a button asks for, else what the form showed, else what a link asks for."""
    data = request.POST
    match data.get("do"):
        case "show":
            return Part.parse(data.get("show", ""))
        case "add_role":
            return Part.parse(f"role:{data.get('role_to_add', '')}")
    asked = data.get("part", "")
    for what in ("role", "level"):
        if what in request.GET:
            asked = f"{what}:{request.GET[what]}"
    return Part.parse(asked)
