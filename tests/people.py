"""The people tests are about."""

from accounts.models import ModeratorScope, User


def make_person(username: str = "alice", **fields: object) -> User:
    return User.objects.create_user(username, f"{username}@example.org", **fields)


def make_moderator(username: str = "mona", *, domain: str = "", language: str = "") -> User:
    user = make_person(username)
    ModeratorScope.objects.create(user=user, domain=domain, language=language)
    return user


def make_administrator(username: str = "root") -> User:
    return User.objects.create_superuser(username, f"{username}@example.org", "a long password")
