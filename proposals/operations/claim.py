from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from proposals import rights
from proposals.locking import lock, require_pending
from proposals.models import Proposal
from proposals.versions import current_changes


def claim(proposal: Proposal, *, reviewer: User) -> Proposal:
    """Say that one is looking at it. Advises others, blocks nobody, lapses by itself.

    Somebody else's claim that still runs is left alone.
    """
    with transaction.atomic():
        _document, proposal = lock(proposal)
        rights.require_decision(reviewer, proposal, current_changes(proposal))
        require_pending(proposal)
        if not proposal.is_claimed or proposal.claimed_by_id == reviewer.pk:
            proposal.claimed_by = reviewer
            proposal.claimed_until = timezone.now() + timedelta(minutes=settings.CLAIM_MINUTES)
            proposal.save(update_fields=["claimed_by", "claimed_until"])
    return proposal


def release(proposal: Proposal, *, reviewer: User) -> None:
    """Let go of one's own claim."""
    rights.require_active(reviewer)
    Proposal.objects.filter(pk=proposal.pk, claimed_by=reviewer).update(
        claimed_by=None, claimed_until=None
    )
