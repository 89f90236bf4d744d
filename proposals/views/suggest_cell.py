"""Suggesting another text for one paragraph, or one where there is none."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from proposals.suggesting.draft import Draft
from proposals.suggesting.others import open_on_cell
from proposals.suggesting.preview import preview
from proposals.suggesting.sheet import cell_field, with_cells
from proposals.views.sending import (
    Refusal,
    asks_to_send,
    form_context,
    form_status,
    letter_of,
    settle,
)
from skills.algebra.paths import LEVELS
from skills.models import Role
from skills.subjects import subject_or_404
from skills.views.htmx import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def suggest_cell(request: HtmxRequest, slug: str, role: str, level: str) -> HttpResponse:
    """The form; under its row on the skill's page, where htmx asks for it there."""
    subject = subject_or_404("skill", slug)
    of_role = get_object_or_404(Role.objects.active(), slug=role)
    if level not in LEVELS:
        raise Http404
    if subject.row.is_retired:
        return HttpResponseRedirect(
            reverse("suggest_retire", kwargs={"kind": "skill", "slug": slug})
        )
    document = subject.document
    address = reverse("suggest_cell", args=[slug, role, level])
    draft = Draft.of(document)
    refusal = None
    if request.method == "POST":
        draft = with_cells(Draft.started_at(document, request.POST.get("base", "")), request.POST)
    if asks_to_send(request):
        outcome = settle(request, letter_of(draft, address))
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
        if refusal.code == "conflict":
            draft = draft.on_live()
    context = {
        "subject": subject,
        "role": of_role,
        "draft": draft,
        "cell": cell_field(draft, of_role, level, request.POST),
        "preview": preview(draft, request.user),
        "refusal": refusal,
        **form_context(request, address, form_id=f"suggest-{role}-{level}"),
    }
    if request.htmx and request.method == "POST":
        return render(request, "proposals/suggest_cell.html#changes", context)
    context["others"] = open_on_cell(document, role, level, request.user)
    if request.htmx:
        # The form opens on the skill's page, whose address stays.
        return push_url(render(request, "proposals/suggest_cell.html#opened", context), url=False)
    return render(request, "proposals/suggest_cell.html", context, status=form_status(refusal))
