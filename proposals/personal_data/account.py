from collections.abc import Iterator
from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from accounts.devices import sign_out_elsewhere
from accounts.models import Ban, MailTopic, ModeratorScope, User
from proposals.personal_data.section import Row, Section


def _account(user: User) -> Iterator[Row]:
    yield {
        "username": user.username,
        "display_name": user.display_name,
        "email": user.email,
        "language": user.language,
        "time_zone": user.time_zone,
        "mails": {topic.value: user.mail_frequency(topic).value for topic in MailTopic},
        "auto_watch": user.auto_watch,
        "has_password": user.has_usable_password(),
        "is_active": user.is_active,
        "is_administrator": user.is_superuser,
        "may_open_the_administration": user.is_staff,
        "joined_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "agreed_to_licence_and_terms_at": user.terms_accepted_at,
        "groups": list(user.groups.values_list("name", flat=True)),
        "permissions": list(user.user_permissions.values_list("codename", flat=True)),
    }


def _leave_groups(user: User) -> None:
    user.groups.clear()
    user.user_permissions.clear()


def _addresses(user: User) -> Iterator[Row]:
    for address in EmailAddress.objects.filter(user=user).order_by("pk"):
        yield {
            "email": address.email,
            "is_confirmed": address.verified,
            "is_primary": address.primary,
        }


def _second_factors(user: User) -> Iterator[Row]:
    """What they are, and never the secrets in them."""
    for factor in Authenticator.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": factor.type,
            "name": factor.data.get("name", ""),
            "added_at": factor.created_at,
            "last_used_at": factor.last_used_at,
        }


def _devices(user: User) -> Iterator[Row]:
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        yield {
            "browser": session.user_agent,
            "signed_in_at": session.created_at,
            "last_seen_at": session.last_seen_at,
        }


def _accounts_elsewhere(user: User) -> Iterator[Row]:
    for account in SocialAccount.objects.filter(user=user).order_by("pk"):
        yield {
            "provider": account.provider,
            "account_there": account.uid,
            "what_it_told_us": account.extra_data,
            "connected_at": account.date_joined,
            "last_used_at": account.last_login,
        }


def _rights(user: User) -> Iterator[Row]:
    for scope in ModeratorScope.objects.filter(user=user).order_by("pk"):
        yield {
            "domain": scope.domain or "all",
            "language": scope.language or "all",
            "given_at": scope.created_at,
        }


def _bans(user: User) -> Iterator[Row]:
    for ban in Ban.objects.filter(user=user).order_by("pk"):
        yield {
            "reason": ban.reason,
            "given_at": ban.created_at,
            "until": ban.until,
            "lifted_at": ban.lifted_at,
        }


def _bans_given(user: User) -> Iterator[Row]:
    for ban in Ban.objects.filter(by=user).select_related("user").order_by("pk"):
        yield {
            "person": ban.user.username,
            "reason": ban.reason,
            "given_at": ban.created_at,
            "until": ban.until,
        }


def _bans_lifted(user: User) -> Iterator[Row]:
    for ban in Ban.objects.filter(lifted_by=user).select_related("user").order_by("pk"):
        yield {"person": ban.user.username, "lifted_at": ban.lifted_at}


SECTIONS: Final = (
    Section(
        "account",
        ("accounts.User_groups.user", "accounts.User_user_permissions.user"),
        _account,
        forget=_leave_groups,
    ),
    Section(
        "email_addresses",
        ("account.EmailAddress.user",),
        _addresses,
        forget=lambda user: EmailAddress.objects.filter(user=user).delete(),
    ),
    Section(
        "second_factors",
        ("mfa.Authenticator.user",),
        _second_factors,
        forget=lambda user: Authenticator.objects.filter(user=user).delete(),
    ),
    Section(
        "accounts_elsewhere",
        ("socialaccount.SocialAccount.user",),
        _accounts_elsewhere,
        forget=lambda user: SocialAccount.objects.filter(user=user).delete(),
    ),
    Section(
        "devices",
        ("usersessions.UserSession.user",),
        _devices,
        forget=lambda user: sign_out_elsewhere(by=user, session_key=None),
    ),
    Section(
        "moderator_rights",
        ("accounts.ModeratorScope.user",),
        _rights,
        forget=lambda user: ModeratorScope.objects.filter(user=user).delete(),
    ),
    Section("bans", ("accounts.Ban.user",), _bans),
    Section("bans_given", ("accounts.Ban.by",), _bans_given),
    Section("bans_lifted", ("accounts.Ban.lifted_by",), _bans_lifted),
)
