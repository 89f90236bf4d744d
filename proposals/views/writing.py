"""Forms in which somebody says something: what they hold, and sending them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.errors import AlreadySaid, ProposalError, TermsNotAccepted
from proposals.models import Comment
from proposals.models.comment import COMMENT_LIMIT
from proposals.operations.accept_terms import accept_terms
from proposals.suggesting.broken_rules import BrokenRule
from proposals.talk.markdown import names_of_nobody
from proposals.talk.place import Place
from proposals.talk.threads import people_in, place_among_all
from proposals.talk.writing import clean_comment
from proposals.views.sending import (
    Refusal,
    needs_terms,
    refusal_for,
    refusal_of,
    say_sent,
    sign_in_first,
)

_FORM_ID: Final = "comment"


@dataclass(frozen=True, slots=True)
class Writing:
    """A comment about to be sent from the form at `address`; `send` takes author and text."""

    address: str
    place: Place
    send: Callable[[User, str], Comment]


def blank_form(
    request: HttpRequest,
    address: str,
    *,
    place: Place | None = None,
    form_id: str = _FORM_ID,
    text: str = "",
) -> dict[str, object]:
    """What `_comment_form.html` needs, beside the refusal and the preview. `text` is what stands
    there at first, `form_id` what the ids of its fields start with; those who talk at `place` are
    named, to be mentioned."""
    user = request.user if isinstance(request.user, User) else None
    is_typed = request.method == "POST"
    return {
        "form_id": form_id,
        "address": address,
        "text": request.POST.get("text", "") if is_typed else text,
        "limit": COMMENT_LIMIT,
        "people": people_in(place, besides=request.user) if place else [],
        "is_signed_in": user is not None,
        "needs_terms": needs_terms(user),
        "agrees": request.POST.get("terms") == "on",
        "is_typed": is_typed,
        "came_back": request.POST.get("do") == "again",
    }


def send(request: HttpRequest, writing: Writing) -> HttpResponse | Refusal:
    """Send it and lead to where it stands; keep it, where the sender has to sign in first."""
    user = request.user if isinstance(request.user, User) else None
    agrees = request.POST.get("terms") == "on"
    broken, text = [], ""
    try:
        text = clean_comment(request.POST.get("text", ""))
    except ValidationError as error:
        broken = [BrokenRule(sentence, "text") for sentence in error.messages]
    if not agrees and needs_terms(user):
        broken.append(BrokenRule(TermsNotAccepted().message, "terms"))
    if broken:
        return refusal_for(broken)
    if user is None:
        return sign_in_first(request, writing.address)
    try:
        if agrees:
            accept_terms(user)
        comment = writing.send(user, text)
    except AlreadySaid as error:  # the button was pressed twice
        comment = error.comment
    except (ProposalError, ValidationError) as error:
        return refusal_of(error, writing.place.document)
    if nobody := nobody_is_called(text):
        messages.warning(request, nobody)
    response = HttpResponseRedirect(place_among_all(comment, writing.place))
    say_sent(request, response, writing.address)
    return response


def nobody_is_called(text: str) -> str:
    """What to say about mentions that reach nobody; nothing where there are none."""
    names = [f"@{name}" for name in names_of_nobody(text)]
    if not names:
        return ""
    return _("Nobody is called %(names)s here, so nobody is told.") % {
        "names": get_text_list(names, _("or"))
    }
