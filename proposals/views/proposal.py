"""A proposal's page, the difference between its versions, and what can be done with it there."""

from collections.abc import Collection
from typing import Final, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from proposals.community import community_url
from proposals.errors import ProposalError
from proposals.headlines import headline
from proposals.lines import lines
from proposals.models import Proposal
from proposals.operations import propose_again as proposing_again
from proposals.operations import vote as voting
from proposals.operations import withdraw as withdrawing
from proposals.proposal_page.comparing import changes_of_versions, compare
from proposals.proposal_page.page import proposal_page
from proposals.proposal_page.votes import votes_on
from skills.models import Document
from skills.names import names_now, references
from skills.publishing import DocumentRetired
from skills.subjects import Subject, subject_or_404

_VOTES: Final[dict[str, bool | None]] = {"support": True, "oppose": False, "none": None}


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, proposal_or_404(pk))


@require_safe
def proposal_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What lies between two versions: `?from=1&to=2`; the newest two where nothing is said."""
    row = proposal_or_404(pk)
    versions = {
        version.number: version for version in row.versions.select_related("by").order_by("number")
    }
    last = _version(request.GET.get("to", ""), versions, default=row.version)
    first = _version(request.GET.get("from", ""), versions, default=max(1, last - 1))
    first, last = min(first, last), max(first, last)
    changes = changes_of_versions({versions[number] for number in (first, last, row.version)})
    kind = row.document.kind
    names = names_now(references(kind, [each for of in changes.values() for each in of]))
    context = {
        "proposal": row,
        "subject": subject_of(row.document),
        "headline": headline(kind, row.title, row.kind, changes[row.version], names),
        "versions": list(versions.values()),
        "first": versions[first],
        "last": versions[last],
        "compared": compare(row.document, changes[first], changes[last], names),
    }
    return render(request, "proposals/proposal_versions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Support or oppose, or take that back; a page of its own, so that a link can lead to it."""
    row = proposal_or_404(pk)
    user = cast(User, request.user)
    if request.method != "POST":
        votes = votes_on(row, user)
        return render(request, "proposals/vote.html", _in_brief(row) | {"votes": votes})
    said = request.POST.get("vote", "")
    if said not in _VOTES:
        raise BadRequest(_("A vote is for a proposal, against it, or removed."))
    try:
        voting.vote(row, user=user, supports=_VOTES[said])
    except ProposalError as error:
        return show(request, proposal_or_404(pk), refusal=error.message)
    return redirect(f"{row.get_absolute_url()}#votes")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: a withdrawn proposal is closed for good."""
    row = proposal_or_404(pk)
    author = cast(User, request.user)
    try:
        if request.method != "POST":
            withdrawing.check(row, author=author)
            return render(request, "proposals/withdraw.html", _in_brief(row))
        withdrawing.withdraw(row, author=author)
    except ProposalError as error:
        return show(request, proposal_or_404(pk), refusal=error.message)
    messages.success(request, _("Your proposal is withdrawn. What it said stays here."))
    return redirect(row)


@login_required
@require_POST
def propose_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose once more what was declined, rejected or withdrawn."""
    row = proposal_or_404(pk)
    try:
        new = proposing_again.propose_again(row, author=cast(User, request.user))
    except ProposalError as error:
        return show(
            request,
            proposal_or_404(pk),
            refusal=error.message,
            instead=getattr(error, "proposal", None),
        )
    except DocumentRetired:
        retired = _("It is retired: nothing in it changes until somebody brings it back into use.")
        return show(request, proposal_or_404(pk), refusal=retired)
    if new.is_conflicted:
        overtaken = _("The live text has changed since you wrote this: bring it up to date first.")
        messages.warning(request, overtaken)
    else:
        messages.success(request, _("Proposed again. A moderator will look at it."))
    return redirect(new)


def show(
    request: HttpRequest, row: Proposal, *, refusal: str = "", instead: Proposal | None = None
) -> HttpResponse:
    """The proposal's page; with why something was refused, and the proposal to look at instead."""
    page = proposal_page(
        row,
        request.user,
        role=request.GET.get("role", ""),
        number=request.GET.get("page", ""),
    )
    context = {
        "shown": page,
        "proposal": row,
        "subject": subject_of(row.document),
        "community_url": community_url(row.document),
        "refusal": refusal,
        "instead": instead if instead and instead.pk != row.pk else None,
    }
    return render(request, "proposals/proposal.html", context, status=409 if refusal else 200)


def proposal_or_404(pk: int) -> Proposal:
    rows = Proposal.objects.select_related(
        "document", "author", "decided_by", "claimed_by", "batch", "revision", "reverts"
    )
    return get_object_or_404(rows, pk=pk)


def subject_of(document: Document) -> Subject | None:
    """What it is called and where it belongs; none before its first revision."""
    return subject_or_404(document.kind, document.slug) if document.is_published else None


def _in_brief(row: Proposal) -> dict[str, object]:
    return {"proposal": row, "subject": subject_of(row.document), "line": lines([row])[0]}


def _version(text: str, numbers: Collection[int], *, default: int) -> int:
    if not text:
        return default
    if text.isascii() and text.isdigit() and int(text[:9]) in numbers:
        return int(text[:9])
    message = _("There is no version “%(text)s” of this proposal; there are 1 to %(newest)d.")
    raise BadRequest(message % {"text": text[:40], "newest": max(numbers)})
