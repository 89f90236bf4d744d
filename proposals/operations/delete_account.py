from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import ProposalError
from proposals.events import record
from proposals.models import EventKind, Proposal
from proposals.operations.withdraw import withdraw
from proposals.personal_data import SECTIONS
from skills.publishing import touch_structure

_BLANK: Final = {
    "email": "",
    "display_name": "",
    "language": "",
    "time_zone": "",
    "mail_frequencies": {},
    "auto_watch": False,
    "is_staff": False,
    "is_superuser": False,
    "is_active": False,
    "last_login": None,
    "terms_accepted_at": None,
}


class SentMeanwhile(ProposalError):
    code = "sent_meanwhile"

    def __init__(self) -> None:
        super().__init__(_("A proposal of yours was sent at this very moment. Please try again."))


def delete_account(*, user: User, username: str) -> User:
    """Take somebody's account back, whose name they have typed; it can't be undone.

    What they still have open is withdrawn. All that is personal goes; what they contributed stays,
    as that of a deleted user. Raises `PermissionDenied`, `ValidationError` for another name and for
    the last administrator, or `SentMeanwhile`.
    """
    check(user=user, username=username)
    with transaction.atomic():
        # Documents and proposals are locked before people, as everywhere.
        mine = Proposal.objects.pending().by(user).order_by("document", "pk")
        for proposal in mine:
            withdraw(proposal, author=user)
        user = _lock(user)
        check(user=user, username=username)
        if mine.all().exists():  # a fresh look
            raise SentMeanwhile
        _give_rights_back(user)
        for section in SECTIONS:
            if section.forget:
                section.forget(user)
        _blank(user)
        touch_structure()  # pages for everyone say who wrote what, and may be kept
    return user


def check(*, user: User, username: str) -> None:
    """Raises what deleting would."""
    rights.require_active(user)
    if username.strip().removeprefix("@").lower() != user.username.lower():
        raise ValidationError({"username": _("This is not your username.")})
    if is_last_administrator(user):
        raise ValidationError(
            _(
                "You are the only administrator here. Make somebody else one first, so that the "
                "site isn’t left alone."
            ),
            code="last_administrator",
        )


def is_last_administrator(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def _lock(user: User) -> User:
    """The bare row; with all administrators, so that of two who go at once one remains."""
    keys = {user.pk}
    if user.is_superuser:
        keys |= set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
    locked = {
        pk: User.objects.select_for_update(no_key=True).get(pk=pk)  # in the order of their keys
        for pk in sorted(keys)
    }
    return locked[user.pk]


def _give_rights_back(user: User) -> None:
    for scope in user.moderator_scopes.order_by("pk"):
        record(
            EventKind.RIGHTS_REVOKED,
            actor=user,
            person=user,
            domain=scope.domain,
            language=scope.language,
        )
    if user.is_superuser:
        record(EventKind.RIGHTS_REVOKED, actor=user, person=user, administrator=True)


def _blank(user: User) -> None:
    for column, value in _BLANK.items():
        setattr(user, column, value)
    user.username = f"deleted-user:{user.pk}"  # nobody can choose a name with a colon
    user.deleted_at = timezone.now()
    user.set_unusable_password()
    user.save(update_fields=[*_BLANK, "username", "deleted_at", "password"])
