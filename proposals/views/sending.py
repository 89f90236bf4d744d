"""What every form that suggests something does when it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.conflicts import UnitConflict, unit_conflicts
from proposals.errors import ProposalConflict, ProposalError, TermsNotAccepted
from proposals.models import Proposal
from proposals.operations.accept_terms import accept_terms
from proposals.operations.publish_directly import publish_directly
from proposals.operations.submit import acceptable, submit
from proposals.operations.submit_new import AddressTaken
from proposals.operations.why import Cause, why_of
from proposals.suggesting.broken_rules import BrokenRule, broken_rules
from proposals.suggesting.draft import Draft
from proposals.suggesting.kept import forget, keep
from skills.models import Document, Revision
from skills.projection import live_content
from skills.publishing import DocumentRetired

#: Tells the page that follows that what the browser kept of a form has been sent. It names the form.
SENT_COOKIE: Final = "sent_draft"
_SENT_COOKIE_AGE: Final = 10 * 60


@dataclass(frozen=True, slots=True)
class Letter:
    """A suggestion about to be sent from the form at `address`.

    `check` raises what sending would, as far as that can be known without an author; `send` takes
    the author, why, and whether to publish at once.
    """

    address: str
    document: Document
    check: Callable[[], object]
    send: Callable[[User, str, bool], Proposal | Revision]
    #: What is wrong with it, said better than the operation could.
    broken: list[BrokenRule] = field(default_factory=list)


def letter_of(draft: Draft, address: str) -> Letter:
    """A change of what is published already."""
    document, changes = draft.document, draft.changes()
    return Letter(
        address,
        document,
        check=lambda: acceptable(document, live_content(document), changes),
        send=lambda author, why, at_once: (
            publish_directly(document, changes, author=author, why=why)
            if at_once
            else submit(document, changes, author=author, why=why)
        ),
        broken=broken_rules(draft) if changes else [],
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was sent, for the form that comes back with what was typed."""

    status: int
    message: str
    code: str = ""
    broken: list[BrokenRule] = field(default_factory=list)
    conflicts: list[UnitConflict] = field(default_factory=list)
    #: What the same was proposed as already.
    proposal: Proposal | None = None
    #: What stands at the address already.
    document: Document | None = None


def asks_to_send(request: HttpRequest) -> bool:
    """Whether one of the buttons that end a form was pressed, and not one that goes on with it."""
    return request.POST.get("do") in ("send", "publish")


def settle(request: HttpRequest, letter: Letter) -> HttpResponse | Refusal:
    """Send it and lead to what came of it; keep it, where the sender has to sign in first."""
    agrees = request.POST.get("terms") == "on"
    if letter.broken:
        return _refusal_for(letter.broken)
    try:
        letter.check()  # before anybody is asked for a reason to change nothing
        why = why_of(request.POST.get("cause", ""), request.POST.get("why", ""))
        user = request.user
        if not isinstance(user, User):
            if not agrees:
                raise TermsNotAccepted
            return _sign_in_first(request, letter)
        if agrees:
            accept_terms(user)
        came = letter.send(user, why, request.POST["do"] == "publish")
    except (ProposalError, ValidationError, DocumentRetired) as error:
        return refusal_of(error, letter.document)
    return _arrive(request, letter, came)


def refusal_of(
    error: ProposalError | ValidationError | DocumentRetired, document: Document
) -> Refusal:
    match error:
        case ValidationError():
            return _refused_by_a_rule(error)
        case DocumentRetired():
            message = _("It was retired meanwhile, so its texts can't be changed any more.")
            return Refusal(409, message, "retired")
    return _refused(error, document)


def form_status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200


def form_context(
    request: HttpRequest, address: str, causes: Iterable[Cause] = tuple(Cause)
) -> dict[str, object]:
    """What `_sending.html` needs, beside the refusal. `causes` are those that make sense here."""
    user = request.user
    signed_in = isinstance(user, User)
    return {
        "address": address,
        "causes": [(cause.value, cause.label) for cause in causes],
        "cause": request.POST.get("cause", ""),
        "why": request.POST.get("why", ""),
        "is_signed_in": signed_in,
        "needs_terms": not isinstance(user, User) or user.terms_accepted_at is None,
        "agrees": request.POST.get("terms") == "on",
        "is_typed": request.method == "POST",
        "came_back": request.POST.get("do") == "again",
    }


def _sign_in_first(request: HttpRequest, letter: Letter) -> HttpResponseRedirect:
    keep(request, letter.address)
    going_to = urlencode({"next": reverse("suggest_send_kept")})
    return HttpResponseRedirect(f"{reverse('account_login')}?{going_to}")


def _arrive(
    request: HttpRequest, letter: Letter, came: Proposal | Revision
) -> HttpResponseRedirect:
    if isinstance(came, Proposal):
        messages.success(request, _("Thank you! It is on its way to the reviewers."))
        response = HttpResponseRedirect(came.get_absolute_url())
    else:
        document = letter.document
        address = reverse(f"{document.kind}_revision", args=[document.slug, came.number])
        response = HttpResponseRedirect(address)
    forget(request)
    response.set_cookie(
        SENT_COOKIE,
        quote(letter.address),
        max_age=_SENT_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _refused_by_a_rule(error: ValidationError) -> Refusal:
    code = getattr(error, "code", "") or ""
    broken = [BrokenRule(str(sentence), code) for sentence in error.messages]
    return _refusal_for(broken)


def _refusal_for(broken: list[BrokenRule]) -> Refusal:
    return Refusal(422, _("Nothing was sent yet, and nothing is lost."), "invalid", broken)


def _refused(error: ProposalError, document: Document) -> Refusal:
    conflicts = error.conflicts if isinstance(error, ProposalConflict) else []
    return Refusal(
        status=409,
        message=error.message,
        code=error.code,
        conflicts=unit_conflicts(document, conflicts, live_content(document)) if conflicts else [],
        proposal=getattr(error, "proposal", None),
        document=error.document if isinstance(error, AddressTaken) else None,
    )
