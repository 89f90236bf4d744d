"""Where words stand that are about to be removed for good: shown before, because it can't be undone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.models import Comment, CommentVersion, Event, Flag, Proposal, ProposalChange, Review
from proposals.models.proposal import WHY_LIMIT
from skills.algebra.text import TEXT_LIMIT, clean_text
from skills.models import Change, Document, Revision
from skills.projection import live_content
from skills.search_text import fold

_SHOWN: Final = 3
#: Characters of the text on either side.
_AROUND: Final = 60


class Snippet(NamedTuple):
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """A sort of place, in how many texts of it the words stand, and some of these."""

    name: str
    count: int
    snippets: list[Snippet]


def places(document: Document, text: str) -> list[Place]:
    """Letter by letter, as they would be removed; places without the words are left out."""
    words = clean_text(text)
    if not words:
        return []
    proposals = Proposal.objects.of(document)
    of_proposals = ProposalChange.objects.filter(version__proposal__document=document)
    reviews = Review.objects.filter(proposal__document=document)
    talk = Comment.objects.around(document)
    earlier = CommentVersion.objects.filter(comment__in=talk)
    found = (
        (_("What the page says today"), _said_today(document)),
        (_("Its history"), _values(Change.objects.filter(revision__document=document), words)),
        (_("Reasons given for revisions"), _column(Revision.objects.of(document), "summary")),
        (_("Proposals"), _values(of_proposals, words)),
        (_("Reasons given for proposals"), _column(proposals, "summary")),
        (_("Names of proposals"), _column(proposals, "title")),
        (_("What reviewers wrote"), _column(reviews, "text")),
        (_("Comments"), _column(talk, "text")),
        (_("Comments before they were edited"), _column(earlier, "text")),
        (_("Why comments were hidden"), _column(talk, "hidden_because")),
        (_("Reports of comments"), _column(Flag.objects.filter(comment__in=talk), "text")),
        (_("The record of events"), _recorded(document)),
    )
    return [place for name, texts in found if (place := _place(name, texts, words)).count]


def _place(name: str, texts: Iterable[str], words: str) -> Place:
    count, snippets = 0, list[Snippet]()
    for text in texts:
        if words in text:
            count += 1
            snippet = _snippet(text, words)
            if len(snippets) < _SHOWN and snippet not in snippets:
                snippets.append(snippet)
    return Place(name, count, snippets)


def _snippet(text: str, words: str) -> Snippet:
    start = text.index(words)
    end = start + len(words)
    before = ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND] + ("…" if len(text) > end + _AROUND else "")
    return Snippet(before, words, after)


def _said_today(document: Document) -> Iterator[str]:
    for path, value in live_content(document).items():
        yield value
        yield path.field


def _values(rows: QuerySet[Any], words: str) -> Iterator[str]:
    """Of each row of changes: both texts, and the key of a label or link."""
    # The database may compare more loosely than letter by letter; who asks looks again.
    near = Q(old__contains=words) | Q(new__contains=words) | Q(field__contains=fold(words))
    for field, *values in rows.filter(near).values_list("field", "old", "new").iterator():
        yield from (value for value in values if value)
        yield field


def _column(rows: QuerySet[Any], name: str) -> Iterator[str]:
    yield from rows.values_list(name, flat=True).iterator()


def _recorded(document: Document) -> Iterator[str]:
    for data in Event.objects.filter(document=document).values_list("data", flat=True).iterator():
        yield from (value for value in data.values() if isinstance(value, str))


class RedactForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Words to remove"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
        help_text=gettext_lazy("Exactly as they stand there, capital letters and all."),
    )
    replacement = forms.CharField(
        label=gettext_lazy("What stands there instead"),
        max_length=100,
        initial=gettext_lazy("[removed]"),
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=WHY_LIMIT,
        help_text=gettext_lazy("Everybody can read this in the history. Don’t repeat the words."),
    )
