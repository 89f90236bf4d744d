"""Everybody's proposals, and one's own."""

from typing import Final, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from proposals.lines import page_of_lines
from proposals.models import Proposal
from proposals.narrowing import ProposalNarrowing, kind_choices, state_choices
from proposals.outcomes import outcomes
from skills.models import Domain

_A_PAGE: Final = 25
_OWN_A_PAGE: Final = 10


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Newest first: what is not decided yet, or what was asked for."""
    domains = list(Domain.objects.by_name())
    narrowing = ProposalNarrowing.asked_for(request.GET.dict(), domains)
    page, shown = page_of_lines(
        narrowing.proposals().newest_first(), number=request.GET.get("page"), limit=_A_PAGE
    )
    context = {
        "narrowing": narrowing,
        "states": state_choices(),
        "kinds": kind_choices(),
        "domains": domains,
        "chips": narrowing.chips(),
        "page": page,
        "lines": shown,
    }
    return render(request, "proposals/proposal_list.html", context)


@login_required
@never_cache
@require_safe
def my_proposals(request: HttpRequest) -> HttpResponse:
    """What has become of each, newest first, with what was proposed beside what was published."""
    own = Proposal.objects.by(cast(User, request.user))
    only_open = request.GET.get("show") == "open"
    shown = own.pending() if only_open else own
    rows = shown.for_list().select_related("decided_by", "revision").newest_first()
    page = Paginator(rows, _OWN_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "only_open": only_open,
        "all": own.count(),
        "pending": own.pending().count(),
        "page": page,
        "mine": outcomes(page.object_list),
    }
    return render(request, "proposals/my_proposals.html", context)
