from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.locking import lock, require_pending
from proposals.models import Proposal, Vote


def vote(proposal: Proposal, *, user: User, supports: bool | None) -> None:
    """Support or oppose, or with `None` take one's vote back. Raises `NotOpen`."""
    with transaction.atomic():
        _document, proposal = lock(proposal)
        rights.require_active(user)
        if user.pk == proposal.author_id:
            raise PermissionDenied(_("Your own proposal has your support already."))
        require_pending(proposal)
        # The row is locked, so two votes of one person come one after the other.
        if supports is None:
            Vote.objects.filter(proposal=proposal, user=user).delete()
        else:
            Vote.objects.update_or_create(
                proposal=proposal, user=user, defaults={"supports": supports}
            )
