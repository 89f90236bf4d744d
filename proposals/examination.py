"""What a publication does to the other open proposals on its document."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import models
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from proposals.events import record
from proposals.models import EventKind, Outcome, Proposal, ProposalChange, Status
from skills.algebra.changes import Change
from skills.algebra.merging import merge
from skills.algebra.paths import Path
from skills.models import Document, Revision
from skills.prepared import Prepared

#: Locked, in the order in which everybody locks them.
_WAITING: Final = Prepared(
    lambda keys: (
        Proposal.objects.select_for_update(no_key=True)
        .pending()
        .filter(document__in=keys)
        .order_by("pk")
        .values_list("pk", "is_conflicted")
    )
)
_CHANGES: Final = Prepared(
    lambda keys: (
        ProposalChange.objects.filter(
            version__proposal__in=keys, version__number=F("version__proposal__version")
        )
        .order_by("pk")
        .values_list("version__proposal_id", "field", "role", "level", "language", "old", "new")
    )
)


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
    waiting = dict(_WAITING.rows(document.pk))
    if besides is not None:
        waiting.pop(besides.pk, None)
    merges = {pk: merge(after, changes) for pk, changes in _current_lists(list(waiting)).items()}
    superseded = {
        pk for pk, merged in merges.items() if not merged.applies and not merged.conflicts
    }
    marked = {
        pk
        for pk, merged in merges.items()
        if pk not in superseded and bool(merged.conflicts) != bool(waiting[pk])
    }
    if not superseded and not marked:
        return
    proposals = Proposal.objects.in_bulk(superseded | marked)
    for pk in sorted(marked):
        proposal = proposals[pk]
        proposal.is_conflicted = not proposal.is_conflicted
        proposal.updated_at = timezone.now()
        proposal.save(update_fields=["is_conflicted", "updated_at"])
        if proposal.is_conflicted:
            record(EventKind.PROPOSAL_CONFLICTED, actor=actor, proposal=proposal)
    for pk in sorted(superseded):
        proposal = proposals[pk]
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


def _current_lists(proposals: Sequence[int]) -> dict[int, list[Change]]:
    """The newest version's changes of each."""
    lists: dict[int, list[Change]] = {pk: [] for pk in proposals}
    for pk, field, role, level, language, old, new in _CHANGES.rows(*proposals):
        lists[pk].append(Change(Path(field, role, level, language), old, new))
    return lists


def _changes_of(proposal: Proposal) -> models.QuerySet[ProposalChange]:
    return ProposalChange.objects.filter(
        version__proposal=proposal, version__number=proposal.version
    )
