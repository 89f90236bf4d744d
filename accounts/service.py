"""Accounts nobody signs in to: what imports and other machinery publish under."""

from accounts.models import User


def service_account(username: str) -> User:
    """The account of this name, made if there is none: inactive, without address or password.

    Raises ValueError if the name belongs to somebody who signs in: what a machine did must not
    stand under a person's name unless that person was asked for.
    """
    user = User.objects.named(username).first()
    if user is None:
        user = User.objects.create_user(username, is_active=False)
    if user.is_active or user.email or user.has_usable_password():
        message = f"{username!r} is the account of a person, not of a service"
        raise ValueError(message)
    return user
