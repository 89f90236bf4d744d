"""Where a proposal meets another live text: its author or a moderator brings the two together."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from proposals.errors import NothingChanges, ProposalError
from proposals.models import Proposal
from proposals.operations.rebase import may_rebase
from proposals.operations.rebase import rebase as bring_up_to_date
from proposals.resolving import Resolution, resolution
from proposals.versions import current_changes
from proposals.views.sending import say_sent, sign_in_first


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    """Cell by cell: what is proposed, what is live, or the two written together."""
    found = Proposal.objects.select_related("document", "author", "revision", "decided_by")
    proposal = get_object_or_404(found, pk=pk)
    user = request.user
    if not isinstance(user, User):
        return sign_in_first(request, reverse("rebase", args=[pk]))
    if not may_rebase(user, proposal, current_changes(proposal)):
        raise PermissionDenied(
            _("Its author or a moderator of its domain can bring it up to date.")
        )
    if request.method != "POST":
        if not proposal.is_pending:
            return redirect(proposal)
        return _page(request, proposal, resolution(proposal))

    form = resolution(proposal, request.POST)
    if request.POST.get("do") == "again":
        return _page(request, proposal, form, came_back=True)
    if form.has_problems:
        return _page(request, proposal, form, status=422)
    try:
        rebased = bring_up_to_date(
            proposal,
            by=user,
            version=_number(request.POST.get("version", "")),
            choices=form.choices(),
            keep_live=form.keep_live(),
            live_number=_number(request.POST.get("live", "")),
        )
    except NothingChanges:
        return _page(request, proposal, form, status=409, nothing_left=True)
    except ProposalError as error:
        proposal = get_object_or_404(found, pk=pk)
        form = resolution(proposal, request.POST)
        return _page(request, proposal, form, problem=error.message, status=409)
    except ValidationError as error:
        return _page(request, proposal, form, problem=" ".join(error.messages), status=422)
    messages.success(
        request,
        _("Brought up to date: version %(number)d fits the live text.")
        % {"number": rebased.version},
    )
    response = redirect("proposal" if user.pk == proposal.author_id else "review_proposal", pk)
    say_sent(request, response, _draft(proposal))
    return response


def _page(
    request: HttpRequest,
    proposal: Proposal,
    form: Resolution,
    *,
    problem: str = "",
    status: int = 200,
    nothing_left: bool = False,
    came_back: bool = False,
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "form": form,
        "problem": problem,
        "nothing_left": nothing_left,
        "came_back": came_back,
        "draft": _draft(proposal),
        "is_typed": request.method == "POST",
        "is_author": request.user.pk == proposal.author_id,
    }
    return render(request, "proposals/rebase.html", context, status=status)


def _draft(proposal: Proposal) -> str:
    """What the browser calls what it keeps of the form: each version asks for something else."""
    return f"{reverse('rebase', args=[proposal.pk])}?version={proposal.version}"


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    raise BadRequest(_("“%(text)s” is no number.") % {"text": text[:40]})
