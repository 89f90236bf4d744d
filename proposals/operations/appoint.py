"""Making moderators, and ending it: by administrators, on record."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ModeratorScope, User
from accounts.rights import is_administrator, require_second_factor
from proposals.events import record
from proposals.models import EventKind
from skills.algebra.text import is_language
from skills.models import Domain


def appoint(user: User, *, domain: str = "", language: str = "", by: User) -> ModeratorScope:
    """Let `user` decide in a domain (empty: all) and a language (empty: all).

    Raises `PermissionDenied`, and `ValidationError` for an unknown domain, a language that is
    none, somebody who is not active, or a right that they have already.
    """
    require_administrator(by)
    if not user.is_active:
        raise ValidationError(_("This account is not active."))
    if domain and not Domain.objects.filter(slug=domain).exists():
        raise ValidationError(_("There is no such domain."), code="domain")
    if language and not is_language(language):
        raise ValidationError(_("Name the language by its code, such as de or zh-hans."))
    with transaction.atomic():
        scope, is_new = ModeratorScope.objects.get_or_create(
            user=user, domain=domain, language=language
        )
        if not is_new:
            raise ValidationError(_("%(name)s may do this already.") % {"name": user})
        record(EventKind.RIGHTS_GRANTED, actor=by, person=user, domain=domain, language=language)
    return scope


def dismiss(scope: ModeratorScope, *, by: User) -> None:
    """Take the right back. Raises `PermissionDenied`, `ModeratorScope.DoesNotExist`."""
    require_administrator(by)
    with transaction.atomic():
        scope = ModeratorScope.objects.select_for_update().get(pk=scope.pk)
        record(
            EventKind.RIGHTS_REVOKED,
            actor=by,
            person=scope.user,
            domain=scope.domain,
            language=scope.language,
        )
        scope.delete()


def require_administrator(by: User) -> None:
    require_second_factor(by)
    if not is_administrator(by):
        raise PermissionDenied(_("Only an administrator can do this."))
