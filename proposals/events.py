"""Writing down what happened, in the transaction that makes it happen.

Telling people of it is a task, enqueued in the same transaction: nothing is announced that did not
happen, and nothing that happened goes unannounced.
"""

from typing import Any

from accounts.models import User
from proposals.models import Event, EventKind, Proposal, Review
from proposals.telling.audience import TOLD
from proposals.telling.fan_out import tell
from skills.models import Document, Revision


def record(
    kind: EventKind,
    *,
    actor: User,
    proposal: Proposal | None = None,
    document: Document | None = None,
    revision: Revision | None = None,
    person: User | None = None,
    comment: int | None = None,
    review: Review | None = None,
    **data: Any,
) -> Event:
    """A proposal's event is also its document's, unless another is named; `comment` is a key."""
    event = Event.objects.create(
        kind=kind,
        actor=actor,
        proposal=proposal,
        document_id=document.pk if document else proposal.document_id if proposal else None,
        revision=revision,
        person=person,
        comment_id=comment,
        review=review,
        data=data,
    )
    if kind in TOLD:
        tell.enqueue(event.pk)
    return event
