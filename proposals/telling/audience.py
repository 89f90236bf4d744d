"""Who is told of an event, and why: the rules behind docs/events.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from accounts.models import MailTopic, ModeratorScope, User
from proposals import rights
from proposals.models import Comment, Event, EventKind, Flag, Review, Verdict, Watch
from proposals.models.watch import WatchQuerySet
from proposals.versions import current_changes
from proposals.watching import hearing_of
from skills.algebra.changes import Change
from skills.history import changes_of_revision
from skills.models import Document


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one person is told. `watches` names what they watch, as `[kind, slug, level]`;
    `is_taken_back` is set where it is a revision of theirs that goes."""

    topic: MailTopic
    watches: list[list[str]] = field(default_factory=list)
    is_taken_back: bool = False

    @property
    def context(self) -> dict[str, Any]:
        """As a notification keeps it."""
        of_watches = {"watches": self.watches} if self.watches else {}
        return of_watches | ({"is_taken_back": True} if self.is_taken_back else {})


type Audience = dict[int, Reason]


def audience(event: Event) -> Audience:
    """The people to be told, by key, each with the weightiest of their reasons.

    Never whoever did it, and never a blocked account, except of its being blocked.
    """
    reasons = _RULES.get(EventKind(event.kind))
    if reasons is None:
        return {}
    found: Audience = {}
    for pk, reason in reasons(event):
        if pk != event.actor_id:
            found.setdefault(pk, reason)
    if event.kind == EventKind.USER_BANNED:
        return found
    return {pk: found[pk] for pk in _active(found)}


def _active(pks: Iterable[int]) -> list[int]:
    pks = list(pks)
    if len(pks) < 100:
        return list(User.objects.filter(pk__in=pks, is_active=True).values_list("pk", flat=True))
    # Watchers are asked for by the thousand, and only those who can be told.
    blocked = set(User.objects.filter(is_active=False).values_list("pk", flat=True))
    return [pk for pk in pks if pk not in blocked]


type Told = Iterable[tuple[int, Reason]]


def _its_author(event: Event) -> Told:
    if event.proposal:
        yield event.proposal.author_id, Reason(MailTopic.MY_PROPOSALS)


def _author_and_watchers(event: Event) -> Told:
    """Of what went live: whose proposal it was, whose change it takes back, who watches it."""
    yield from _its_author(event)
    if event.revision and event.revision.reverts:
        author = event.revision.reverts.author_id
        yield author, Reason(MailTopic.MY_PROPOSALS, is_taken_back=True)
    if event.document and event.revision:
        changes = changes_of_revision(event.revision)
        yield from _watchers(event.document, changes, MailTopic.WATCHED_CHANGES)


def _watchers_of_the_proposed(event: Event) -> Told:
    if event.document and event.proposal:
        changes = current_changes(event.proposal)
        yield from _watchers(event.document, changes, MailTopic.WATCHED_PROPOSALS)


def _author_and_those_who_asked(event: Event) -> Told:
    """Of a new version: the author where somebody else wrote it, and whoever asked for it."""
    yield from _its_author(event)
    asked = Review.objects.filter(proposal=event.proposal_id, verdict=Verdict.ASK_FOR_CHANGES)
    for pk in asked.values_list("reviewer", flat=True):
        yield pk, Reason(MailTopic.TO_REVIEW)


def _the_person(event: Event) -> Told:
    if event.person_id:
        yield event.person_id, Reason(MailTopic.MY_ACCOUNT)


def _the_mentioned(event: Event) -> Told:
    for pk in event.data.get("mentions", []):
        yield pk, Reason(MailTopic.REPLIES)


def _talkers(event: Event) -> Told:
    """Of a comment: who is mentioned, who is answered, whose proposal it is about, who watches."""
    yield from _the_mentioned(event)
    comment = event.comment
    if comment and comment.parent:
        yield comment.parent.author_id, Reason(MailTopic.REPLIES)
        thread = Comment.objects.standing().filter(parent=comment.parent)
        for pk in thread.values_list("author", flat=True).distinct():
            yield pk, Reason(MailTopic.REPLIES)
    if event.proposal:
        yield event.proposal.author_id, Reason(MailTopic.REPLIES)
    if event.document:
        for pk, kind, slug, level in _of_whom(Watch.objects.heard().of(event.document)):
            yield pk, Reason(MailTopic.WATCHED_COMMENTS, [[kind, slug, level]])


def _moderators(event: Event) -> Told:
    """Of a report: whoever may hide the comment."""
    domains = rights.domains_of([event.document]) if event.document else {}
    scopes = ModeratorScope.objects.filter(
        domain__in=["", *domains.values()], language="", user__is_active=True
    )
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    for pk in (
        *scopes.values_list("user", flat=True),
        *administrators.values_list("pk", flat=True),
    ):
        yield pk, Reason(MailTopic.REPORTS)


def _those_who_reported(event: Event) -> Told:
    for pk in Flag.objects.filter(comment=event.comment_id).values_list("by", flat=True):
        yield pk, Reason(MailTopic.MY_ACCOUNT)


def _watchers(document: Document, changes: list[Change], topic: MailTopic) -> Told:
    reasons: dict[int, Reason] = {}
    for pk, kind, slug, level in _of_whom(hearing_of(document, changes)):
        reasons.setdefault(pk, Reason(topic, [])).watches.append([kind, slug, level])
    yield from reasons.items()


def _of_whom(watches: WatchQuerySet) -> Iterable[tuple[int, str, str, str]]:
    rows = watches.order_by("pk").values_list("user", "document__kind", "document__slug", "level")
    yield from rows.iterator(chunk_size=2000)


_RULES: Final[dict[EventKind, Callable[[Event], Told]]] = {
    EventKind.PROPOSAL_SUBMITTED: _watchers_of_the_proposed,
    EventKind.PROPOSAL_REVISED: _author_and_those_who_asked,
    EventKind.PROPOSAL_APPROVED: _author_and_watchers,
    EventKind.PROPOSAL_REJECTED: _its_author,
    EventKind.PROPOSAL_CHANGES_REQUESTED: _its_author,
    EventKind.PROPOSAL_SUPERSEDED: _its_author,
    EventKind.PROPOSAL_CONFLICTED: _its_author,
    EventKind.REVIEW_VOTED: _its_author,
    EventKind.REVISION_PUBLISHED: _author_and_watchers,
    EventKind.REVISION_REVERTED: _author_and_watchers,
    EventKind.COMMENT_POSTED: _talkers,
    EventKind.COMMENT_REPLIED: _talkers,
    EventKind.MENTIONED: _the_mentioned,
    EventKind.COMMENT_HIDDEN: _the_person,
    EventKind.FLAG_RAISED: _moderators,
    EventKind.FLAG_SETTLED: _those_who_reported,
    EventKind.RIGHTS_GRANTED: _the_person,
    EventKind.RIGHTS_REVOKED: _the_person,
    EventKind.USER_BANNED: _the_person,
    EventKind.USER_UNBANNED: _the_person,
}

#: The kinds of event that anybody is told of.
TOLD: Final = frozenset(_RULES)
