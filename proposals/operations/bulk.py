"""Many decisions at once, each in a transaction of its own: what one meets stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.errors import ProposalError
from proposals.models import Proposal, Status
from proposals.models.review import Reason
from proposals.operations.approve import approve
from proposals.operations.reject import reject
from skills.algebra.meaning import Meaning

#: What may be approved many at a time: nobody is asked for more or less by it.
SMALL_KINDS: Final = (Meaning.WORDING, Meaning.TYPO)


class Seen(NamedTuple):
    """A proposal in the version that was shown."""

    proposal_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one; `said` is a sentence for people."""

    proposal: Proposal
    is_done: bool
    said: str


def approve_small(seen: Iterable[Seen], *, reviewer: User) -> list[Result]:
    """Approve wording and typo proposals, each as `approve` does; refuses one of another kind."""

    def decide(proposal: Proposal, version: int) -> str:
        # A version's kind never changes, and `approve` refuses any version but the one seen.
        if proposal.version == version and proposal.kind not in SMALL_KINDS:
            raise ValidationError(_("This is more than a matter of wording: look at it by itself."))
        approval = approve(proposal, reviewer=reviewer, version=version)
        if approval.revision:
            return _("Live as revision %(number)d.") % {"number": approval.revision.number}
        if approval.proposal.status == Status.SUPERSEDED:
            return _("It was live already, so it was closed.")
        return _("Approved; one more approval is needed.")

    return _each(seen, decide)


def reject_spam(seen: Iterable[Seen], *, author: User, reviewer: User) -> list[Result]:
    """Turn down what `author` sent as spam, each as `reject` does; refuses what is another's."""

    def decide(proposal: Proposal, version: int) -> str:
        if proposal.author_id != author.pk:
            raise ValidationError(_("Somebody else sent this one."))
        reject(proposal, reviewer=reviewer, version=version, reason=Reason.SPAM)
        return _("Rejected as spam.")

    return _each(seen, decide)


def _each(seen: Iterable[Seen], decide: Callable[[Proposal, int], str]) -> list[Result]:
    seen = list(dict.fromkeys(seen))
    proposals = Proposal.objects.select_related("document").in_bulk([each[0] for each in seen])
    results = []
    for pk, version in seen:
        if pk not in proposals:
            continue
        proposal = proposals[pk]
        try:
            said, is_done = decide(proposal, version), True
        except ProposalError as error:
            said, is_done = error.message, False
        except ValidationError as error:
            said, is_done = " ".join(error.messages), False
        except PermissionDenied as error:
            said, is_done = str(error), False
        results.append(Result(proposal, is_done, said))
    return results
