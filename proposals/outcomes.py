"""What became of proposals: what was accepted of each, and what was published in place of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import F

from accounts.models import User
from proposals.asked import AskedUnit, asked, asked_units, by_unit, outcome_of
from proposals.lines import Line, lines
from proposals.models import (
    Outcome,
    Proposal,
    ProposalChange,
    ProposalVersion,
    Review,
    Status,
    VersionKind,
)
from proposals.proposal_page.timeline import reason_sentence
from skills.algebra.changes import Change
from skills.diffs import TextChange, text_change
from skills.names import names_now, references

#: Places shown of each; the proposal's own page has all.
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Place:
    """One cell, name, … and how the published words differ from the proposed ones, if they do."""

    asked: AskedUnit
    corrected: list[TextChange]


@dataclass(frozen=True, slots=True)
class ProposalOutcome:
    """`review` is the newest; `places` are of closed proposals that somebody decided about."""

    line: Line
    review: Review | None
    accepted: int
    total: int
    corrected_by: User | None
    places: list[Place]
    more: int

    @property
    def proposal(self) -> Proposal:
        return self.line.proposal

    @property
    def reason(self) -> str:
        return reason_sentence(self.review) if self.review else ""


def outcomes(proposals: Iterable[Proposal]) -> list[ProposalOutcome]:
    """In the same order, documents fetched; a constant number of queries."""
    proposals = list(proposals)
    if not proposals:
        return []
    approved = [each for each in proposals if each.status == Status.APPROVED]
    newest = _newest_rows(approved)
    corrections = {
        version.proposal_id: version
        for version in ProposalVersion.objects.filter(
            proposal__in=approved,
            kind=VersionKind.CORRECTION,
            number=F("proposal__version"),
        ).select_related("by")
    }
    written = _rows_before(corrections.values())
    reviews = {
        review.proposal_id: review
        for review in Review.objects.filter(proposal__in=proposals).select_related("reviewer")
    }
    wanted = {
        reference
        for proposal in approved
        for reference in references(
            proposal.document.kind, [row.as_tuple() for row in newest[proposal.pk]]
        )
    }
    names = names_now(wanted)
    found = []
    for line in lines(proposals):
        proposal = line.proposal
        rows = newest.get(proposal.pk, [])
        before = written.get(proposal.pk, [])
        units, of_units = asked_units(rows, names), by_unit(rows)
        became = [outcome_of(of_units[unit.unit]) for unit in units]
        correction = corrections.get(proposal.pk)
        found.append(
            ProposalOutcome(
                line=line,
                review=reviews.get(proposal.pk),
                accepted=sum(outcome == Outcome.ACCEPTED for outcome in became),
                total=len(units),
                corrected_by=correction.by if correction else None,
                places=[
                    Place(unit, _corrected(before, unit.rows))
                    for unit in asked(proposal.document, units[:_SHOWN], rows, names)
                ],
                more=max(0, len(units) - _SHOWN),
            )
        )
    return found


def _newest_rows(proposals: list[Proposal]) -> dict[int, list[ProposalChange]]:
    found: dict[int, list[ProposalChange]] = {proposal.pk: [] for proposal in proposals}
    rows = ProposalChange.objects.filter(
        version__proposal__in=proposals, version__number=F("version__proposal__version")
    )
    for row in rows.select_related("version").order_by("pk"):
        found[row.version.proposal_id].append(row)
    return found


def _rows_before(corrections: Iterable[ProposalVersion]) -> dict[int, list[Change]]:
    """What each proposal said before it was corrected; one query."""
    numbers = {version.proposal_id: version.number - 1 for version in corrections}
    found: dict[int, list[Change]] = {pk: [] for pk in numbers}
    rows = ProposalChange.objects.filter(version__proposal__in=numbers).select_related("version")
    for row in rows.order_by("pk"):
        if row.version.number == numbers[row.version.proposal_id]:
            found[row.version.proposal_id].append(row.as_tuple())
    return found


def _corrected(before: Iterable[Change], published: Iterable[ProposalChange]) -> list[TextChange]:
    said = {change.path: change.new for change in before}
    return [
        text_change("", row.language, said[row.path] or "", row.new or "")
        for row in published
        if row.path in said and said[row.path] != row.new and not row.path.is_source_digest
    ]
