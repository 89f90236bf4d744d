"""The one order in which rows are locked: document, then proposal, and the clock last of all."""

from proposals.errors import NotOpen, VersionChanged
from proposals.models import Proposal
from skills.models import Document


def lock(proposal_id: int) -> tuple[Document, Proposal]:
    """Bare rows, locked until the transaction ends. Raises `Proposal.DoesNotExist`."""
    document_id = Proposal.objects.values_list("document_id", flat=True).get(pk=proposal_id)
    document = Document.objects.lock(document_id)
    proposal = Proposal.objects.lock(proposal_id)
    proposal.document = document
    return document, proposal


def require_pending(proposal: Proposal) -> None:
    if not proposal.is_pending:
        raise NotOpen(proposal)


def require_version(proposal: Proposal, seen: int) -> None:
    if proposal.version != seen:
        raise VersionChanged(proposal, seen=seen)
