"""An author writes a new version of their proposal."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from proposals.community import community_url
from proposals.errors import NotOpen, ProposalError, VersionChanged
from proposals.models import Proposal
from proposals.models.proposal import WHY_LIMIT
from proposals.operations import revise as revising
from proposals.proposal_page.comparing import changes_of_versions
from proposals.revising import as_asked, as_typed, revision_form, without_left_out
from proposals.suggesting.broken_rules import broken_rules, where_shown
from proposals.suggesting.choices import parents
from proposals.suggesting.draft import Draft
from proposals.suggesting.fields import fields_of
from proposals.suggesting.parts import asked_part, part_to_mend
from proposals.suggesting.preview import preview
from proposals.views.proposal import proposal_or_404, show, subject_of
from proposals.views.sending import (
    Refusal,
    form_status,
    refusal_for,
    refusal_of,
    say_sent,
    sign_in_first,
)
from skills.algebra.changes import Change
from skills.algebra.paths import PARENT
from skills.names import names_now, references
from skills.publishing import DocumentRetired
from skills.views.htmx import HtmxRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HtmxRequest, pk: int) -> HttpResponse:
    """The same fields as where it was suggested, for what it changes; on today's text."""
    row = proposal_or_404(pk)
    address = reverse("revise", args=[pk])
    author = request.user
    if not isinstance(author, User):
        return sign_in_first(request, address)
    try:
        revising.check(row, author=author)
    except NotOpen as closed:
        return show(request, row, refusal=closed.message)
    draft, seen, changes = _started(request, row)
    refusal = None
    if request.method == "POST":
        typed = as_typed(draft, changes, request.POST)
        draft = without_left_out(typed, request.POST)
        if request.POST.get("do") == "send":
            outcome = _send(request, row, author, draft, seen)
            if not isinstance(outcome, Refusal):
                return outcome
            refusal = outcome
            if refusal.code == "conflict":
                typed, draft = typed.on_live(), draft.on_live()
    else:
        draft = typed = as_asked(draft, changes)
    context: dict[str, object] = {
        "proposal": row,
        "subject": subject_of(row.document),
        "draft": draft,
        "address": address,
        "preview": preview(draft, author),
        "form_id": "revise",
    }
    if request.htmx:
        return render(request, "proposals/revise.html#changes", context)
    names = names_now(references(row.document.kind, changes))
    broken = refusal.broken if refusal else []
    part = part_to_mend(asked_part(request.GET, request.POST), broken)
    form = revision_form(typed, changes, names, request.POST, part)
    context |= {
        "form": form,
        "fields": fields_of(typed.wanted, row.document.kind),
        "parents": parents(row.document.kind, draft.before.get(PARENT, "")),
        "version": row.version,
        "seen": seen,
        "why": request.POST.get("why", row.summary),
        "why_limit": WHY_LIMIT,
        "refusal": refusal and replace(refusal, broken=where_shown(broken, form.shown)),
        "came_back": request.POST.get("do") == "again",
        "is_typed": request.method == "POST",
        "community_url": community_url(row.document),
    }
    return render(request, "proposals/revise.html", context, status=form_status(refusal))


def _started(request: HttpRequest, row: Proposal) -> tuple[Draft, int, list[Change]]:
    """The text and the version that the author was looking at, and what that version asks for."""
    if request.method != "POST":
        draft, seen = Draft.of(row.document), row.version
    else:
        draft = Draft.started_at(row.document, request.POST.get("base", ""))
        typed = request.POST.get("version", "")
        seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    versions = row.versions.filter(number__in={seen, row.version})
    changes = changes_of_versions(versions)
    return draft, seen, changes.get(seen, changes[row.version])


def _send(
    request: HttpRequest, row: Proposal, author: User, draft: Draft, seen: int
) -> HttpResponse | Refusal:
    why = request.POST.get("why", "")
    if broken := broken_rules(draft):
        return refusal_for(broken)
    try:
        revising.revise(row, draft.changes(), author=author, why=why, version=seen)
    except NotOpen as closed:
        row.refresh_from_db()
        return show(request, proposal_or_404(row.pk), refusal=closed.message)
    except VersionChanged as newer:
        row.refresh_from_db()
        return Refusal(409, newer.message, newer.code)
    except (ProposalError, ValidationError, DocumentRetired) as error:
        return refusal_of(error, row.document)
    messages.success(request, _("Your new version is on its way to the reviewers."))
    response = redirect(row)
    say_sent(request, response, reverse("revise", args=[row.pk]))
    return response
