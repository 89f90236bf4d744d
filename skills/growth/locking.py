from django.core.exceptions import PermissionDenied

from accounts.models import User


def lock_person(user: User) -> None:
    """Until the transaction ends: what one person writes down about themselves comes one after the
    other. Raises `PermissionDenied` for somebody whose account is closed.
    """
    if not User.objects.select_for_update(no_key=True).get(pk=user.pk).is_active:
        raise PermissionDenied
