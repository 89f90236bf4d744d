"""What a publication does to the other open proposals on its document."""

from collections.abc import Mapping

from django.db import models
from django.utils import timezone

from accounts.models import User
from proposals.events import record
from proposals.models import EventKind, Outcome, Proposal, ProposalChange, Status
from skills.algebra.changes import Change
from skills.algebra.merging import merge
from skills.algebra.paths import Path
from skills.models import Document, Revision


def examine_others(
    document: Document,
    after: Mapping[Path, str],
    *,
    actor: User,
    besides: Proposal | None = None,
) -> None:
    """Compare every pending proposal with what is about to be live, and write what follows.

    One that has become identical to the live text is superseded; one that now meets other text is
    marked as conflicting, one that no longer does is unmarked. The document must be locked.
    """
    waiting = Proposal.objects.select_for_update(no_key=True).pending().of(document)
    proposals = {
        proposal.pk: proposal
        for proposal in waiting.order_by("pk")
        if besides is None or proposal.pk != besides.pk
    }
    if not proposals:
        return
    lists = _current_lists(proposals)
    superseded: list[Proposal] = []
    for proposal in proposals.values():
        merged = merge(after, lists[proposal.pk])
        if not merged.applies and not merged.conflicts:
            superseded.append(proposal)
        elif bool(merged.conflicts) != proposal.is_conflicted:
            proposal.is_conflicted = bool(merged.conflicts)
            proposal.updated_at = timezone.now()
            proposal.save(update_fields=["is_conflicted", "updated_at"])
            if proposal.is_conflicted:
                record(EventKind.PROPOSAL_CONFLICTED, actor=actor, proposal=proposal)
    for proposal in superseded:
        close(proposal, Status.SUPERSEDED, by=actor)
        _changes_of(proposal).update(outcome=Outcome.ALREADY_THERE)
        record(EventKind.PROPOSAL_SUPERSEDED, actor=actor, proposal=proposal)


def close(
    proposal: Proposal, status: Status, *, by: User, revision: Revision | None = None
) -> None:
    """Close it for good, releasing whatever claim there was on it; `revision` is what it became."""
    proposal.status = status
    proposal.revision = revision
    proposal.decided_by = by
    proposal.decided_at = proposal.updated_at = timezone.now()
    proposal.is_conflicted = False
    proposal.claimed_by = proposal.claimed_until = None
    proposal.save(
        update_fields=[
            "status",
            "decided_by",
            "decided_at",
            "updated_at",
            "is_conflicted",
            "claimed_by",
            "claimed_until",
            "revision",
        ]
    )


def _current_lists(proposals: Mapping[int, Proposal]) -> dict[int, list[Change]]:
    lists: dict[int, list[Change]] = {pk: [] for pk in proposals}
    rows = (
        ProposalChange.objects.filter(version__proposal__in=proposals)
        .select_related("version")
        .order_by("pk")
    )
    for row in rows:
        if row.version.number == proposals[row.version.proposal_id].version:
            lists[row.version.proposal_id].append(row.as_tuple())
    return lists


def _changes_of(proposal: Proposal) -> models.QuerySet[ProposalChange]:
    return ProposalChange.objects.filter(
        version__proposal=proposal, version__number=proposal.version
    )
