"""What waits for a moderator: how much, and how long already."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from accounts.models import User
from accounts.rights import is_moderator
from proposals import rights
from proposals.models import Flag, Proposal
from proposals.talk.reports import reports_for


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
    flags = Flag.objects.unsettled().filter(comment__in=reports_for(person))
    reports = flags.aggregate(count=Count("comment", distinct=True), oldest=Min("created_at"))
    return Waiting(proposals["count"], proposals["oldest"], reports["count"], reports["oldest"])
