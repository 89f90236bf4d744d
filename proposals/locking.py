"""The one order in which rows are locked: document, then proposal, and the clock last of all."""

from proposals.errors import NotOpen, VersionChanged
from proposals.models import Proposal
from skills.models import Document


def lock(proposal: Proposal) -> tuple[Document, Proposal]:
    """Its document (never another) and itself: bare rows, locked until the transaction ends."""
    document = Document.objects.lock(proposal.document_id)
    proposal = Proposal.objects.lock(proposal.pk)
    proposal.document = document
    return document, proposal


def require_pending(proposal: Proposal) -> None:
    if not proposal.is_pending:
        raise NotOpen(proposal)


def require_version(proposal: Proposal, seen: int) -> None:
    if proposal.version != seen:
        raise VersionChanged(proposal, seen=seen)
