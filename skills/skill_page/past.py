"""The moment in a skill's history that a reader asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext

from skills.as_of import AsOf, moment_asked_for
from skills.history import sequence_at
from skills.models import Document, Revision

#: As many digits as a revision's number can have.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Past:
    """`revision` is the skill's newest at that time, its author fetched; `sequence` is how far the
    whole matrix had come, for the names of roles and groups; `as_of` is what was asked for, or
    `None` where a revision was; `query` keeps a link in the same past.
    """

    revision: Revision
    sequence: int
    as_of: AsOf | None
    query: dict[str, str]

    @property
    def updated_on(self) -> date | None:
        written = self.revision.created_at
        return self.revision.source_date or (written and written.date())

    @classmethod
    def of_revision(cls, revision: Revision) -> Self:
        query = {"revision": str(revision.number)}
        return cls(revision, revision.sequence or 0, as_of=None, query=query)


class NotThen(Exception):
    """The skill has nothing to show for that moment or revision; `first` is its first revision."""

    def __init__(self, *, first: Revision | None, moment: datetime | None, number: int) -> None:
        super().__init__(f"nothing at {moment or number}")
        self.first = first
        self.moment = moment
        self.number = number


def past_asked_for(document: Document, query: QueryDict) -> Past | None:
    """What `?revision=` (it wins) or `?as_of=` asks for; `None` is today.

    Raises `BadRequest` for what is no number or moment, `NotThen` where the skill had nothing.
    """
    revisions = Revision.objects.of(document).select_related("author")
    if number := query.get("revision"):
        wanted = _number(number)
        if revision := revisions.filter(number=wanted).first():
            return Past.of_revision(revision)
        raise NotThen(first=revisions.order_by("number").first(), moment=None, number=wanted)
    if as_of := moment_asked_for(query):
        sequence = sequence_at(as_of.moment)
        newest = revisions.filter(sequence__lte=sequence).newest_first().first()
        if newest:
            return Past(newest, sequence, as_of, {"as_of": as_of.text})
        raise NotThen(first=revisions.order_by("number").first(), moment=as_of.moment, number=0)
    return None


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    message = gettext("“%(text)s” is no revision. Revisions are numbers, such as revision=3.")
    raise BadRequest(message % {"text": text[:40]})
