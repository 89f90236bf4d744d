"""Suggesting to retire a document, to name what takes its place, or to bring it back into use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proposals.operations.why import Cause
from proposals.suggesting.broken_rules import BrokenRule
from proposals.suggesting.choices import find, successors
from proposals.suggesting.draft import Draft
from proposals.suggesting.preview import preview
from proposals.views.sending import (
    Refusal,
    asks_to_send,
    form_context,
    form_status,
    letter_of,
    settle,
)
from skills.algebra.paths import ACTIVE, RETIRED, STATUS, SUCCESSOR
from skills.subjects import Subject, subject_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def suggest_retire(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """One form for all three; a preview says what the successor typed was taken for."""
    subject = subject_or_404(kind, slug)
    address = reverse("suggest_retire", kwargs={"kind": kind, "slug": slug})
    draft = Draft.of(subject.document)
    broken: list[BrokenRule] = []
    refusal = None
    if request.method == "POST":
        started = Draft.started_at(subject.document, request.POST.get("base", ""))
        draft, broken = _as_typed(started, request)
    if asks_to_send(request):
        sent = letter_of(draft, address)
        sent.broken.extend(broken)
        outcome = settle(request, sent)
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
        if refusal.code == "conflict":
            draft = draft.on_live()
    context = {
        "subject": subject,
        "draft": draft,
        "broken": broken,
        "back": request.POST.get("back") == "on",
        "successor": request.POST.get("successor", _successor_name(subject)),
        "successors": successors(subject.row),
        "preview": preview(draft, request.user),
        "refusal": refusal,
        **form_context(request, address, causes=[Cause.OUTDATED, Cause.UNCLEAR]),
    }
    return render(request, "proposals/suggest_retire.html", context, status=form_status(refusal))


def _as_typed(draft: Draft, request: HttpRequest) -> tuple[Draft, list[BrokenRule]]:
    if request.POST.get("back") == "on":
        return draft.with_values([(STATUS, ACTIVE), (SUCCESSOR, None)]), []
    typed = request.POST.get("successor", "").strip()
    draft = draft.with_values([(STATUS, RETIRED), (SUCCESSOR, None)])
    if not typed:
        return draft, []
    found = find(draft.document.kind, typed)
    if found is None:
        sentence = _("Nothing in use is called “%(name)s”. Type its name as its page has it.")
        return draft, [BrokenRule(sentence % {"name": typed[:80]}, "successor")]
    if found.pk == draft.document.pk:
        return draft, [BrokenRule(_("It can't take its own place."), "successor")]
    return draft.with_values([(SUCCESSOR, found.slug)]), []


def _successor_name(subject: Subject) -> str:
    return subject.successor.name if subject.successor else ""
