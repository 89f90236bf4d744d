"""Blocking accounts and making administrators, and ending both: by administrators, on record."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.events import record
from proposals.models import EventKind
from proposals.operations.appoint import require_administrator


def set_account_rights(person: User, *, active: bool, administrator: bool, by: User) -> User:
    """Say whether the account may do anything at all, and whether it is an administrator's.

    Raises `PermissionDenied`, and `ValidationError` as `check_account_rights` does.
    """
    with transaction.atomic():
        # Both, so that of two administrators who dismiss each other one remains.
        ids = sorted({person.pk, by.pk})
        locked = {
            pk: User.objects.select_for_update(no_key=True).get(pk=pk)  # in the order of their keys
            for pk in ids
        }
        person, by = locked[person.pk], locked[by.pk]
        require_administrator(by)
        check_account_rights(person, active=active, administrator=administrator, by=by)
        if person.is_superuser != administrator:
            kind = EventKind.RIGHTS_GRANTED if administrator else EventKind.RIGHTS_REVOKED
            person.is_superuser = person.is_staff = administrator
            person.save(update_fields=["is_superuser", "is_staff"])
            record(kind, actor=by, person=person, administrator=True)
        if person.is_active != active:
            person.is_active = active
            person.save(update_fields=["is_active"])
            kind = EventKind.USER_UNBANNED if active else EventKind.USER_BANNED
            record(kind, actor=by, person=person)
    return person


def check_account_rights(person: User, *, active: bool, administrator: bool, by: User) -> None:
    """Raises `ValidationError` for what nobody may do: lock themselves out, or open the account of
    a machine, which imports are published under."""
    if person.pk == by.pk and not (active and administrator):
        message = _("Nobody takes their own rights: another administrator does.")
        raise ValidationError(message)
    is_opened = (active and not person.is_active) or (administrator and not person.is_superuser)
    if is_opened and not person.email and not person.has_usable_password():
        message = _("Nobody signs in to this account: imports are published under it.")
        raise ValidationError(message)
