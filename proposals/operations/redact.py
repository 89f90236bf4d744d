"""Taking words out of everything said about a document: its log, its proposals, their reviews,
and what people say."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.events import record
from proposals.models import (
    Comment,
    CommentVersion,
    Event,
    EventKind,
    Flag,
    Proposal,
    ProposalChange,
    Review,
)
from proposals.models.proposal import WHY_LIMIT
from proposals.operations.appoint import require_administrator
from skills import redaction
from skills.algebra.text import clean_line, clean_text
from skills.models import Document, Revision
from skills.redaction import NothingToRedact


def redact(
    document: Document, text: str, *, replacement: str, by: User, why: str
) -> Revision | None:
    """Put `replacement` wherever `text` stands; gives the revision, if the log held the words.

    The trace says who, why and in how many places, never the words. Raises `PermissionDenied`,
    `NothingToRedact`, and `ValidationError` as `skills.redaction.redact` does.
    """
    require_administrator(by)
    words, instead, why = clean_text(text), clean_line(replacement), clean_line(why)
    if not words or not instead or words in instead:
        raise ValidationError(_("Say which words to remove, and what should stand there instead."))
    if not why:
        raise ValidationError(_("Say why: it is all that will be on record."), code="why")
    if len(why) > WHY_LIMIT:
        message = _("The reason is longer than %(limit)d characters.")
        raise ValidationError(message % {"limit": WHY_LIMIT}, code="why")
    if words in why:
        raise ValidationError(_("The reason repeats the words to be removed."), code="why")
    with transaction.atomic():
        document = Document.objects.lock(document.pk)
        places = _redact_talk(document, words, instead)
        try:
            revision = redaction.redact(
                document, words, replacement=instead, author=by, summary=why
            )
        except NothingToRedact:
            if not places:
                raise
            revision = None
        record(
            EventKind.TEXT_REDACTED,
            actor=by,
            document=document,
            revision=revision,
            places=places,
            why=why,
        )
    return revision


def _redact_talk(document: Document, words: str, instead: str) -> int:
    """In what people wrote around the document; the number of rows rewritten."""
    proposals = Proposal.objects.select_for_update(no_key=True).of(document).order_by("pk")
    talk = Comment.objects.around(document)
    comments = talk.select_for_update(of=("self",), no_key=True).order_by("pk")
    return (
        _rewrite(proposals, ("summary", "title"), words, instead)
        + _rewrite(
            ProposalChange.objects.filter(version__proposal__document=document),
            ("old", "new"),
            words,
            instead,
        )
        + _rewrite(Review.objects.filter(proposal__document=document), ("text",), words, instead)
        + _rewrite(comments, ("text", "hidden_because"), words, instead)
        + _rewrite(CommentVersion.objects.filter(comment__in=talk), ("text",), words, instead)
        + _rewrite(Flag.objects.filter(comment__in=talk), ("text",), words, instead)
        + _rewrite(Event.objects.filter(document=document), ("data",), words, instead)
    )


def _rewrite(rows: models.QuerySet[Any], columns: Iterable[str], words: str, instead: str) -> int:
    rewritten = []
    for row in rows:
        before = [getattr(row, column) for column in columns]
        after = [_without(value, words, instead) for value in before]
        if before != after:
            for column, value in zip(columns, after, strict=True):
                setattr(row, column, value)
            rewritten.append(row)
    if rewritten:
        rows.model._default_manager.bulk_update(rewritten, list(columns), batch_size=500)
    return len(rewritten)


def _without(value: Any, words: str, instead: str) -> Any:
    match value:
        case str():
            return value.replace(words, instead)
        case dict():
            return {key: _without(each, words, instead) for key, each in value.items()}
        case list():
            return [_without(each, words, instead) for each in value]
        case _:
            return value
