"""Who may do what, as far as a person's row and scopes tell. Inactive people may do nothing."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

type Visitor = User | AnonymousUser


def is_administrator(user: Visitor) -> bool:
    return user.is_active and user.is_superuser


def is_moderator(user: Visitor) -> bool:
    """Whether there is anything at all this person may decide about."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return False
    return user.is_superuser or user.moderator_scopes.exists()


def may_moderate(user: Visitor, *, domains: Collection[str], language: str = "") -> bool:
    """Whether this person may decide about something in all of these domains (slugs).

    What belongs to no domain (`domains` empty) takes a scope over all of them. A change of the
    source language (`language` empty) takes a scope over all languages: a scope for German lets
    its holder decide about German translations only.
    """
    if isinstance(user, AnonymousUser) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    scopes = [
        scope.domain for scope in user.moderator_scopes.all() if scope.language in {"", language}
    ]
    return "" in scopes or (bool(domains) and set(domains) <= set(scopes))
