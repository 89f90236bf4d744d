"""Who did what with a proposal, and when: its versions, its reviews, and what else happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from proposals.models import (
    Event,
    EventKind,
    Proposal,
    ProposalVersion,
    Review,
    Verdict,
    VersionKind,
)
from proposals.models.review import Reason
from skills.models import Revision

_VERSIONS: Final[dict[str, Promise]] = {
    VersionKind.SUBMISSION: gettext_lazy("sent it"),
    VersionKind.REVISION: gettext_lazy("revised it"),
    VersionKind.REBASE: gettext_lazy("brought it up to date with the live text"),
    VersionKind.CORRECTION: gettext_lazy("corrected the wording"),
}
_VERDICTS: Final[dict[str, Promise]] = {
    Verdict.APPROVE: gettext_lazy("approved it"),
    Verdict.REJECT: gettext_lazy("rejected it"),
    Verdict.ASK_FOR_CHANGES: gettext_lazy("asked for changes"),
}
_EVENTS: Final[dict[str, Promise]] = {
    EventKind.PROPOSAL_WITHDRAWN: gettext_lazy("withdrew it"),
    EventKind.PROPOSAL_SUPERSEDED: gettext_lazy(
        "published the same; nothing of it was left to decide"
    ),
    EventKind.PROPOSAL_CONFLICTED: gettext_lazy("changed the text it is about"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """`version` is the number it made, or was about; `is_outdated` where a newer one came."""

    at: datetime
    who: str
    username: str
    what: str
    version: int = 0
    is_outdated: bool = False
    reason: str = ""
    text: str = ""
    revision: Revision | None = None


def timeline(
    proposal: Proposal,
    versions: Iterable[ProposalVersion],
    reviews: Iterable[Review],
    events: Iterable[Event],
) -> list[Moment]:
    """Oldest first. The people of each row are fetched already."""
    reviews, events = list(reviews), list(events)
    in_part = any(event.data.get("declined") for event in events)
    moments = [
        *(_of_version(version) for version in versions),
        *(_of_review(proposal, review, reviews, in_part=in_part) for review in reviews),
        *(_of_event(event) for event in events if event.kind in _EVENTS),
    ]
    return sorted(moments, key=lambda moment: moment.at)


def _linked(user: User) -> str:
    """The name in the address of their page; empty where there is none any more."""
    return "" if user.is_deleted else user.username


def _of_version(version: ProposalVersion) -> Moment:
    return Moment(
        at=version.created_at,
        who=str(version.by),
        username=_linked(version.by),
        what=str(_VERSIONS[version.kind]),
        version=version.number,
    )


def _of_review(
    proposal: Proposal, review: Review, reviews: list[Review], *, in_part: bool
) -> Moment:
    decided = not proposal.is_pending and review.pk == reviews[-1].pk
    what = str(_VERDICTS[review.verdict])
    if review.verdict == Verdict.APPROVE and not decided:
        what = gettext("approved it, as the first of two")
    elif review.verdict == Verdict.APPROVE and in_part:
        what = gettext("approved a part of it")
    return Moment(
        at=review.created_at,
        who=str(review.reviewer),
        username=_linked(review.reviewer),
        what=what,
        version=review.version,
        is_outdated=review.version < proposal.version,
        reason=reason_sentence(review),
        text=review.text,
        revision=proposal.revision if decided else None,
    )


def reason_sentence(review: Review) -> str:
    """The listed reason; empty for none, and for the one that only says "see the text"."""
    if not review.reason or review.reason == Reason.OTHER:
        return ""
    return str(Reason(review.reason).label)


def _of_event(event: Event) -> Moment:
    return Moment(
        at=event.created_at,
        who=str(event.actor),
        username=_linked(event.actor),
        what=str(_EVENTS[event.kind]),
        revision=event.revision,
    )
