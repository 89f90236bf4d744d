"""The demo's accounts."""

from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import MailFrequency, MailTopic, ModeratorScope, User
from proposals.operations.accept_terms import accept_terms

#: Known to everybody who reads this: a production site refuses to start while it works.
PASSWORD: Final = "five-rungs-up"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Part:
    username: str
    display_name: str
    what: str
    #: The domain they moderate; empty for all of them, `None` for none.
    moderates: str | None = None
    is_administrator: bool = False
    time_zone: str = ""


PARTS: Final = (
    Part("contributor", "Carla Mendes", "has had proposals accepted", time_zone="Europe/Lisbon"),
    Part("newcomer", "Nils Berg", "is new here"),
    Part("moderator", "Mona Adeyemi", "moderates everything", moderates=""),
    Part(
        "ml-moderator",
        "Mila Lindqvist",
        "moderates Machine Learning & AI",
        moderates="machine-learning-ai",
        time_zone="Europe/Stockholm",
    ),
    Part("admin", "Ada Ferreira", "is an administrator", is_administrator=True),
    Part("advertiser", "Best Courses", "is blocked: signing in says why"),
)


def make_people() -> dict[str, User]:
    """The accounts by username; those that are there already are left as they are."""
    with transaction.atomic():
        return {part.username: _make(part) for part in PARTS}


def _make(part: Part) -> User:
    standing = User.objects.filter(username=part.username).first()
    if standing is not None:
        return standing
    user = User.objects.create_user(
        part.username,
        f"{part.username}@rungs.example",
        PASSWORD,
        display_name=part.display_name,
        time_zone=part.time_zone,
        is_staff=part.is_administrator,
        is_superuser=part.is_administrator,
        # Nobody reads the mail of rungs.example; it would only fill the console each morning.
        mail_frequencies={MailTopic.TO_REVIEW: MailFrequency.NEVER},
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept_terms(user)
    if part.moderates is not None:
        ModeratorScope.objects.create(user=user, domain=part.moderates)
    return user


def open_accounts() -> list[User]:
    """The demo's accounts that anybody could sign in to, now or when a ban is over: those with the
    known password."""
    users = User.objects.filter(username__in=[part.username for part in PARTS])
    return [user for user in users.order_by("pk") if user.check_password(PASSWORD)]
