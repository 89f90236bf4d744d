from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import (
    Duplicate,
    NothingChanges,
    ProposalConflict,
    TermsNotAccepted,
    TooManyOpen,
)
from proposals.events import record
from proposals.models import Batch, EventKind, Proposal, VersionKind
from proposals.models.proposal import WHY_LIMIT
from proposals.operations.described import check_described
from proposals.operations.watch import watch
from proposals.versions import current_changes, describe, write_version
from skills.algebra.changes import Change, apply
from skills.algebra.merging import Merge, complete, merge
from skills.algebra.paths import STATUS, SUCCESSOR, Content, sort_key
from skills.algebra.text import clean_line
from skills.models import Document, Revision
from skills.models import Status as DocumentStatus
from skills.projection import live_content
from skills.publishing import DocumentRetired, check_valid


def submit(
    document: Document,
    changes: Iterable[Change],
    *,
    author: User,
    why: str,
    batch: Batch | None = None,
    even_if_overtaken: bool = False,
    as_it_was: bool = False,
    reverts: Revision | None = None,
) -> Proposal:
    """Propose `changes` to `document` (for one that is not there yet: at revision 0).

    With `even_if_overtaken`, what conflicts with the live text is proposed as it was written, and
    waits to be brought up to date. With `as_it_was`, what stood in the matrix or in a proposal
    before is proposed again: what is required may be as empty there as it was. `reverts` is the
    revision that it asks to take back.

    Raises `PermissionDenied`, a `ProposalError` (nothing changes, the same is proposed already,
    the live text is another, too many open, terms not accepted), or `ValidationError` with every
    rule the result would break.
    """
    with transaction.atomic():
        document = Document.objects.lock(document.pk)
        # Two of the author's proposals at the same moment must not both pass the cap.
        author = User.objects.select_for_update(no_key=True).get(pk=author.pk)
        rights.require_active(author)
        if author.terms_accepted_at is None:
            raise TermsNotAccepted
        if batch is None:
            _check_cap(author)
        live = live_content(document)
        merged = merge(live, complete(live, changes))
        if merged.conflicts and even_if_overtaken:
            changes = _overtaken(document, merged)
        else:
            changes = acceptable(document, live, changes)
            if batch is None and not as_it_was:
                check_described(live, apply(live, changes))
        _check_not_proposed(document, changes)
        proposal = Proposal(
            document=document,
            author=author,
            summary=clean_why(why),
            batch=batch,
            reverts=reverts,
        )
        describe(proposal, document, live, changes)
        proposal.save(force_insert=True)
        write_version(proposal, document, changes, by=author, kind=VersionKind.SUBMISSION)
        record(EventKind.PROPOSAL_SUBMITTED, actor=author, proposal=proposal)
        if batch is None:  # an import of hundreds is no interest in each
            watch(document, by=author, automatic=True)
    return proposal


def clean_why(why: str) -> str:
    why = clean_line(why)
    if not why:
        raise ValidationError(_("Say why in a few words: reviewers decide faster."), code="why")
    if len(why) > WHY_LIMIT:
        message = _("The reason is %(count)d characters long; the limit is %(limit)d.")
        raise ValidationError(message % {"count": len(why), "limit": WHY_LIMIT}, code="why")
    return why


def acceptable(document: Document, live: Content, changes: Iterable[Change]) -> list[Change]:
    """The complete list of what really changes; raises where it could never be approved."""
    merged = merge(live, complete(live, changes))
    if merged.conflicts:
        raise ProposalConflict(merged.conflicts)
    if not merged.applies:
        raise NothingChanges
    _check_not_retired(document, merged.applies)
    check_valid(document, live, apply(live, merged.applies))
    return merged.applies


def _overtaken(document: Document, merged: Merge) -> list[Change]:
    """What is not there already, in reading order; what it leads to shows when it is resolved."""
    changes = [*merged.applies, *(conflict.change for conflict in merged.conflicts)]
    _check_not_retired(document, changes)
    return sorted(changes, key=lambda change: sort_key(change.path))


def _check_not_retired(document: Document, changes: list[Change]) -> None:
    if document.status == DocumentStatus.RETIRED and any(
        change.path not in (STATUS, SUCCESSOR) for change in changes
    ):
        raise DocumentRetired(document)


def _check_cap(author: User) -> None:
    limit = rights.open_limit(author)
    if Proposal.objects.pending().by(author).filter(batch=None).count() >= limit:
        raise TooManyOpen(limit)


def _check_not_proposed(document: Document, changes: list[Change]) -> None:
    wanted = {(change.path, change.new) for change in changes}
    for other in Proposal.objects.pending().of(document).oldest_first():
        if {(change.path, change.new) for change in current_changes(other)} == wanted:
            raise Duplicate(other)
