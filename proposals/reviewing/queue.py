"""What waits for a person's decision: narrowed, in order, and the place of one proposal in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, NamedTuple, Self
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import ModeratorScope, User
from proposals.models import Proposal, ProposalChange, Review, Status, Verdict
from proposals.models.proposal import ProposalQuerySet
from proposals.rights import decidable_by
from skills.algebra.meaning import Meaning
from skills.algebra.text import clean_line

TEXT_LIMIT: Final = 200
#: Days a proposal has waited at least.
AGES: Final = (1, 3, 7, 30)

_ORDERS: Final[dict[str, tuple[str | OrderBy, ...]]] = {
    "": ("created_at", "pk"),
    "skill": ("title", "document_id", "created_at", "pk"),
    "batch": (F("batch_id").asc(nulls_last=True), "created_at", "pk"),
}


class Place(NamedTuple):
    """Where a proposal stands in a queue, counting those decided before it in the same run.

    `previous` and `next` are ids; after the last comes the first again. `number` is
    0 for a proposal that isn't in the queue; `waiting` leaves out those decided.
    """

    number: int
    total: int
    waiting: int
    previous: int | None
    next: int | None
    #: Whether `next` leads back to the beginning.
    starts_again: bool
    #: The ids around it, in order.
    around: list[int]


@dataclass(frozen=True, slots=True)
class Queue:
    """What was asked for in a query string. Made of nothing, it holds all that waits.

    `done` counts the decisions of this run, so that the thirty-seventh of sixty stays that.
    """

    domain: str = ""
    kind: str = ""
    newcomer: bool = False
    conflicts: str = ""
    batch: int | None = None
    days: int | None = None
    author: str = ""
    q: str = ""
    group: str = ""
    done: int = 0

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> Self:
        """Raises `BadRequest` for what there is not."""
        text = clean_line(query.get("q", ""))
        if len(text) > TEXT_LIMIT:
            message = gettext("That is too long to look for: %(limit)d characters are the most.")
            raise BadRequest(message % {"limit": TEXT_LIMIT})
        return cls(
            domain=query.get("domain", ""),
            kind=_one_of(query.get("kind", ""), list(Meaning)),
            newcomer=query.get("newcomer", "") not in ("", "0"),
            conflicts=_one_of(query.get("conflicts", ""), ["with", "without"]),
            batch=_number(query.get("batch", "")),
            days=_number(query.get("days", "")),
            author=query.get("author", ""),
            q=text,
            group=_one_of(query.get("group", ""), list(_ORDERS)),
            done=_number(query.get("done", "")) or 0,
        )

    @property
    def narrowed_by(self) -> dict[str, str]:
        """What it is narrowed to, as a query string says it."""
        said = {
            "domain": self.domain,
            "kind": self.kind,
            "newcomer": "1" if self.newcomer else "",
            "conflicts": self.conflicts,
            "batch": "" if self.batch is None else str(self.batch),
            "days": "" if self.days is None else str(self.days),
            "author": self.author,
            "q": self.q,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def parameters(self) -> dict[str, str]:
        """All of it but the count of decisions."""
        return self.narrowed_by | ({"group": self.group} if self.group else {})

    @property
    def query(self) -> str:
        """The query string that opens another proposal of the same run; empty, or with its `?`."""
        said = self.parameters | ({"done": str(self.done)} if self.done else {})
        return f"?{urlencode(said)}" if said else ""

    def after_a_decision(self) -> Self:
        return replace(self, done=self.done + 1)

    def proposals(self, user: User) -> ProposalQuerySet:
        """In order. What this person approved and waits for a second reviewer is left out."""
        found = decidable_by(user, Proposal.objects.awaiting_review())
        found = found.exclude(pk__in=_approved_by(user)).filter(self._condition())
        if self.newcomer:
            found = found.filter(author__in=newcomers())
        return found.order_by(*_ORDERS[self.group])

    def _condition(self) -> Q:
        condition = Q()
        if self.domain:
            condition &= Q(domain=self.domain) | Q(other_domain=self.domain)
        if self.kind:
            condition &= Q(kind=self.kind)
        if self.conflicts:
            condition &= Q(is_conflicted=self.conflicts == "with")
        if self.batch is not None:
            condition &= Q(batch=self.batch)
        if self.days is not None:
            condition &= Q(created_at__lte=timezone.now() - timedelta(days=self.days))
        if self.author:
            condition &= Q(author__username__iexact=self.author)
        if self.q:
            condition &= _says(self.q)
        return condition

    def place_of(self, proposal: Proposal, user: User, *, around: int = 0) -> Place:
        """One query: ids only, thousands of which are cheaper than counting twice."""
        pks = list(self.proposals(user).values_list("pk", flat=True))
        total = len(pks) + self.done
        if proposal.pk not in pks:
            following = pks[0] if pks else None
            return Place(
                number=0,
                total=total,
                waiting=len(pks),
                previous=None,
                next=following,
                starts_again=False,
                around=pks[: around + 1],
            )
        index = pks.index(proposal.pk)
        is_last = index == len(pks) - 1
        following = pks[0] if is_last else pks[index + 1]
        start = max(0, min(index - around // 2, len(pks) - around - 1))
        return Place(
            number=index + 1 + self.done,
            total=total,
            waiting=len(pks),
            previous=pks[index - 1] if index else None,
            next=following if len(pks) > 1 else None,
            starts_again=is_last,
            around=pks[start : start + around + 1],
        )


def _approved_by(user: User) -> QuerySet[Any, Any]:
    """Open proposals whose version they approved, and nobody has approved other parts since.

    Found once, from the person's own reviews: asked of each proposal that waits, a database may
    read all the reviews of a busy moderator for every one of them.
    """
    approvals = Review.objects.filter(verdict=Verdict.APPROVE)
    later = approvals.filter(
        proposal=OuterRef("proposal"), version=OuterRef("version"), pk__gt=OuterRef("pk")
    )
    own = approvals.filter(
        # Where one is enough meanwhile, nobody else is waited for.
        Q(proposal__document__protected=True) | Q(proposal__kind__in=settings.TWO_REVIEWER_KINDS),
        ~Exists(later.exclude(reviewer=user)),
        reviewer=user,
        proposal__status=Status.OPEN,
        version=F("proposal__version"),
    )
    return own.order_by().values("proposal")


def newcomers() -> QuerySet[User]:
    """People of whom little was accepted yet, and who decide about nothing themselves."""
    approved = Proposal.objects.filter(status=Status.APPROVED).order_by()
    counted = approved.values("author").annotate(accepted=Count("pk"))
    trusted = counted.filter(accepted__gte=settings.TRUSTED_AFTER).values("author")
    deciding = ModeratorScope.objects.values("user")
    people = User.objects.filter(is_superuser=False)
    return people.exclude(pk__in=trusted).exclude(pk__in=deciding)


def _says(text: str) -> Q:
    """In its title, its reason, its author's name, or anywhere in what it proposes."""
    proposed = ProposalChange.objects.filter(
        version__proposal=OuterRef("pk"),
        version__number=OuterRef("version"),
        new__icontains=text,
    )
    return (
        Q(title__icontains=text)
        | Q(summary__icontains=text)
        | Q(author__username__icontains=text)
        | Q(author__display_name__icontains=text)
        | Q(Exists(proposed))
    )


def _one_of(word: str, allowed: list[str]) -> str:
    if word and word not in allowed:
        message = gettext("There is no “%(word)s” to choose here.")
        raise BadRequest(message % {"word": word[:40]})
    return word


def _number(text: str) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    raise BadRequest(gettext("“%(text)s” is no number.") % {"text": text[:40]})
