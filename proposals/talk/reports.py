"""What was reported, as the moderators see it who decide about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.utils.safestring import SafeString

from accounts.models import User
from proposals import rights
from proposals.models import Comment, Flag
from proposals.models.comment import CommentQuerySet
from proposals.talk.markdown import render
from proposals.talk.place import Place, place_of
from proposals.talk.threads import ago
from skills.names import Names, Reference, names_now

_A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Report:
    """A reported comment with all its open reports. `answered` is what it answers, if anything;
    `hidden_before` counts the author's other comments that were hidden."""

    comment: Comment
    html: SafeString
    place: Place
    about: str
    answered: SafeString
    flags: list[Flag]
    hidden_before: int

    @property
    def since(self) -> str:
        return ago(cast(datetime, getattr(self.comment, "reported_at", None)))

    @property
    def likely_reason(self) -> str:
        """The one given first; most often it is what the comment is hidden for."""
        return self.flags[0].reason if self.flags else ""


def reports_for(moderator: User) -> CommentQuerySet:
    """Comments with open reports that this moderator may settle."""
    return rights.hideable_by(moderator, Comment.objects.reported())


def page_of_reports(moderator: User, number: str | None) -> tuple[Page[Comment], list[Report]]:
    """Oldest first; as many queries however many there are."""
    oldest = Flag.objects.unsettled().filter(comment=OuterRef("pk")).oldest_first()
    flags = Flag.objects.unsettled().select_related("by").oldest_first()
    found = (
        reports_for(moderator)
        .select_related("author", "document", "proposal__document", "parent__author")
        .annotate(reported_at=Subquery(oldest.values("created_at")[:1]))
        .prefetch_related(Prefetch("flags", flags, to_attr="open_flags"))
        .order_by("reported_at", "pk")
    )
    page = Paginator(found, _A_PAGE).get_page(number)
    return page, _reports(list(page.object_list))


def _reports(comments: Sequence[Comment]) -> list[Report]:
    places = [place_of(comment) for comment in comments]
    names = names_now({each for place in places for each in _spoken_of(place)})
    html = iter(render(text for each in comments for text in (each.text, _answered(each))))
    before = _hidden_before(comments)
    return [
        Report(
            comment,
            next(html),
            place,
            about(place, names),
            next(html),
            cast(list[Flag], getattr(comment, "open_flags", [])),
            before.get(comment.author_id, 0),
        )
        for comment, place in zip(comments, places, strict=True)
    ]


def about(place: Place, names: Names) -> str:
    """What a comment is about, in a few words."""
    name = _document_name(place, names)
    if not place.role:
        return name
    return f"{name} · {names.document('role', place.role)} · {names.level(place.level)}"


def _document_name(place: Place, names: Names) -> str:
    document = place.document
    if place.proposal and not document.is_published:
        return place.proposal.title
    return names.document(document.kind, document.slug)


def _spoken_of(place: Place) -> set[Reference]:
    found = {Reference(place.document.kind, place.document.slug)}
    return found | {Reference("role", place.role)} if place.role else found


def _answered(comment: Comment) -> str:
    parent = comment.parent
    return parent.text if parent and parent.is_standing else ""


def _hidden_before(comments: Sequence[Comment]) -> dict[int, int]:
    rows = Comment.objects.filter(author__in={each.author_id for each in comments})
    hidden = rows.exclude(hidden_at=None).exclude(pk__in=[each.pk for each in comments])
    counted = hidden.order_by().values_list("author").annotate(number=Count("pk"))
    return dict(counted)
