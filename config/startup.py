"""What a web process makes sure of before it answers its first request."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from accounts.models import User
from proposals.demo.people import open_accounts


def refuse_known_passwords() -> None:
    """Raises `ImproperlyConfigured` where anybody could sign in with the demo's password."""
    if settings.DEBUG or settings.DEMO or not _is_migrated():
        return
    names = ", ".join(user.username for user in open_accounts())
    if names:
        raise ImproperlyConfigured(
            f"These accounts have the demo's password, which everybody knows: {names}. Close "
            "them with `manage.py remove_demo`, or set DEMO=1 if this site is for trying out."
        )


def _is_migrated() -> bool:
    """A database without tables has no accounts either; migrating it is another command's work."""
    return User._meta.db_table in connection.introspection.table_names()
