"""All that a proposal's page shows, in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator

from accounts.models import User
from accounts.rights import Visitor
from proposals.asked import AskedUnit, asked, asked_units, by_unit, outcome_of
from proposals.headlines import Headline, headline
from proposals.impact import Impact, impact, left_behind, with_what_follows
from proposals.ladders import Troubles, troubles
from proposals.models import (
    Outcome,
    Proposal,
    ProposalChange,
    ProposalVersion,
    Review,
    Verdict,
    VersionKind,
)
from proposals.proposal_page.actions import Actions, actions
from proposals.proposal_page.neighbours import Neighbours, neighbours
from proposals.proposal_page.timeline import Moment, reason_sentence, timeline
from proposals.proposal_page.votes import Votes, votes_on
from proposals.rights import accepted_count, needs_two
from proposals.watching import people_who_hear
from skills.activity import Reverting, reverting
from skills.algebra.changes import Change, apply
from skills.algebra.merging import Merge, complete, merge
from skills.algebra.paths import ACTIVE, PARENT, RETIRED, STATUS, Content
from skills.diffs import RoleTouched, UnitChange, roles_touched, tally
from skills.names import Names, names_now, references
from skills.projection import PARENTS, live_content

_PANELS_A_PAGE: Final = 40
_IMPACTS: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of what it asks for, of one role where that was chosen."""

    total: int
    tally: list[tuple[str, int]]
    roles: list[RoleTouched]
    role: RoleTouched | None
    page: Page[UnitChange]
    units: list[AskedUnit]


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of the places it asked about; `corrected_by` where wording was corrected."""

    accepted: int
    declined: int
    there_already: int
    corrected_by: User | None
    #: The newest review, which says why.
    review: Review | None

    @property
    def total(self) -> int:
        return self.accepted + self.declined + self.there_already

    @property
    def reason(self) -> str:
        return reason_sentence(self.review) if self.review else ""


@dataclass(frozen=True, slots=True)
class ProposalPage:
    proposal: Proposal
    headline: Headline
    #: Where it belongs, for what is not there yet: its group's or domain's kind, slug and name.
    parent: tuple[str, str, str] | None
    author_accepted: int
    asked: Asked
    conflicts: int
    impact: list[Impact]
    more_impact: int
    #: How many people, beside its author, hear of it.
    watchers: int
    #: What retiring a role, group or domain leaves behind; empty where nothing.
    consequence: str
    troubles: Troubles
    neighbours: Neighbours
    versions: list[ProposalVersion]
    votes: Votes
    timeline: list[Moment]
    decision: Decision
    first_approval: Review | None
    needs_two: bool
    #: Of the revision that it became.
    reverting: Reverting
    actions: Actions


def proposal_page(
    proposal: Proposal, user: Visitor, *, role: str = "", number: str = ""
) -> ProposalPage:
    """For `user`, who may be anybody; `role` (a slug) and `number` choose a page of the changes.

    The proposal comes with its document and people.
    """
    document = proposal.document
    rows = proposal.current_changes()
    changes = [row.as_tuple() for row in rows]
    live = live_content(document) if proposal.is_pending else None
    merged = Merge() if live is None else merge(live, changes)
    names = names_now(references(document.kind, changes))
    units = asked_units(rows, names)
    roles = roles_touched(units, names)
    chosen = next((touched for touched in roles if touched.slug == role), None)
    shown = [unit for unit in units if unit.unit.role == role] if chosen else units
    page = Paginator(shown, _PANELS_A_PAGE).get_page(number)
    applies = merged.applies
    conflicts = len(merged.conflicting_units)
    impacts = impact(with_what_follows(document.kind, live or {}, applies)) if applies else []
    versions = list(proposal.versions.select_related("by").order_by("number"))
    reviews = list(proposal.reviews.select_related("reviewer"))
    events = proposal.events.select_related("actor", "revision").order_by("pk")
    return ProposalPage(
        proposal=proposal,
        headline=headline(document.kind, proposal.title, proposal.kind, changes, names),
        parent=_parent(proposal, changes, names),
        author_accepted=accepted_count(proposal.author),
        asked=Asked(
            total=len(units),
            tally=tally(units, proposed=True),
            roles=roles,
            role=chosen,
            page=page,
            units=asked(document, page.object_list, rows, names, live=live),
        ),
        conflicts=conflicts,
        impact=impacts[:_IMPACTS],
        more_impact=max(0, len(impacts) - _IMPACTS),
        watchers=people_who_hear(document, applies, but=proposal.author) if applies else 0,
        consequence=left_behind(document) if Change(STATUS, ACTIVE, RETIRED) in applies else "",
        troubles=_troubles(live or {}, applies, names),
        neighbours=neighbours(proposal, [change.path for change in changes]),
        versions=versions,
        votes=votes_on(proposal, user),
        timeline=timeline(proposal, versions, reviews, events),
        decision=_decision(proposal, units, rows, versions, reviews),
        actions=actions(proposal, user, changes, conflicts=conflicts),
        first_approval=_first_approval(proposal, reviews),
        needs_two=needs_two(document, proposal.kind),
        reverting=_reverting(proposal),
    )


def _parent(proposal: Proposal, changes: list[Change], names: Names) -> tuple[str, str, str] | None:
    slug = next((change.new for change in changes if change.path == PARENT), None)
    if proposal.document.is_published or slug is None:
        return None
    kind = PARENTS[proposal.document.kind][1]
    return kind, slug, names.document(kind, slug)


def _troubles(live: Content, applies: list[Change], names: Names) -> Troubles:
    roles = {change.path.role for change in applies if change.path.level}
    after = apply(live, complete(live, applies)) if roles else live
    return troubles(live, after, roles=roles, names=names)


def _decision(
    proposal: Proposal,
    units: Iterable[UnitChange],
    rows: Iterable[ProposalChange],
    versions: list[ProposalVersion],
    reviews: list[Review],
) -> Decision:
    of_units = by_unit(rows)
    outcomes = Counter(outcome_of(of_units[unit.unit]) for unit in units)
    newest = versions[-1]
    return Decision(
        accepted=outcomes[Outcome.ACCEPTED],
        declined=outcomes[Outcome.DECLINED],
        there_already=outcomes[Outcome.ALREADY_THERE],
        corrected_by=newest.by if newest.kind == VersionKind.CORRECTION else None,
        review=reviews[-1] if reviews else None,
    )


def _reverting(proposal: Proposal) -> Reverting:
    became = proposal.revision
    return reverting([became])[became.pk] if became else Reverting()


def _first_approval(proposal: Proposal, reviews: list[Review]) -> Review | None:
    """Where two have to agree: what the first of them decided about this version."""
    if not proposal.is_pending:
        return None
    standing = [
        review
        for review in reviews
        if review.verdict == Verdict.APPROVE and review.version == proposal.version
    ]
    return standing[-1] if standing else None
