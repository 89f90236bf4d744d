"""What waits for a moderator: how much, and how long already."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from accounts.models import User
from accounts.rights import is_moderator
from proposals import rights
from proposals.models import Flag, Proposal
from skills.models import Document


@dataclass(frozen=True, slots=True)
class Waiting:
    proposals: int = 0
    oldest_proposal: datetime | None = None
    reports: int = 0
    oldest_report: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.proposals or self.reports)


def waiting_for(person: User) -> Waiting:
    if not is_moderator(person):
        return Waiting()
    open_ones = rights.decidable_by(person, Proposal.objects.awaiting_review())
    proposals = open_ones.aggregate(count=Count("pk"), oldest=Min("created_at"))
    reports = _reports_for(person)
    return Waiting(
        proposals["count"], proposals["oldest"], len(reports), min(reports, default=None)
    )


def _reports_for(person: User) -> list[datetime]:
    """When each comment was reported first that this person may hide; none of their own."""
    flags = Flag.objects.unsettled().exclude(comment__author=person).order_by()
    about = flags.values_list("comment__document", "comment__proposal__document")
    found = list(
        about.annotate(first=Min("created_at")).values_list(
            "comment", "comment__document", "comment__proposal__document", "first"
        )
    )
    documents = Document.objects.in_bulk({on or through for _pk, on, through, _first in found})
    domains = rights.domains_of(documents.values())
    return [
        first
        for _pk, on, through, first in found
        if rights.may_decide_in(person, _scope(domains.get(on or through)))
    ]


def _scope(domain: str | None) -> rights.Scope:
    return rights.Scope((domain,) if domain else ())
