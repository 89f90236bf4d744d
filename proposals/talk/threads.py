"""Comments and their answers, as a page shows them to whoever reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rights import Visitor
from proposals import rights
from proposals.models import Comment, Flag
from proposals.models.comment import CommentQuerySet
from proposals.talk.markdown import render
from proposals.talk.place import Place
from skills.models import Document, Kind
from skills.names import Names, Reference, names_now
from skills.skill_page.addresses import cell_id

_THREADS: Final = 20
_ANSWERS: Final = 5
_IN_THE_PANEL: Final = 4
_ANSWERS_IN_THE_PANEL: Final = 3
_ANSWERS_OF_ONE: Final = 50
_PEOPLE: Final = 12


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and what they may do there; nobody in particular may do nothing."""

    user: User | None = None
    may_hide: bool = False
    reported: frozenset[int] = frozenset()


ANYBODY: Final = Reader()


def reader_of(visitor: Visitor, document: Document, comments: Iterable[Comment]) -> Reader:
    """Of comments about `document`; three queries at most."""
    if not isinstance(visitor, User):
        return ANYBODY
    reported = Flag.objects.filter(by=visitor, comment__in=[each.pk for each in comments])
    return Reader(
        visitor,
        rights.may_hide_in(visitor, document),
        frozenset(reported.values_list("comment", flat=True)),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One comment to one reader. `html` is empty where they don't see its words; `cell` names the
    cell that it is about, where the page is not about that alone."""

    comment: Comment
    html: SafeString
    cell: str
    reader: Reader

    @property
    def is_own(self) -> bool:
        return self.reader.user is not None and self.reader.user.pk == self.comment.author_id

    @property
    def is_hidden(self) -> bool:
        return self.comment.hidden_at is not None

    @property
    def is_deleted(self) -> bool:
        return self.comment.deleted_at is not None

    @property
    def may_change(self) -> bool:
        return self.is_own and self.comment.is_standing

    @property
    def may_report(self) -> bool:
        """Strangers are offered it too, and sign in first."""
        known = self.is_own or self.reader.may_hide or self.is_reported
        return not known and self.comment.is_standing

    @property
    def is_reported(self) -> bool:
        return self.comment.pk in self.reader.reported

    @property
    def may_hide(self) -> bool:
        """Or show it again, where it is hidden."""
        return self.reader.may_hide and not self.is_own and not self.is_deleted

    @property
    def sees_versions(self) -> bool:
        return self.reader.may_hide and self.comment.edited_at is not None and bool(self.html)

    @property
    def age(self) -> str:
        """How long ago, in a phrase: `2 days ago`."""
        return ago(self.comment.created_at)

    @property
    def cell_url(self) -> str:
        """Of the cell on the skill's page."""
        document = cast(Document, self.comment.document)
        anchor = cell_id(self.comment.role, self.comment.level)
        return f"{reverse(document.kind, args=[document.slug])}#{anchor}"


@dataclass(frozen=True, slots=True)
class Thread:
    """`more` answers are on the thread's own page."""

    first: Said
    answers: list[Said]
    more: int
    url: str


def ago(moment: datetime) -> str:
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(age)s ago") % {"age": timesince(moment, depth=1)}


def threads_of(
    place: Place, visitor: Visitor, number: str | None
) -> tuple[Page[Comment], list[Thread]]:
    """A page of what is said there, newest threads first; as many queries however many there are."""
    found = place.comments.threads().shown().select_related("author", "document").newest_first()
    page = Paginator(found.with_answers(_ANSWERS), _THREADS).get_page(number)
    roots = list(page.object_list)
    every = [each for root in roots for each in (root, *_answers(root))]
    return page, _threads(place, roots, reader_of(visitor, place.document, every))


def newest_of(place: Place) -> list[Thread]:
    """What the panel beside a page shows: the same to everybody."""
    found = place.comments.threads().worth_reading().select_related("author", "document")
    roots = found.newest_first().with_answers(_ANSWERS_IN_THE_PANEL)[:_IN_THE_PANEL]
    return _threads(place, list(roots), ANYBODY)


def one_thread(
    place: Place, root: Comment, visitor: Visitor, number: str | None
) -> tuple[Page[Comment], Thread]:
    """A thread by itself, with a page of its answers."""
    page = Paginator(answers_to(root), _ANSWERS_OF_ONE).get_page(number)
    answers = list(page.object_list)
    reader = reader_of(visitor, place.document, [root, *answers])
    first, *rest = _said(place, [root, *answers], reader)
    return page, Thread(first, rest, 0, thread_url(place, root))


def answers_to(root: Comment) -> CommentQuerySet:
    found = Comment.objects.filter(parent=root).shown()
    return found.select_related("author", "document").oldest_first()


def place_in_thread(comment: Comment, place: Place) -> str:
    """The address at which one comment is shown, with its thread around it."""
    if comment.parent_id is None:
        return f"{thread_url(place, comment)}#comment-{comment.pk}"
    before = Comment.objects.filter(parent=comment.parent_id, pk__lt=comment.pk).shown().count()
    page = before // _ANSWERS_OF_ONE + 1
    root = Comment(pk=comment.parent_id)
    onwards = f"&page={page}" if page > 1 else ""
    return f"{thread_url(place, root)}{onwards}#comment-{comment.pk}"


def place_among_all(comment: Comment, place: Place) -> str:
    """The address at which one comment is shown among all that is said there; with its thread
    alone, where that page leaves it out."""
    root = comment.parent_id or comment.pk
    if comment.parent_id:
        answers = Comment.objects.filter(parent=comment.parent_id).shown()
        if answers.filter(pk__lt=comment.pk).count() >= _ANSWERS:
            return place_in_thread(comment, place)
    newer = place.comments.threads().shown().filter(pk__gt=root).count()
    page = {"page": newer // _THREADS + 1} if newer >= _THREADS else {}
    return f"{place.address(**page)}#comment-{comment.pk}"


def people_in(place: Place, *, besides: Visitor) -> list[str]:
    """The usernames of those who talk there, by which they can be mentioned; in one query."""
    found = place.comments.standing().filter(author__deleted_at=None)
    if isinstance(besides, User):
        found = found.exclude(author=besides)
    names = found.order_by("author__username").values_list("author__username", flat=True)
    return list(names.distinct()[:_PEOPLE])


def thread_url(place: Place, root: Comment) -> str:
    """Of a thread by itself, on the page of all that is said there."""
    whole = Place(place.document, proposal=place.proposal)
    return f"{whole.url}?thread={root.pk}"


@dataclass(frozen=True, slots=True)
class TalkedOf:
    """A cell of which something is said; `anchor` is its row on the skill's page."""

    anchor: str
    url: str
    number: int


def cells_talked_of(document: Document) -> list[TalkedOf]:
    """In one query."""
    if document.kind != Kind.SKILL:
        return []
    rows = (
        Comment.objects.standing()
        .filter(document=document)
        .exclude(role="")
        .values_list("role", "level")
        .annotate(number=Count("pk"))
        .order_by("role", "level")
    )
    return [
        TalkedOf(cell_id(role, level), Place(document, role, level).url, number)
        for role, level, number in rows
    ]


def _answers(root: Comment) -> list[Comment]:
    return cast(list[Comment], getattr(root, "answers", []))


def _threads(place: Place, roots: Sequence[Comment], reader: Reader) -> list[Thread]:
    every = [each for root in roots for each in (root, *_answers(root))]
    said = {each.comment.pk: each for each in _said(place, every, reader)}
    return [
        Thread(
            said[root.pk],
            [said[answer.pk] for answer in _answers(root)],
            getattr(root, "answered", 0) - len(_answers(root)),
            thread_url(place, root),
        )
        for root in roots
    ]


def _said(place: Place, comments: Sequence[Comment], reader: Reader) -> list[Said]:
    named = [each for each in comments if each.role and each.parent_id is None and not place.role]
    names = names_now({Reference("role", each.role) for each in named}) if named else Names()
    cells = {
        each.pk: f"{names.document('role', each.role)} · {names.level(each.level)}"
        for each in named
    }
    read = [each for each in comments if _sees(reader, each)]
    html = dict(zip([each.pk for each in read], render(each.text for each in read), strict=True))
    return [
        Said(each, html.get(each.pk, SafeString("")), cells.get(each.pk, ""), reader)
        for each in comments
    ]


def _sees(reader: Reader, comment: Comment) -> bool:
    """What is hidden only its author and moderators read; what is deleted, nobody."""
    if comment.deleted_at is not None:
        return False
    is_own = reader.user is not None and reader.user.pk == comment.author_id
    return comment.hidden_at is None or is_own or reader.may_hide
