"""Shutting people out, for a reason and for a time, and letting them in again."""

from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.devices import sign_out_elsewhere
from accounts.models import Ban, User
from accounts.rights import Visitor, is_administrator, may_moderate
from proposals.events import record
from proposals.models import EventKind
from skills.algebra.text import clean_line

REASON_LIMIT: Final = 500
_WHO_MAY: Final = gettext_lazy(
    "Blocking takes a moderator of every domain; for a moderator it takes an administrator."
)


def may_ban(visitor: Visitor) -> bool:
    """Whether this visitor may shut out anybody at all: whoever decides about every domain."""
    return may_moderate(visitor, domains=())


def may_be_banned(person: User, *, by: Visitor) -> bool:
    """Nobody bans themself or an administrator, and only an administrator a moderator."""
    if person.pk == by.pk or person.is_superuser or not person.is_active:
        return False
    return _may_judge(person, by=by)


def may_be_let_in(person: User, *, by: Visitor) -> bool:
    return person.is_blocked and _may_judge(person, by=by)


def _may_judge(person: User, *, by: Visitor) -> bool:
    decides = person.is_superuser or person.moderator_scopes.exists()
    return is_administrator(by) or (may_ban(by) and not decides)


def ban(person: User, *, by: User, reason: str, until: datetime | None = None) -> Ban:
    """Shut them out until then (`None`: until somebody lets them in), and sign them out at once.

    The person reads the reason. Raises `PermissionDenied`, and `ValidationError` for an account
    that is shut already, and by the name of the field for a reason or end that won't do.
    """
    with transaction.atomic():
        person, by = lock_people(person, by)
        require_may_ban(person, by=by)
        return shut_out(person, by=by, reason=reason, until=until)


def unban(person: User, *, by: User) -> User:
    """Let them in again, before the time is over. Raises `PermissionDenied`, `ValidationError`."""
    with transaction.atomic():
        person, by = lock_people(person, by)
        require_may_let_in(person, by=by)
        if not person.is_blocked:
            raise ValidationError(_("This account is not blocked."))
        return let_in(person, by=by)


def require_may_let_in(person: User, *, by: User) -> None:
    """Raises `PermissionDenied`."""
    if not _may_judge(person, by=by):
        raise PermissionDenied(_WHO_MAY)


def require_may_ban(person: User, *, by: User) -> None:
    """Raises `PermissionDenied`."""
    require_may_let_in(person, by=by)
    if person.pk == by.pk:
        raise PermissionDenied(_("You can’t block yourself."))
    if person.is_superuser:
        raise PermissionDenied(_("Administrators can’t be blocked: they lose their rights first."))


def lift_ban_that_ran_out(person: User) -> User:
    """Let somebody in whose time is over, as when they try to sign in; the row as it is then."""
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        over = Ban.objects.run_out().filter(user=person).first()
        return let_in(person, by=None) if over else person


def lift_bans_that_ran_out() -> int:
    """Let everybody in whose time is over; how many. To be called every now and then."""
    waiting = User.objects.filter(pk__in=Ban.objects.run_out().values("user"))
    return sum(lift_ban_that_ran_out(person).is_active for person in waiting)


# ── What is shared with other ways to change what an account may do ────────────────────────────
def lock_people(*people: User) -> list[User]:
    """The bare rows, locked in the order of their keys until the transaction ends."""
    keys = sorted({person.pk for person in people})
    locked = {pk: User.objects.select_for_update(no_key=True).get(pk=pk) for pk in keys}
    return [locked[person.pk] for person in people]


def shut_out(person: User, *, by: User, reason: str, until: datetime | None = None) -> Ban:
    """For callers that hold both rows and have checked the right to do it."""
    if not person.is_active:
        raise ValidationError(_("This account is blocked already."))
    reason = clean_line(reason)
    if not reason:
        raise ValidationError({"reason": _("Say why: the person reads it.")})
    if len(reason) > REASON_LIMIT:
        raise ValidationError({"reason": _("The reason is longer than 500 characters.")})
    if until is not None and until <= timezone.now():
        raise ValidationError({"until": _("Choose an end that is still to come.")})
    person.is_active = False
    person.save(update_fields=["is_active"])
    sign_out_elsewhere(by=person, session_key=None)
    given = Ban.objects.create(user=person, by=by, reason=reason, until=until)
    ends = until.isoformat() if until else ""
    record(EventKind.USER_BANNED, actor=by, person=person, reason=reason, until=ends)
    return given


def let_in(person: User, *, by: User | None) -> User:
    """For callers that hold the row; by nobody where the time was simply over."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    standing = Ban.objects.standing().filter(user=person).select_related("by").first()
    if standing:
        standing.lifted_at, standing.lifted_by = timezone.now(), by
        standing.save(update_fields=["lifted_at", "lifted_by"])
    # Of a ban that ran out the record says who gave it: that it would end was their decision.
    actor = by or (standing.by if standing else person)
    record(EventKind.USER_UNBANNED, actor=actor, person=person, ran_out=by is None)
    return person
