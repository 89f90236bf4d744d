"""Saying something about a document, a cell of it, or a proposal; and answering."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import AlreadySaid, CommentGone, TermsNotAccepted
from proposals.events import record
from proposals.models import Comment, EventKind
from proposals.operations.watch import watch
from proposals.talk.place import Place, place_of
from proposals.talk.writing import check_limit, clean_comment, mentioned
from skills.algebra.paths import LEVELS
from skills.models import Kind, Role


def post_comment(place: Place, text: str, *, author: User) -> Comment:
    """Start a thread.

    Raises `PermissionDenied`, a `ProposalError` (terms not accepted, too many comments, the same
    said already), or `ValidationError` for the text, or for a place that there is not.
    """
    with transaction.atomic():
        author = _ready(author)
        _check_place(place)
        return _write(place, None, text, author=author, kind=EventKind.COMMENT_POSTED)


def reply(to: Comment, text: str, *, author: User) -> Comment:
    """Answer a comment; an answer to an answer stands beside it.

    Raises as `post_comment` does, and `CommentGone`.
    """
    with transaction.atomic():
        author = _ready(author)
        thread = Comment.objects.lock(to.parent_id or to.pk)
        answered = thread if to.pk == thread.pk else Comment.objects.get(pk=to.pk)
        for comment in (thread, answered):
            if not comment.is_standing:
                raise CommentGone(comment)
        return _write(place_of(thread), thread, text, author=author, kind=EventKind.COMMENT_REPLIED)


def _ready(author: User) -> User:
    """The author's row, locked: two comments at the same moment must not both pass the limit."""
    author = User.objects.select_for_update(no_key=True).get(pk=author.pk)
    rights.require_active(author)
    if author.terms_accepted_at is None:
        raise TermsNotAccepted
    return author


def _check_place(place: Place) -> None:
    if place.proposal is None and not place.document.is_published:
        raise ValidationError(_("There is no such page."), code="place")
    if place.role or place.level:
        is_cell = place.document.kind == Kind.SKILL and place.level in LEVELS
        if not is_cell or not Role.objects.active().filter(slug=place.role).exists():
            raise ValidationError(_("There is no such role or level."), code="place")


def _write(
    place: Place, parent: Comment | None, text: str, *, author: User, kind: EventKind
) -> Comment:
    text = clean_comment(text)
    mentions = mentioned(text, by=author)
    same = place.comments.standing().by(author).filter(parent=parent, text=text)
    if said := same.filter(role=place.role, level=place.level).first():
        raise AlreadySaid(said)
    check_limit(author)
    about = {"proposal": place.proposal} if place.proposal else {"document": place.document}
    comment = Comment.objects.create(
        **about, role=place.role, level=place.level, parent=parent, author=author, text=text
    )
    watch(place.document, by=author, automatic=True)
    record(
        kind,
        actor=author,
        document=place.document,
        proposal=place.proposal,
        comment=comment.pk,
        mentions=mentions,
    )
    return comment
