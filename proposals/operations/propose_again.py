"""Proposing once more what was declined, rejected or withdrawn."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.errors import NothingChanges, StillOpen
from proposals.models import Outcome, Proposal, ProposalChange, Status
from proposals.operations.submit import submit
from skills.models import Document


def left_over(proposal: Proposal) -> list[ProposalChange]:
    """Of a closed proposal's newest version, what did not become live; one query."""
    if proposal.is_pending or proposal.status == Status.SUPERSEDED:
        return []
    rows = proposal.current_changes()
    return [row for row in rows if row.outcome in (Outcome.DECLINED, Outcome.PENDING)]


def propose_again(proposal: Proposal, *, author: User) -> Proposal:
    """A new proposal of what is left over of a closed one; the closed one stays as it is.

    Where the live text has changed since, the new one says what it was written on, and waits
    for its author to bring it up to date. Raises `StillOpen`, and as `submit` does otherwise.
    """
    with transaction.atomic():
        document = Document.objects.lock(proposal.document_id)
        proposal = Proposal.objects.lock(proposal.pk)
        if author.pk != proposal.author_id:
            raise PermissionDenied(_("Only its author can propose this again."))
        if proposal.is_pending:
            raise StillOpen(proposal)
        changes = [row.as_tuple() for row in left_over(proposal)]
        if not changes:
            raise NothingChanges
        return submit(
            document,
            changes,
            author=author,
            why=proposal.summary,
            even_if_overtaken=True,
            as_it_was=True,
            reverts=proposal.reverts,
        )
