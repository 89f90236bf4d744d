from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.events import record
from proposals.examination import close
from proposals.locking import lock, require_pending
from proposals.models import EventKind, Proposal, Status


def withdraw(proposal: Proposal, *, author: User) -> Proposal:
    """Take one's own proposal back. Raises `PermissionDenied` or `NotOpen`."""
    with transaction.atomic():
        _document, proposal = lock(proposal)
        check(proposal, author=author)
        close(proposal, Status.WITHDRAWN, by=author)
        record(EventKind.PROPOSAL_WITHDRAWN, actor=author, proposal=proposal)
    return proposal


def check(proposal: Proposal, *, author: User) -> None:
    """Raises what withdrawing would."""
    rights.require_active(author)
    if author.pk != proposal.author_id:
        raise PermissionDenied(_("Only its author can withdraw a proposal."))
    require_pending(proposal)
