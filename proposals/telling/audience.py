"""Who is told of an event, and why: the rules behind docs/events.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q

from accounts.models import MailTopic, ModeratorScope, User
from proposals import rights
from proposals.models import Comment, Event, EventKind, Flag, Review, Verdict, Watch
from proposals.versions import current_changes
from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, PARENT
from skills.history import changes_of_revision
from skills.models import Document, Kind, Role, SkillGroup
from skills.projection import PARENTS


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one person is told. `watches` names what they watch, as `[kind, slug, level]`."""

    topic: MailTopic
    watches: list[list[str]] = field(default_factory=list)

    @property
    def context(self) -> dict[str, Any]:
        return {"watches": self.watches} if self.watches else {}


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
    """Of what went live: whoever it takes back or credits, then whoever watches it."""
    yield from _its_author(event)
    if event.person_id and event.kind == EventKind.REVISION_REVERTED:
        yield event.person_id, Reason(MailTopic.MY_PROPOSALS)
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
        for pk, kind, slug, level in _watching(Q(document=event.document_id)):
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
    """Whoever watches the document, what it stands in, or a role from a level up that it changes.

    A translation is told only to watchers who read the site in its language.
    """
    whole = _and_what_it_stands_in(document, changes)
    levels = _touched_levels(changes) if document.kind == Kind.SKILL else {}
    on_roles = Q(document__kind=Kind.ROLE, document__slug__in=levels)
    languages = {change.path.language for change in changes}
    readers = Q() if "" in languages or not languages else Q(user__language__in=languages)
    reasons: dict[int, Reason] = {}
    for pk, kind, slug, level in _watching((Q(document__in=whole) | on_roles) & readers):
        if kind == Kind.ROLE and slug in levels and not _reaches(levels[slug], level):
            continue
        reasons.setdefault(pk, Reason(topic, [])).watches.append([kind, slug, level])
    yield from reasons.items()


def _watching(of: Q) -> Iterable[tuple[int, str, str, str]]:
    watches = Watch.objects.heard().filter(of).order_by("pk")
    rows = watches.values_list("user", "document__kind", "document__slug", "level")
    yield from rows.iterator(chunk_size=2000)


def _touched_levels(changes: Iterable[Change]) -> dict[str, set[str]]:
    """The levels that change, by role; `""` where it is the role as a whole that comes or goes."""
    levels: dict[str, set[str]] = {}
    for change in changes:
        if change.path.role:
            levels.setdefault(change.path.role, set()).add(change.path.level)
    return levels


def _reaches(levels: set[str], lowest: str) -> bool:
    """Whether one of the levels is `lowest` or above it."""
    touched = [LEVELS.index(level) for level in levels if level in LEVELS]
    if lowest not in LEVELS or not touched:
        return True
    return max(touched) >= LEVELS.index(lowest)


def _and_what_it_stands_in(document: Document, changes: Iterable[Change]) -> list[int]:
    """The keys of the document, and of the group and domain it stands in, or has just left."""
    keys = [document.pk]
    parents = {slug for path, *values in changes if path == PARENT for slug in values if slug}
    match document.kind:
        case Kind.SKILL:
            groups = SkillGroup.objects.filter(Q(slug__in=parents) | Q(skills=document.pk))
            for group, domain in groups.values_list("pk", "domain").distinct():
                keys += [group, domain]
        case Kind.GROUP | Kind.ROLE:
            model: type[SkillGroup | Role] = SkillGroup if document.kind == Kind.GROUP else Role
            keys += model._default_manager.filter(pk=document.pk).values_list("domain", flat=True)
            kind = PARENTS[document.kind][1]
            former = Document.objects.filter(kind=kind, slug__in=parents)
            keys += former.values_list("pk", flat=True)
    return keys


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
