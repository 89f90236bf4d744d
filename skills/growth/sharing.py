"""A link by which others may look at somebody's growth, until it is taken back."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from skills.growth.locking import lock_person
from skills.models import GrowthShare

#: 192 bits: nobody guesses it.
_BYTES = 24


def share_of(user: User) -> GrowthShare | None:
    """The link that works today."""
    return GrowthShare.objects.filter(user=user, revoked_at=None).first()


def owner_of(token: str) -> User | None:
    """Whose growth a link shows; nobody's where it was taken back, or its owner has gone."""
    shares = GrowthShare.objects.filter(token=token, revoked_at=None, user__is_active=True)
    share = shares.select_related("user").first()
    return share.user if share else None


def share(*, user: User) -> GrowthShare:
    """A link; the one there is, if there is one. Raises `PermissionDenied`."""
    with transaction.atomic():
        lock_person(user)
        standing = share_of(user)
        if standing:
            return standing
        token = secrets.token_urlsafe(_BYTES)
        return GrowthShare.objects.create(user=user, token=token, created_at=timezone.now())


def revoke(*, user: User) -> None:
    """From here on the link shows nothing, for good: the next one is another. Raises
    `PermissionDenied`.
    """
    with transaction.atomic():
        lock_person(user)
        GrowthShare.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
