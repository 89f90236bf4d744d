"""One proposal before its reviewer: the page, the decisions, and the way on to the next."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from proposals import rights
from proposals.errors import ProposalError
from proposals.models import Proposal, SavedReply, Status
from proposals.models.review import Reason
from proposals.operations.approve import Approval, approve
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.claim import claim, release
from proposals.operations.reject import reject
from proposals.reviewing.choices import order_name
from proposals.reviewing.decisions import Typed
from proposals.reviewing.judging import judge
from proposals.reviewing.queue import Place, Queue
from proposals.reviewing.rows import rows
from proposals.views.reviewers import ReviewerRequest, reviewers_only

#: Other proposals in the column beside this one.
_BESIDE: Final = 8


@require_safe
@reviewers_only
def review_proposal(request: ReviewerRequest, pk: int) -> HttpResponse:
    """What it changes, with boxes to tick and buttons to decide; `?…` is the queue it stands in."""
    return _page(request, _proposal(pk))


@require_POST
@reviewers_only
def review_approve(request: ReviewerRequest, pk: int) -> HttpResponse:
    """All that is ticked, with the wording as it was corrected."""
    proposal = _proposal(pk)
    typed = Typed.from_form(request.POST, request.user)
    changes = proposal.current_changes()

    def decide() -> str:
        approval = approve(
            proposal,
            reviewer=request.user,
            version=typed.version,
            accept=typed.accepted(changes),
            corrections=typed.corrections(changes),
            text=typed.note,
        )
        return _approved(approval)

    return _decided(request, proposal, typed, decide, form="approve")


@require_POST
@reviewers_only
def review_ask(request: ReviewerRequest, pk: int) -> HttpResponse:
    proposal = _proposal(pk)
    typed = Typed.from_form(request.POST, request.user)

    def decide() -> str:
        ask_for_changes(proposal, reviewer=request.user, version=typed.version, text=typed.note)
        return _("You asked %(author)s for changes.") % {"author": proposal.author}

    return _decided(request, proposal, typed, decide, form="ask")


@require_POST
@reviewers_only
def review_reject(request: ReviewerRequest, pk: int) -> HttpResponse:
    proposal = _proposal(pk)
    typed = Typed.from_form(request.POST, request.user)

    def decide() -> str:
        reject(
            proposal,
            reviewer=request.user,
            version=typed.version,
            reason=typed.reason,
            text=typed.note,
        )
        return _("Rejected. %(author)s is told why.") % {"author": proposal.author}

    return _decided(request, proposal, typed, decide, form="reject")


@require_POST
@reviewers_only
def review_skip(request: ReviewerRequest, pk: int) -> HttpResponse:
    """On to the next; it stays in the queue, for whoever comes."""
    proposal = _proposal(pk)
    release(proposal, reviewer=request.user)
    queue = Queue.asked_for(request.GET)
    place = queue.place_of(proposal, request.user)
    if place.next is None:
        messages.info(request, _("This is the only one that waits for you."))
        return redirect(f"{reverse('review')}{queue.query}")
    if place.starts_again:
        messages.info(request, _("That was the last one. From the beginning again:"))
    return redirect(f"{reverse('review_proposal', args=[place.next])}{queue.query}")


@require_POST
@reviewers_only
def review_claim(request: ReviewerRequest, pk: int) -> HttpResponse:
    """Tell the others that this one is being looked at; a script asks for it on opening."""
    proposal = _proposal(pk)
    queue = Queue.asked_for(request.GET)
    try:
        claim(proposal, reviewer=request.user)
    except ProposalError as error:
        # A script asked by itself, and a decision was quicker: the page says so in passing.
        if not request.htmx:
            return _stopped(request, _proposal(pk), Typed(proposal.version), error.message, 409)
    if request.htmx:
        context = {"proposal": _proposal(pk), "queue": queue}
        return render(request, "proposals/review_proposal.html#claim", context)
    return redirect(f"{reverse('review_proposal', args=[pk])}{queue.query}")


def _proposal(pk: int) -> Proposal:
    found = Proposal.objects.select_related(
        "document", "author", "batch", "claimed_by", "decided_by", "revision"
    )
    return get_object_or_404(found, pk=pk)


def _decided(
    request: ReviewerRequest,
    proposal: Proposal,
    typed: Typed,
    decide: Callable[[], str],
    *,
    form: str,
) -> HttpResponse:
    """Do it, say so and open the next one; where it is refused, the page again as it was left."""
    queue = Queue.asked_for(request.GET)
    place = queue.place_of(proposal, request.user)
    try:
        said = decide()
    except ProposalError as error:
        return _stopped(request, _proposal(proposal.pk), typed, error.message, 409, form=form)
    except ValidationError as error:
        problem = " ".join(error.messages)
        return _stopped(request, _proposal(proposal.pk), typed, problem, 422, form=form)
    messages.success(request, said)
    queue = queue.after_a_decision()
    if place.next is None:
        return redirect(f"{reverse('review')}{queue.query}")
    if place.starts_again:
        messages.info(request, _("That was the last in line. What stood before it still waits:"))
    return redirect(f"{reverse('review_proposal', args=[place.next])}{queue.query}")


def _approved(approval: Approval) -> str:
    proposal = approval.proposal
    if approval.revision:
        facts = {"title": proposal.title, "number": approval.revision.number}
        if not approval.declined:
            return _("Approved. %(title)s is live as revision %(number)d.") % facts
        facts |= {"accepted": approval.parts - approval.declined, "parts": approval.parts}
        return (
            _("Approved %(accepted)d of %(parts)d. %(title)s is live as revision %(number)d.")
            % facts
        )
    if proposal.status == Status.SUPERSEDED:
        return _("All of it was live already, so it was closed without a new revision.")
    return _("Your approval is noted. One more, of the same parts, and it goes live.")


def _stopped(
    request: ReviewerRequest,
    proposal: Proposal,
    typed: Typed,
    problem: str,
    status: int,
    *,
    form: str = "",
) -> HttpResponse:
    """Nothing was decided: the page as it stands now, with what happened and what was typed."""
    return _page(request, proposal, typed=typed, problem=problem, status=status, form=form)


def _page(
    request: ReviewerRequest,
    proposal: Proposal,
    *,
    typed: Typed | None = None,
    problem: str = "",
    status: int = 200,
    form: str = "",
) -> HttpResponse:
    queue = Queue.asked_for(request.GET)
    place = queue.place_of(proposal, request.user, around=_BESIDE)
    context: dict[str, object] = {
        "proposal": proposal,
        "queue": queue,
        "place": place,
        "left": _left(place),
        "run": _run(queue, place),
        "problem": problem,
        "typed": typed,
        "form": form,
    }
    if proposal.status != Status.OPEN:
        context["last_review"] = proposal.reviews.select_related("reviewer").last()
        return render(request, "proposals/review_closed.html", context, status=status)
    changes = proposal.current_changes()
    rights.require_decision(request.user, proposal, [change.as_tuple() for change in changes])
    is_same = typed is not None and typed.version == proposal.version
    corrected = typed is not None and is_same and bool(typed.corrections(changes))
    sheet = judge(
        proposal,
        changes,
        ticked=typed.ticked if typed and is_same and form == "approve" else None,
        typed=typed.texts if typed and is_same else None,
    )
    beside = [pk for pk in place.around if pk != proposal.pk]
    around = Proposal.objects.select_related("document", "author", "claimed_by").in_bulk(
        [*beside, proposal.pk]
    )
    shown = {row.proposal.pk: row for row in rows(around.values(), reviewer=request.user)}
    others = Queue(author=proposal.author.username).proposals(request.user)
    context |= {
        "sheet": sheet,
        "document_url": reverse(proposal.document.kind, args=[proposal.document.slug]),
        "order_name": order_name(queue),
        "row": shown[proposal.pk],
        "rows": [shown[pk] for pk in place.around if pk in shown],
        "accepted": rights.accepted_count(proposal.author),
        "by_author": others.exclude(pk=proposal.pk).count(),
        "reasons": Reason.choices,
        "replies": SavedReply.objects.filter(user=request.user).order_by("name"),
        "corrects": bool(request.GET.get("correct")) or corrected,
        "is_other_version": typed is not None and not is_same,
    }
    return render(request, "proposals/review_proposal.html", context, status=status)


def _left(place: Place) -> str:
    """`37 of 60`, or how many wait where this one isn't among them."""
    if place.number:
        return _("%(number)d of %(total)d") % {"number": place.number, "total": place.total}
    return ngettext("%(count)d waits", "%(count)d wait", place.waiting) % {"count": place.waiting}


def _run(queue: Queue, place: Place) -> str:
    """Why the place counts more than are listed: those decided in this run are gone from it."""
    if not queue.done:
        return ""
    decided = ngettext("%(count)d decided", "%(count)d decided", queue.done)
    waiting = ngettext("%(count)d waits", "%(count)d wait", place.waiting)
    return f"{decided % {'count': queue.done}}, {waiting % {'count': place.waiting}}"
