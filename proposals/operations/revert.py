"""Taking a revision back: a moderator publishes its inverse, everybody else proposes it."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from proposals import rights
from proposals.errors import NothingChanges, ProposalConflict
from proposals.events import record
from proposals.examination import examine_others
from proposals.models import EventKind, Proposal
from proposals.operations.patrol import settle_reverted
from proposals.operations.submit import clean_why, submit
from skills import projection
from skills.algebra import changes as algebra
from skills.algebra.changes import Change
from skills.algebra.meaning import kind_of
from skills.algebra.merging import merge
from skills.algebra.paths import Content
from skills.history import changes_of_revision
from skills.models import Document, Revision
from skills.publishing import publishing


def revert(revision: Revision, *, by: User, why: str) -> Revision | Proposal:
    """Publish or propose the inverse of `revision`, merged with what came later.

    Proposed rather than published where `by` may not decide, where the decision to be taken back
    is their own, or where the document needs two reviewers. Raises `ProposalConflict` where later
    changes stand on it, `NothingChanges` where it is undone already.
    """
    with transaction.atomic():
        document = Document.objects.lock(revision.document_id)
        rights.require_active(by)
        live = projection.live(document)
        changes = inverse(live.content, revision)
        if not may_publish_inverse(by, document, revision, changes):
            return submit(document, changes, author=by, why=why, as_it_was=True, reverts=revision)
        reverting = Revision(author=by, reviewer=by, summary=clean_why(why), reverts=revision)
        with publishing(document, live, changes, reverting) as publication:
            examine_others(document, publication.after, actor=by)
            settle_reverted(revision, by=by)
            record(
                EventKind.REVISION_REVERTED,
                actor=by,
                document=document,
                revision=reverting,
                person=revision.author,
                reverted=revision.number,
            )
    return reverting


def inverse(live: Content, revision: Revision) -> list[Change]:
    """What taking `revision` back changes of what is live. Raises as `revert` does."""
    merged = merge(live, algebra.revert(changes_of_revision(revision)))
    if merged.conflicts:
        raise ProposalConflict(merged.conflicts)
    if not merged.applies:
        raise NothingChanges
    return merged.applies


def takes_back(live: Content, changes: Iterable[Change], revision: Revision) -> bool:
    """Whether `changes` to what is live leave nothing standing of what `revision` changed."""
    undone = merge(live, algebra.revert(changes_of_revision(revision)))
    return bool(undone.applies) and not undone.conflicts and set(undone.applies) <= set(changes)


def may_publish_inverse(
    by: User, document: Document, revision: Revision, changes: list[Change]
) -> bool:
    """Whether it goes live at once when this person takes it back, rather than being proposed."""
    if not changes:
        return False
    is_own_decision = by.pk in (revision.author_id, revision.reviewer_id)
    if is_own_decision or rights.needs_two(document, kind_of(changes)):
        return False
    return rights.may_decide_in(by, rights.scope_of(document, changes))
