"""Blocking accounts and making administrators, and ending both: by administrators, on record."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.events import record
from proposals.models import EventKind
from proposals.operations.appoint import require_administrator
from proposals.operations.ban import let_in, lock_people, shut_out


def set_account_rights(
    person: User, *, active: bool, administrator: bool, by: User, reason: str = ""
) -> User:
    """Say whether the account may do anything at all, and whether it is an administrator's.

    Shutting it takes a `reason`, which the person reads. Raises `PermissionDenied`, and
    `ValidationError` as `check_account_rights` does and for want of a reason.
    """
    with transaction.atomic():
        # Both, so that of two administrators who dismiss each other one remains.
        person, by = lock_people(person, by)
        require_administrator(by)
        check_account_rights(person, active=active, administrator=administrator, by=by)
        if person.is_superuser != administrator:
            kind = EventKind.RIGHTS_GRANTED if administrator else EventKind.RIGHTS_REVOKED
            person.is_superuser = person.is_staff = administrator
            person.save(update_fields=["is_superuser", "is_staff"])
            record(kind, actor=by, person=person, administrator=True)
        if person.is_active and not active:
            shut_out(person, by=by, reason=reason)
        elif active and not person.is_active:
            let_in(person, by=by)
    return person


def check_account_rights(person: User, *, active: bool, administrator: bool, by: User) -> None:
    """Raises `ValidationError` for what nobody may do: lock themselves out, or open the account of
    a machine, which imports are published under."""
    if person.pk == by.pk and not (active and administrator):
        message = _("Nobody takes their own rights: another administrator does.")
        raise ValidationError(message)
    if person.is_deleted and (active or administrator):
        raise ValidationError(_("This person deleted their account; nobody can open it again."))
    is_opened = (active and not person.is_active) or (administrator and not person.is_superuser)
    if is_opened and person.is_machine:
        message = _("Nobody signs in to this account: imports are published under it.")
        raise ValidationError(message)
    if person.is_active and administrator and not active:
        message = _("Administrators can’t be blocked: they lose their rights first.")
        raise ValidationError(message)
