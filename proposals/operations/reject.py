from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.events import record
from proposals.examination import close
from proposals.locking import lock, require_pending, require_version
from proposals.models import EventKind, Outcome, Proposal, ProposalChange, Review, Status, Verdict
from proposals.models.review import Reason
from proposals.versions import current_changes
from skills.algebra.text import clean_text


def reject(
    proposal: Proposal, *, reviewer: User, version: int, reason: str = "", text: str = ""
) -> Review:
    """Turn a version down, with a listed reason or a text: nobody is rejected without a word.

    Raises `PermissionDenied`, `NotOpen`, `VersionChanged`, `ValidationError`.
    """
    with transaction.atomic():
        _document, proposal = lock(proposal)
        rights.require_decision(reviewer, proposal, current_changes(proposal))
        require_pending(proposal)
        require_version(proposal, version)
        review = write_review(
            proposal, reviewer=reviewer, verdict=Verdict.REJECT, reason=reason, text=text
        )
        ProposalChange.objects.filter(
            version__proposal=proposal, version__number=proposal.version
        ).update(outcome=Outcome.DECLINED)
        close(proposal, Status.REJECTED, by=reviewer)
        record(
            EventKind.PROPOSAL_REJECTED,
            actor=reviewer,
            proposal=proposal,
            review=review,
            version=version,
            reason=review.reason,
        )
    return review


def write_review(
    proposal: Proposal, *, reviewer: User, verdict: Verdict, reason: str, text: str
) -> Review:
    """A verdict that says something: a listed reason, a text, or both."""
    text = clean_text(text)
    if reason and reason not in Reason.values:
        raise ValidationError(_("Choose one of the reasons in the list."), code="reason")
    if not text and reason in ("", Reason.OTHER):
        raise ValidationError(_("Give a reason: the author will read it."), code="reason")
    if len(text) > 2000:
        raise ValidationError(_("The text is longer than 2,000 characters."), code="text")
    return Review.objects.create(
        proposal=proposal,
        version=proposal.version,
        reviewer=reviewer,
        verdict=verdict,
        reason=reason,
        text=text,
    )
