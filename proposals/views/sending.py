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
from proposals.models.proposal import WHY_LIMIT
from proposals.operations.accept_terms import accept_terms
from proposals.operations.publish_directly import publish_directly
from proposals.operations.submit import acceptable, submit
from proposals.operations.submit_new import NameTaken, Taken
from proposals.operations.why import OWN_WORDS_AT_LEAST, Cause, why_of
from proposals.suggesting.broken_rules import BrokenRule, broken_rules
from proposals.suggesting.draft import Draft
from proposals.suggesting.kept import forget, keep
from skills.models import Document, Revision
from skills.projection import Row, live_content
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
    #: What stands there already.
    there: Row | None = None

    def about(self, field: str) -> list[str]:
        """What is wrong with one field, in sentences."""
        return [rule.sentence for rule in self.broken if rule.field == field]


def asks_to_send(request: HttpRequest) -> bool:
    """Whether one of the buttons that end a form was pressed, and not one that goes on with it."""
    return request.POST.get("do") in ("send", "publish")


def settle(request: HttpRequest, letter: Letter) -> HttpResponse | Refusal:
    """Send it and lead to what came of it; keep it, where the sender has to sign in first.

    All that is to be mended is said at once.
    """
    user = request.user if isinstance(request.user, User) else None
    agrees = request.POST.get("terms") == "on"
    broken, why = list(letter.broken), ""
    try:
        if not broken:
            letter.check()  # before anybody is asked for a reason to change nothing
        why = why_of(request.POST.get("cause", ""), request.POST.get("why", ""))
    except ValidationError as error:
        broken += _broken_by(error)
    except (ProposalError, DocumentRetired) as error:
        return refusal_of(error, letter.document)
    if not agrees and needs_terms(user):
        broken.append(BrokenRule(TermsNotAccepted().message, "terms"))
    if broken:
        return refusal_for(broken)
    if user is None:
        return sign_in_first(request, letter.address)
    try:
        if agrees:
            accept_terms(user)
        came = letter.send(user, why, request.POST["do"] == "publish")
    except (ProposalError, ValidationError, DocumentRetired) as error:
        return refusal_of(error, letter.document)
    return _arrive(request, letter, came)


def needs_terms(user: User | None) -> bool:
    return user is None or user.terms_accepted_at is None


def refusal_of(
    error: ProposalError | ValidationError | DocumentRetired, document: Document
) -> Refusal:
    match error:
        case ValidationError():
            return refusal_for(_broken_by(error))
        case DocumentRetired():
            message = _("It was retired meanwhile, so its texts can't be changed any more.")
            return Refusal(409, message, "retired")
    return _refused(error, document)


def refusal_for(broken: list[BrokenRule]) -> Refusal:
    return Refusal(422, _("Nothing was sent yet, and nothing is lost."), "invalid", broken)


def form_status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200


def form_context(
    request: HttpRequest,
    address: str,
    *,
    form_id: str = "suggest",
    causes: Iterable[Cause] = tuple(Cause),
) -> dict[str, object]:
    """What `_sending.html` needs, beside the refusal. `causes` are those that make sense here.

    `form_id` starts the ids of all fields of the form.
    """
    user = request.user if isinstance(request.user, User) else None
    return {
        "form_id": form_id,
        "address": address,
        "causes": [(cause.value, cause.label) for cause in causes],
        "cause": request.POST.get("cause", ""),
        "why": request.POST.get("why", ""),
        "why_from": OWN_WORDS_AT_LEAST,
        "why_limit": WHY_LIMIT,
        "is_signed_in": user is not None,
        "needs_terms": needs_terms(user),
        "agrees": request.POST.get("terms") == "on",
        "is_typed": request.method == "POST",
        "came_back": request.POST.get("do") == "again",
    }


def sign_in_first(request: HttpRequest, address: str) -> HttpResponseRedirect:
    """And then on with the form at `address`: what was sent of it is kept, and sent afterwards."""
    if request.method == "POST":
        keep(request, address)
        address = reverse("suggest_send_kept")
    going_to = urlencode({"next": address})
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
    say_sent(request, response, letter.address)
    return response


def say_sent(request: HttpRequest, response: HttpResponse, form: str) -> None:
    """Nobody needs to keep a form any more: the session, or the browser, which calls it by its
    `data-draft`."""
    forget(request)
    response.set_cookie(
        SENT_COOKIE,
        quote(form),
        max_age=_SENT_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _broken_by(error: ValidationError) -> list[BrokenRule]:
    code = getattr(error, "code", "") or ""
    return [BrokenRule(str(sentence), code) for sentence in error.messages]


def _refused(error: ProposalError, document: Document) -> Refusal:
    conflicts = error.conflicts if isinstance(error, ProposalConflict) else []
    broken = []
    if isinstance(error, Taken):
        field = "name" if isinstance(error, NameTaken) else "slug"
        broken = [BrokenRule(error.message, field)]
    return Refusal(
        status=409,
        message=error.message,
        code=error.code,
        broken=broken,
        conflicts=unit_conflicts(document, conflicts, live_content(document)) if conflicts else [],
        proposal=getattr(error, "proposal", None),
        there=error.row if isinstance(error, Taken) else None,
    )
