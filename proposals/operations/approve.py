"""Approving: all of a proposal, or some of its units, or with corrected wording."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import NotOpen, ProposalConflict
from proposals.events import record
from proposals.examination import close, examine_others
from proposals.locking import lock, require_version
from proposals.models import (
    EventKind,
    Outcome,
    Proposal,
    ProposalChange,
    Review,
    Status,
    Verdict,
    VersionKind,
)
from proposals.operations.patrol import settle_reverted
from proposals.operations.revert import takes_back
from proposals.versions import DESCRIBED, describe, write_version
from skills import projection
from skills.algebra.changes import Change, apply
from skills.algebra.merging import complete, merge
from skills.algebra.paths import TRANSLATABLE, Content, Unit, split_field, unit_of
from skills.algebra.text import clean_line, clean_text
from skills.models import Document, Revision
from skills.publishing import publishing


@dataclass(frozen=True, slots=True)
class Approval:
    """`revision` is `None` where a second reviewer is still needed, or all was there already.
    Where something was published, `declined` of its `parts` (units) were not.
    """

    proposal: Proposal
    review: Review
    revision: Revision | None
    parts: int = 0
    declined: int = 0


def approve(
    proposal: Proposal,
    *,
    reviewer: User,
    version: int,
    accept: Collection[int] | None = None,
    corrections: Mapping[int, str] | None = None,
    text: str = "",
) -> Approval:
    """Make the accepted changes of the version the reviewer saw live; the rest is declined.

    `accept` holds ids of that version's `ProposalChange`s (all by default), `corrections` new
    texts by id; they become a version of their own, and the credit stays the author's. If any
    accepted change conflicts, nothing happens. Raises `PermissionDenied`, `NotOpen`,
    `VersionChanged`, `ProposalConflict`, `ValidationError`.
    """
    author = proposal.author
    with transaction.atomic():
        document, proposal = lock(proposal)
        rows = proposal.current_changes()
        rights.require_decision(reviewer, proposal, [row.as_tuple() for row in rows])
        if proposal.status != Status.OPEN:
            raise NotOpen(proposal)
        require_version(proposal, version)
        accepted = _accepted_rows(rows, accept)
        live = projection.live(document)
        if corrections:
            rows, accepted = _correct(
                proposal, document, live.content, rows, accepted, corrections, by=reviewer
            )
        changes = [row.as_tuple() for row in accepted]
        merged = merge(live.content, changes)
        if merged.conflicts:
            raise ProposalConflict(merged.conflicts)
        review = Review.objects.create(
            proposal=proposal,
            version=proposal.version,
            accepted=sorted(row.pk for row in accepted),
            reviewer=reviewer,
            verdict=Verdict.APPROVE,
            text=clean_text(text),
        )
        if rights.needs_two(document, proposal.kind) and not _is_second(proposal, review):
            record(EventKind.REVIEW_VOTED, actor=reviewer, proposal=proposal, version=version)
            _release(proposal)
            return Approval(proposal, review, revision=None)
        _write_outcomes(rows, accepted, already_there=merged.already_there)
        if not merged.applies:
            close(proposal, Status.SUPERSEDED, by=reviewer)
            record(EventKind.PROPOSAL_SUPERSEDED, actor=reviewer, proposal=proposal)
            return Approval(proposal, review, revision=None)
        revision = Revision(
            author=author,
            reviewer=reviewer,
            summary=proposal.summary,
            reverts=_taken_back(proposal, live.content, merged.applies),
        )
        parts, declined = _parts(rows, accepted)
        with publishing(document, live, merged.applies, revision) as publication:
            if revision.reverts:
                settle_reverted(revision.reverts, by=reviewer)
            examine_others(document, publication.after, actor=reviewer, besides=proposal)
            close(proposal, Status.APPROVED, by=reviewer, revision=revision)
            record(
                EventKind.PROPOSAL_APPROVED,
                actor=reviewer,
                proposal=proposal,
                revision=revision,
                person=author,
                review=review,
                version=proposal.version,
                parts=parts,
                declined=declined,
            )
        return Approval(proposal, review, revision, parts, declined)


def _taken_back(proposal: Proposal, live: Content, accepted: list[Change]) -> Revision | None:
    """The revision it asked to take back, unless something of that one stays."""
    if proposal.reverts and takes_back(live, accepted, proposal.reverts):
        return proposal.reverts
    return None


def _parts(rows: list[ProposalChange], accepted: list[ProposalChange]) -> tuple[int, int]:
    """How many units were asked for and declined; a role's listing is none of its own."""
    asked = {unit_of(row.path) for row in rows if row.field != "role"}
    declined = asked - {unit_of(row.path) for row in accepted}
    return len(asked), len(declined)


def _accepted_rows(
    rows: list[ProposalChange], accept: Collection[int] | None
) -> list[ProposalChange]:
    """By whole units: what is declined of one declines it. A listing follows its role's cells."""
    if accept is None:
        return rows
    unknown = set(accept) - {row.pk for row in rows}
    if unknown:
        raise ValidationError(_("Some of the accepted changes are not in this version."))
    declined = {unit_of(row.path) for row in rows if row.pk not in accept and row.field != "role"}
    chosen = [row for row in rows if unit_of(row.path) not in declined]
    accepted = [row for row in chosen if row.field != "role" or _follows(row, rows, declined)]
    if not any(row.pk in accept for row in accepted):
        raise ValidationError(_("Accept at least one change, or reject the proposal."))
    return accepted


def _follows(listing: ProposalChange, rows: list[ProposalChange], declined: set[Unit]) -> bool:
    of_role = {unit_of(row.path) for row in rows if row.level and row.role == listing.role}
    if listing.new is None:
        return not of_role & declined
    return bool(of_role - declined)


def _correct(
    proposal: Proposal,
    document: Document,
    live: Content,
    rows: list[ProposalChange],
    accepted: list[ProposalChange],
    corrections: Mapping[int, str],
    *,
    by: User,
) -> tuple[list[ProposalChange], list[ProposalChange]]:
    """Write the corrected version; gives its rows, and those of them that are accepted."""
    by_pk = {row.pk: row for row in rows}
    for pk in corrections:
        name, _key = split_field(by_pk[pk].field) if pk in by_pk else ("", "")
        if name not in TRANSLATABLE | {"alt_label", "link"} or by_pk[pk].new is None:
            raise ValidationError(_("Only the wording of proposed texts can be corrected."))
    changes = [
        row.as_tuple()._replace(new=_cleaned(row, corrections[row.pk]))
        if row.pk in corrections
        else row.as_tuple()
        for row in rows
    ]
    pairs = [
        (row, change) for row, change in zip(rows, changes, strict=True) if change.old != change.new
    ]
    kept = complete(live, [change for row, change in pairs if row in accepted])
    apply(live, merge(live, kept).applies)
    proposal.version += 1
    describe(proposal, document, live, [change for _, change in pairs])
    proposal.save(update_fields=["version", *DESCRIBED])
    written = write_version(
        proposal, document, [change for _, change in pairs], by=by, kind=VersionKind.CORRECTION
    )
    taken = [new for (row, _), new in zip(pairs, written, strict=True) if row in accepted]
    return written, taken


def _cleaned(row: ProposalChange, text: str) -> str:
    return clean_text(text) if row.field in ("summary", "description") else clean_line(text)


def _is_second(proposal: Proposal, review: Review) -> bool:
    """Whether another person's approval of this version and accepted set stands already."""
    first = (
        proposal.reviews.filter(version=proposal.version, verdict=Verdict.APPROVE)
        .exclude(pk=review.pk)
        .order_by("-pk")
        .first()
    )
    return (
        first is not None
        and first.reviewer_id != review.reviewer_id
        and first.accepted == review.accepted
    )


def _write_outcomes(
    rows: list[ProposalChange], accepted: list[ProposalChange], *, already_there: list[Change]
) -> None:
    """A statement for each outcome that there is, rather than for each row."""
    there = set(already_there)
    taken = {row.pk for row in accepted}
    by_outcome: dict[Outcome, list[int]] = {}
    for row in rows:
        if row.pk not in taken:
            outcome = Outcome.DECLINED
        elif row.as_tuple() in there:
            outcome = Outcome.ALREADY_THERE
        else:
            outcome = Outcome.ACCEPTED
        row.outcome = outcome
        by_outcome.setdefault(outcome, []).append(row.pk)
    for outcome, pks in by_outcome.items():
        ProposalChange.objects.filter(pk__in=pks).update(outcome=outcome)


def _release(proposal: Proposal) -> None:
    proposal.claimed_by = proposal.claimed_until = None
    proposal.save(update_fields=["claimed_by", "claimed_until"])
