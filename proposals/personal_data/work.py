from collections.abc import Iterable, Iterator
from typing import Final

from accounts.models import User
from proposals.models import (
    Batch,
    DirectPublication,
    Proposal,
    ProposalVersion,
    Review,
    SavedReply,
    Vote,
)
from proposals.models.proposal import PENDING
from proposals.personal_data.section import Row, Section, name_of
from skills.algebra.changes import Change
from skills.models import Revision

#: Rows fetched at a time, each with what hangs on it.
_CHUNK: Final = 100


def _change(change: Change) -> Row:
    path = change.path
    where = {"field": path.field, "role": path.role, "level": path.level, "language": path.language}
    return {**where, "old": change.old, "new": change.new}


def _versions(versions: Iterable[ProposalVersion]) -> list[Row]:
    return [
        {
            "number": version.number,
            "kind": version.kind,
            "based_on_revision": version.base_number,
            "created_at": version.created_at,
            "changes": [
                {**_change(row.as_tuple()), "outcome": row.outcome or "pending"}
                for row in version.changes.all()
            ],
        }
        for version in sorted(versions, key=lambda version: version.number)
    ]


def _proposals(user: User) -> Iterator[Row]:
    rows = Proposal.objects.by(user).select_related("document", "batch", "revision")
    rows = rows.prefetch_related("versions__changes").order_by("pk")
    for proposal in rows.iterator(chunk_size=_CHUNK):
        yield {
            "id": proposal.pk,
            "about": name_of(proposal.document),
            "title": proposal.title,
            "why": proposal.summary,
            "kind": proposal.kind,
            "status": proposal.status,
            "sent_at": proposal.created_at,
            "decided_at": proposal.decided_at,
            "published_as_revision": proposal.revision.number if proposal.revision else None,
            "batch": proposal.batch.name if proposal.batch else None,
            "versions": _versions(proposal.versions.all()),
        }


def _versions_for_others(user: User) -> Iterator[Row]:
    rows = ProposalVersion.objects.filter(by=user).exclude(proposal__author=user)
    for version in rows.prefetch_related("changes").order_by("pk").iterator(chunk_size=_CHUNK):
        yield {"proposal": version.proposal_id, **_versions([version])[0]}


def _batches(user: User) -> Iterator[Row]:
    for batch in Batch.objects.filter(author=user).order_by("pk"):
        yield {"name": batch.name, "created_at": batch.created_at}


def _revisions(user: User) -> Iterator[Row]:
    rows = Revision.objects.filter(author=user).select_related("document")
    rows = rows.prefetch_related("changes").order_by("pk")
    for revision in rows.iterator(chunk_size=_CHUNK):
        yield {
            "document": name_of(revision.document),
            "number": revision.number,
            "summary": revision.summary,
            "kind": revision.kind,
            "source": revision.source,
            "published_at": revision.created_at,
            "changes": [_change(row.as_tuple()) for row in revision.changes.all()],
        }


def _revisions_reviewed(user: User) -> Iterator[Row]:
    rows = Revision.objects.filter(reviewer=user).select_related("document").order_by("pk")
    for revision in rows.iterator():
        yield {
            "document": name_of(revision.document),
            "number": revision.number,
            "published_at": revision.created_at,
        }


def _reviews(user: User) -> Iterator[Row]:
    for review in Review.objects.filter(reviewer=user).order_by("pk").iterator():
        yield {
            "proposal": review.proposal_id,
            "version": review.version,
            "verdict": review.verdict,
            "reason": review.reason,
            "text": review.text,
            "accepted_changes": review.accepted,
            "created_at": review.created_at,
        }


def _decisions(user: User) -> Iterator[Row]:
    for proposal in Proposal.objects.filter(decided_by=user).order_by("pk").iterator():
        yield {
            "proposal": proposal.pk,
            "status": proposal.status,
            "decided_at": proposal.decided_at,
        }


def _claims(user: User) -> Iterator[Row]:
    for proposal in Proposal.objects.filter(claimed_by=user).order_by("pk"):
        yield {"proposal": proposal.pk, "until": proposal.claimed_until}


def _looked_over(user: User) -> Iterator[Row]:
    rows = DirectPublication.objects.filter(checked_by=user).select_related("revision__document")
    for publication in rows.order_by("pk").iterator():
        yield {
            "document": name_of(publication.revision.document),
            "number": publication.revision.number,
            "checked_at": publication.checked_at,
        }


def _votes(user: User) -> Iterator[Row]:
    for vote in Vote.objects.filter(user=user).order_by("pk").iterator():
        yield {
            "proposal": vote.proposal_id,
            "supports": vote.supports,
            "created_at": vote.created_at,
        }


def _forget_votes(user: User) -> None:
    """A vote advises whoever decides: where nothing is decided yet, nobody stands behind it any
    more. With a decision it is part of the record."""
    Vote.objects.filter(user=user, proposal__status__in=PENDING).delete()


def _saved_replies(user: User) -> Iterator[Row]:
    for reply in SavedReply.objects.filter(user=user).order_by("pk"):
        yield {"name": reply.name, "text": reply.text}


SECTIONS: Final = (
    Section("proposals", ("proposals.Proposal.author",), _proposals),
    Section(
        "versions_of_proposals_of_others",
        ("proposals.ProposalVersion.by",),
        _versions_for_others,
    ),
    Section("batches", ("proposals.Batch.author",), _batches),
    Section("revisions", ("skills.Revision.author",), _revisions),
    Section("revisions_reviewed", ("skills.Revision.reviewer",), _revisions_reviewed),
    Section("reviews", ("proposals.Review.reviewer",), _reviews),
    Section("decisions", ("proposals.Proposal.decided_by",), _decisions),
    Section(
        "claims",
        ("proposals.Proposal.claimed_by",),
        _claims,
        forget=lambda user: Proposal.objects.filter(claimed_by=user).update(
            claimed_by=None, claimed_until=None
        ),
    ),
    Section("looked_over", ("proposals.DirectPublication.checked_by",), _looked_over),
    Section("votes", ("proposals.Vote.user",), _votes, forget=_forget_votes),
    Section(
        "saved_replies",
        ("proposals.SavedReply.user",),
        _saved_replies,
        forget=lambda user: SavedReply.objects.filter(user=user).delete(),
    ),
)
