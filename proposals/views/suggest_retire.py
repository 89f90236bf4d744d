"""Suggesting to retire a document, to name what takes its place, or to bring it back into use."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

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
from skills.algebra.paths import ACTIVE, RETIRED, STATUS, SUCCESSOR, Path
from skills.projection import Row
from skills.subjects import Subject, subject_or_404
from skills.views.htmx import HtmxRequest

#: The choice that says that nothing takes its place.
_NOTHING = ""


class Typed(NamedTuple):
    """The words looked for, the slug of what was chosen among what they found, what is wrong."""

    words: str = ""
    chosen: str = _NOTHING
    problem: str = ""
    back: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def suggest_retire(request: HtmxRequest, kind: str, slug: str) -> HttpResponse:
    """One form for all three; what takes its place is looked for and chosen."""
    subject = subject_or_404(kind, slug)
    address = reverse("suggest_retire", kwargs={"kind": kind, "slug": slug})
    draft = Draft.of(subject.document)
    typed = Typed(chosen=subject.successor.slug if subject.successor else _NOTHING)
    refusal = None
    if request.method == "POST":
        typed = _typed(subject, request)
        started = Draft.started_at(subject.document, request.POST.get("base", ""))
        draft = started.with_values(_wanted(typed))
    if asks_to_send(request):
        sent = letter_of(draft, address)
        if typed.problem:
            sent.broken.append(BrokenRule(typed.problem, "successor"))
        outcome = settle(request, sent)
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
        if refusal.code == "conflict":
            draft = draft.on_live()
    context = {
        "subject": subject,
        "draft": draft,
        "typed": typed,
        "successors": _offered(subject, typed),
        "preview": preview(draft, request.user),
        "refusal": refusal,
        **form_context(request, address, causes=[Cause.OUTDATED, Cause.UNCLEAR]),
    }
    if request.htmx and request.method == "POST":
        fragment = "found" if request.htmx.target == "successors" else "changes"
        return render(request, f"proposals/suggest_retire.html#{fragment}", context)
    return render(request, "proposals/suggest_retire.html", context, status=form_status(refusal))


def _typed(subject: Subject, request: HtmxRequest) -> Typed:
    """A choice stands while the words are those that it was found by, or none; words that are the
    name or the address of something are a choice of it."""
    data = request.POST
    kind, words = subject.document.kind, data.get("successor", "").strip()
    if data.get("back") == "on":
        return Typed(words, back=True)
    is_chosen = not words or words == data.get("searched", "").strip()
    wanted = data.get("successor_slug", words) if is_chosen else words
    if not wanted:
        return Typed(words)
    found = find(kind, wanted)
    if found is None:
        return Typed(words, problem=_not_named(subject, wanted))
    if found.pk == subject.document.pk:
        return Typed(words, problem=_("It can't take its own place."))
    return Typed(words, found.slug)


def _not_named(subject: Subject, words: str) -> str:
    if successors(subject.row, words):
        sentence = _("Nothing is called exactly “%(name)s”. Choose one of those found.")
    else:
        sentence = _("Nothing in use is called “%(name)s”, or nearly so.")
    return sentence % {"name": words[:80]}


def _wanted(typed: Typed) -> list[tuple[Path, str | None]]:
    if typed.back:
        return [(STATUS, ACTIVE), (SUCCESSOR, None)]
    return [(STATUS, RETIRED), (SUCCESSOR, typed.chosen or None)]


def _offered(subject: Subject, typed: Typed) -> list[Row]:
    """What can be chosen; the choice is among it."""
    rows = successors(subject.row, typed.words)
    chosen = find(subject.document.kind, typed.chosen) if typed.chosen else None
    return rows if chosen is None or chosen in rows else [chosen, *rows]
