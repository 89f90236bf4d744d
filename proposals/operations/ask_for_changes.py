from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import NotOpen
from proposals.events import record
from proposals.locking import lock, require_version
from proposals.models import EventKind, Proposal, Review, Status, Verdict
from proposals.operations.reject import write_review
from proposals.versions import current_changes


def ask_for_changes(proposal: Proposal, *, reviewer: User, version: int, text: str) -> Review:
    """Hand it back to its author with what is missing. Raises as `reject` does."""
    with transaction.atomic():
        _document, proposal = lock(proposal)
        rights.require_decision(reviewer, proposal, current_changes(proposal))
        if proposal.status != Status.OPEN:
            raise NotOpen(proposal)
        require_version(proposal, version)
        if not text.strip():
            raise ValidationError(
                _("Say what should change: the author will read it."), code="text"
            )
        review = write_review(
            proposal, reviewer=reviewer, verdict=Verdict.ASK_FOR_CHANGES, reason="", text=text
        )
        proposal.status = Status.CHANGES_REQUESTED
        proposal.updated_at = timezone.now()
        proposal.claimed_by = proposal.claimed_until = None
        proposal.save(update_fields=["status", "updated_at", "claimed_by", "claimed_until"])
        record(
            EventKind.PROPOSAL_CHANGES_REQUESTED,
            actor=reviewer,
            proposal=proposal,
            review=review,
            version=version,
        )
    return review
