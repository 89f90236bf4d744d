"""Proposals, how they are judged, and the record of everything that happened."""

from proposals.models.event import Event, EventKind
from proposals.models.proposal import (
    Batch,
    Outcome,
    Proposal,
    ProposalChange,
    ProposalVersion,
    Status,
    VersionKind,
)
from proposals.models.review import DirectPublication, Review, SavedReply, Verdict, Vote

__all__ = [
    "Batch",
    "DirectPublication",
    "Event",
    "EventKind",
    "Outcome",
    "Proposal",
    "ProposalChange",
    "ProposalVersion",
    "Review",
    "SavedReply",
    "Status",
    "Verdict",
    "VersionKind",
    "Vote",
]
