"""Proposals, how they are judged, what is said about them, the record of everything that happened,
and who is told of it."""

from proposals.models.comment import Comment, CommentVersion, Flag, FlagReason
from proposals.models.event import Event, EventKind
from proposals.models.notification import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Notification,
)
from proposals.models.periodic import Follower, PeriodicRun
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
from proposals.models.watch import Watch
from proposals.models.working import WorkerLease

__all__ = [
    "Batch",
    "Comment",
    "CommentVersion",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "DirectPublication",
    "Event",
    "EventKind",
    "Flag",
    "FlagReason",
    "Follower",
    "Notification",
    "Outcome",
    "PeriodicRun",
    "Proposal",
    "ProposalChange",
    "ProposalVersion",
    "Review",
    "SavedReply",
    "Status",
    "Verdict",
    "VersionKind",
    "Vote",
    "Watch",
    "WorkerLease",
]
