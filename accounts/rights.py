"""Who may do what, as far as a person's row and scopes tell. Inactive people may do nothing, and
where the site asks for a second factor of those who decide, rights rest until there is one."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User

type Visitor = User | AnonymousUser


class SecondFactorNeeded(PermissionDenied):
    """Refused only until the person has set up a second factor; pages lead there."""


def is_administrator(user: Visitor) -> bool:
    return user.is_active and user.is_superuser and not _rests(user)


def is_moderator(user: Visitor) -> bool:
    """Whether there is anything at all this person may decide about."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return False
    return (user.is_superuser or user.moderator_scopes.exists()) and not _rests(user)


def may_moderate(user: Visitor, *, domains: Collection[str], language: str = "") -> bool:
    """Whether this person may decide about something in all of these domains (slugs).

    What belongs to no domain (`domains` empty) takes a scope over all of them. A change of the
    source language (`language` empty) takes a scope over all languages: a scope for German lets
    its holder decide about German translations only.
    """
    if isinstance(user, AnonymousUser) or not user.is_active or _rests(user):
        return False
    if user.is_superuser:
        return True
    scopes = [
        scope.domain for scope in user.moderator_scopes.all() if scope.language in {"", language}
    ]
    return "" in scopes or (bool(domains) and set(domains) <= set(scopes))


def needs_second_factor(user: Visitor) -> bool:
    """Whether this person has rights, and they rest until they set up a second factor."""
    if isinstance(user, AnonymousUser) or not user.is_active or not _rests(user):
        return False
    return user.is_superuser or user.is_staff or user.moderator_scopes.exists()


def require_second_factor(user: Visitor) -> None:
    """Raises `SecondFactorNeeded` for somebody whose rights rest; others are none of its business."""
    if needs_second_factor(user):
        raise SecondFactorNeeded(
            _("Deciding here takes a second step of signing in. Set one up first.")
        )


def _rests(user: Visitor) -> bool:
    if not settings.MODERATORS_NEED_SECOND_FACTOR or isinstance(user, AnonymousUser):
        return False
    return not user.has_second_factor
