"""What somebody has done here, as their public page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import FETCH_RAISE, Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from proposals.lines import Line, lines, page_of_lines
from proposals.models import Comment, Proposal, Review, Status
from proposals.models.proposal import PENDING
from skills.models import Revision
from skills.names import Reference, names_now

_A_PAGE: Final = 25
_EXCERPT: Final = 240  # characters


@dataclass(frozen=True, slots=True)
class Counts:
    sent: int
    accepted: int
    pending: int
    revisions: int
    reviews: int
    comments: int


def counts_of(person: User) -> Counts:
    proposals = Proposal.objects.by(person).aggregate(
        sent=Count("pk"),
        accepted=Count("pk", filter=Q(status=Status.APPROVED)),
        pending=Count("pk", filter=Q(status__in=PENDING)),
    )
    return Counts(
        **proposals,
        revisions=Revision.objects.filter(author=person).count(),
        reviews=Review.objects.filter(reviewer=person).count(),
        comments=Comment.objects.standing().filter(author=person).count(),
    )


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists on the page; `slug` stands in the address."""

    slug: str
    name: Promise
    count: int


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A verdict, and the proposal that it was about."""

    review: Review
    line: Line


@dataclass(frozen=True, slots=True)
class CommentLine:
    """The beginning of a comment, and where it stands."""

    comment: Comment
    about: str

    @property
    def excerpt(self) -> str:
        text = " ".join(self.comment.text.split())
        return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"


type Shown = tuple[Page[int], list[Line] | list[ReviewLine] | list[CommentLine]]


def tabs_of(counts: Counts) -> list[Tab]:
    """Of what there is none, there is no list; of somebody who did nothing, that of proposals."""
    tabs = [
        Tab("", gettext_lazy("Proposals"), counts.sent),
        Tab("accepted", pgettext_lazy("proposals", "Accepted"), counts.accepted),
        Tab("reviews", gettext_lazy("Reviews"), counts.reviews),
        Tab("comments", gettext_lazy("Comments"), counts.comments),
    ]
    return [tab for tab in tabs if tab.count] or tabs[:1]


def page_of(person: User, slug: str, *, number: str | None) -> Shown:
    """A page of one list, newest first; the same number of queries whatever is on it."""
    return _LISTS[slug](person, number)


def _proposals(person: User, number: str | None) -> Shown:
    own = Proposal.objects.by(person).newest_first()
    return page_of_lines(own, number=number, limit=_A_PAGE)


def _accepted(person: User, number: str | None) -> Shown:
    accepted = Proposal.objects.by(person).filter(status=Status.APPROVED).newest_first()
    return page_of_lines(accepted, number=number, limit=_A_PAGE)


def _reviews(person: User, number: str | None) -> Shown:
    keys = Review.objects.filter(reviewer=person).order_by("-pk").values_list("pk", flat=True)
    page: Page[int] = Paginator(keys, _A_PAGE).get_page(number)
    reviews = Review.objects.in_bulk(list(page.object_list))
    judged = Proposal.objects.for_list().filter(
        pk__in={review.proposal_id for review in reviews.values()}
    )
    by_proposal = {line.proposal.pk: line for line in lines(judged)}
    rows = (reviews[pk] for pk in page.object_list if pk in reviews)
    return page, [ReviewLine(review, by_proposal[review.proposal_id]) for review in rows]


def _comments(person: User, number: str | None) -> Shown:
    theirs = Comment.objects.standing().filter(author=person).newest_first()
    page: Page[int] = Paginator(theirs.values_list("pk", flat=True), _A_PAGE).get_page(number)
    rows = Comment.objects.select_related("document", "proposal").fetch_mode(FETCH_RAISE)
    comments = rows.in_bulk(list(page.object_list))
    documents = (comment.document for comment in comments.values() if comment.document)
    names = names_now({Reference(document.kind, document.slug) for document in documents})
    found = []
    for comment in (comments[pk] for pk in page.object_list if pk in comments):
        document, proposal = comment.document, comment.proposal
        about = names.document(document.kind, document.slug) if document else ""
        found.append(CommentLine(comment, proposal.title if proposal else about))
    return page, found


_LISTS: Final[dict[str, Callable[[User, str | None], Shown]]] = {
    "": _proposals,
    "accepted": _accepted,
    "reviews": _reviews,
    "comments": _comments,
}
