"""Who may propose and who may decide, in one place for pages, API and administration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import ModeratorScope, User
from accounts.rights import Visitor, is_moderator, may_moderate, require_second_factor
from proposals.models import Comment, Proposal, Status
from proposals.models.comment import CommentQuerySet
from proposals.models.proposal import ProposalQuerySet
from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning
from skills.algebra.paths import PARENT
from skills.models import Document, Domain, Kind, Revision, Role, Skill, SkillGroup
from skills.prepared import Prepared
from skills.projection import Row


@dataclass(frozen=True, slots=True)
class Scope:
    """What deciding about a list of changes takes rights in."""

    domains: tuple[str, ...]
    languages: tuple[str, ...] = ()
    touches_source: bool = True


def scope_of(document: Document, changes: Iterable[Change]) -> Scope:
    """The domains (where it stands, and where a move takes it) and languages that are touched."""
    return scopes_of([(document, list(changes))])[0]


def scopes_of(lists: Sequence[tuple[Document, Sequence[Change]]]) -> list[Scope]:
    """`scope_of` for each document with its changes; as many queries for all as for one of each
    kind."""
    domains = domains_of([document for document, _ in lists])
    moves = {
        change.new
        for document, changes in lists
        for change in changes
        if document.kind == Kind.SKILL and change.path == PARENT and change.new
    }
    of_group = dict(
        SkillGroup.objects.filter(slug__in=moves).values_list("slug", "domain__slug")
        if moves
        else ()
    )
    return [_scope(document, changes, domains, of_group) for document, changes in lists]


def _scope(
    document: Document,
    changes: Iterable[Change],
    domains: Mapping[int, str],
    of_group: Mapping[str, str],
) -> Scope:
    changes = list(changes)
    parents = [change.new for change in changes if change.path == PARENT and change.new]
    if document.kind == Kind.SKILL:
        parents = [of_group[group] for group in parents if group in of_group]
    here = [domains[document.pk]] if document.pk in domains else []
    languages = {change.path.language for change in changes} - {""}
    return Scope(
        tuple(dict.fromkeys([*here, *parents])),
        tuple(sorted(languages)),
        # What changes nothing is nobody's translation either.
        not languages or any(not change.path.language for change in changes),
    )


def _domains(model: type[Row], column: str) -> Prepared[Row]:
    rows = model._default_manager
    return Prepared(lambda keys: rows.filter(pk__in=keys).values_list("pk", column))


_DOMAINS: Final[dict[str, Prepared[Row]]] = {
    Kind.SKILL: _domains(Skill, "group__domain__slug"),
    Kind.GROUP: _domains(SkillGroup, "domain__slug"),
    Kind.ROLE: _domains(Role, "domain__slug"),
    Kind.DOMAIN: _domains(Domain, "slug"),
}


def domains_of(documents: Iterable[Document]) -> dict[int, str]:
    """The slugs of the domains that documents stand in, by the documents' keys; one query a kind.

    Nothing for a document before its first revision.
    """
    by_kind: dict[str, list[int]] = {}
    for document in documents:
        by_kind.setdefault(document.kind, []).append(document.pk)
    found: dict[int, str] = {}
    for kind, pks in by_kind.items():
        found |= dict(_DOMAINS[kind].rows(*pks))
    return found


def may_decide_in(user: Visitor, scope: Scope) -> bool:
    """Whether the scope is wholly within this person's rights, whoever proposed."""
    source = not scope.touches_source or may_moderate(user, domains=scope.domains)
    return source and all(
        may_moderate(user, domains=scope.domains, language=language) for language in scope.languages
    )


def may_decide(user: Visitor, proposal: Proposal, changes: Iterable[Change]) -> bool:
    """Nobody decides on their own proposal; a moderator only within their scope."""
    if user.pk == proposal.author_id:
        return False
    return may_decide_in(user, scope_of(proposal.document, changes))


def require_decision(user: User, proposal: Proposal, changes: Iterable[Change]) -> None:
    """Raises `PermissionDenied` with the reason."""
    if user.pk == proposal.author_id:
        raise PermissionDenied(_("You can't decide on your own proposal; somebody else will."))
    require_second_factor(user)
    if not may_decide(user, proposal, changes):
        raise PermissionDenied(_("Deciding on this takes a moderator of its domain."))


def require_active(user: User) -> None:
    if not user.is_active:
        raise PermissionDenied(_("This account is blocked."))


def reviewers_of(document: Document) -> int:
    """How many people may decide about every change of it as it stands today."""
    domains = tuple(domains_of([document]).values())
    scopes = ModeratorScope.objects.filter(domain__in=["", *domains], language="")
    people = User.objects.filter(Q(is_superuser=True) | Q(pk__in=scopes.values("user")))
    candidates = people.filter(is_active=True).prefetch_related("moderator_scopes")
    return sum(may_moderate(user, domains=domains) for user in candidates)


def decidable_by(user: Visitor, proposals: ProposalQuerySet) -> ProposalQuerySet:
    """The proposals this person may decide about, for queues: by what was computed with each."""
    if not is_moderator(user) or not isinstance(user, User):
        return proposals.none()
    proposals = proposals.exclude(author=user)
    if user.is_superuser:
        return proposals
    allowed = Q()
    for scope in user.moderator_scopes.all():
        part = Q() if not scope.domain else _within(scope.domain)
        if scope.language:
            part &= Q(touches_source=False, languages=scope.language)
        allowed |= part or Q(pk__isnull=False)
    return proposals.filter(_across(user) | allowed)


def _within(domain: str) -> Q:
    return Q(domain=domain) & Q(other_domain__in=["", domain])


def _across(user: User) -> Q:
    """Moves between two domains that the person has both of, in all languages."""
    whole = [scope.domain for scope in user.moderator_scopes.all() if not scope.language]
    return Q(domain__in=[slug for slug in whole if slug]) & Q(
        other_domain__in=[slug for slug in whole if slug]
    )


def may_hide_in(user: Visitor, document: Document) -> bool:
    """Whether this person may hide what others say about a document, or about proposals for it: a
    moderator of its domain, for all languages."""
    return may_moderate(user, domains=tuple(domains_of([document]).values()))


def require_hiding(user: User, comment: Comment, document: Document) -> None:
    """Raises `PermissionDenied` with the reason; `document` is what the comment is about."""
    if user.pk == comment.author_id:
        raise PermissionDenied(_("It is your own comment; somebody else decides about it."))
    require_second_factor(user)
    if not may_hide_in(user, document):
        raise PermissionDenied(_("Deciding about this comment takes a moderator of its domain."))


def hideable_by(user: Visitor, comments: CommentQuerySet) -> CommentQuerySet:
    """Those that this person may hide, and settle reports of, for queues."""
    if not is_moderator(user) or not isinstance(user, User):
        return comments.none()
    comments = comments.exclude(author=user)
    domains = {scope.domain for scope in user.moderator_scopes.all() if not scope.language}
    if user.is_superuser or "" in domains:
        return comments
    return comments.in_domains(domains) if domains else comments.none()


def accepted_count(user: User) -> int:
    return Proposal.objects.by(user).filter(status=Status.APPROVED).count()


def open_limit(user: User) -> int:
    """How many proposals this person may have open at a time."""
    trusted = accepted_count(user) >= settings.TRUSTED_AFTER
    return settings.OPEN_PROPOSALS_TRUSTED if trusted else settings.OPEN_PROPOSALS_NEWCOMER


def needs_two(document: Document, kind: str) -> bool:
    return document.protected or kind in settings.TWO_REVIEWER_KINDS


def may_publish_directly(user: User, document: Document, kind: str, scope: Scope) -> bool:
    """Whether these changes may go live at once, to be looked over afterwards.

    Never on a protected document, nor past a second reviewer.
    """
    if settings.DIRECT_PUBLISH == "off" or not user.is_active or not document.is_published:
        return False
    if needs_two(document, kind):
        return False
    if settings.DIRECT_PUBLISH == "wording" and kind not in (Meaning.TYPO, Meaning.WORDING):
        return False
    return may_decide_in(user, scope) or has_earned_trust(user)


def has_earned_trust(user: User) -> bool:
    """Enough accepted, none of it reverted."""
    if accepted_count(user) < settings.DIRECT_PUBLISH_AFTER:
        return False
    reverting = Revision.objects.filter(reverts__author=user)
    return not reverting.exclude(author=user).exists()
