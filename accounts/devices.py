"""Where somebody is signed in, and signing them out there.

allauth's rows say which browser each session is in and when it was last seen.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

#: In the session: its key, which a new password changes, and the second when it was last noted that
#: somebody was here with it.
_NOTED: Final = "noted"
#: A page that was opened within this time is not worth another row.
_NOTED_EVERY: Final = 10 * 60  # seconds
#: allauth would keep where from; nobody needs to know that later.
_NO_ADDRESS: Final = "::"

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that somebody is signed in with."""

    pk: int
    name: str
    since: datetime
    last_seen: datetime
    is_this: bool


def on_sign_in(*, request: HttpRequest, user: User, **_facts: object) -> None:
    """Receives Django's signal, which every way of signing in sends."""
    standing = [session.session_key for session in _standing(user)]
    UserSession.objects.filter(user=user).exclude(session_key__in=standing).delete()
    _note(request, user)  # after that: what this session opens is not yet in the table


def note_visit(request: HttpRequest) -> None:
    """Somebody who is signed in was here; written down now and then. Looks at the session, so only
    for requests that did so already."""
    session = request.session
    if SESSION_KEY not in session:
        return
    key, at = session.get(_NOTED, ("", 0))
    is_due = key != session.session_key or time.time() - at >= _NOTED_EVERY
    if is_due and isinstance(request.user, User):
        _note(request, request.user)


def _note(request: HttpRequest, user: User) -> None:
    if not request.session.session_key:  # a new one, in the place of somebody else's
        request.session.save()
    request.session[_NOTED] = (request.session.session_key, int(time.time()))
    user_agent = request.META.get("HTTP_USER_AGENT", "")
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "user_agent": user_agent[:HTTP_USER_AGENT_MAX_LENGTH],
            "last_seen_at": timezone.now(),
            "ip": _NO_ADDRESS,
        },
    )


def devices_of(user: User, *, session_key: str | None) -> list[Device]:
    """The browsers this person is signed in with: this one first, then by when they were last seen.
    Two queries, however many there are."""
    rows = UserSession.objects.filter(
        user=user, session_key__in=[session.session_key for session in _standing(user)]
    )
    devices = [
        Device(
            pk=row.pk,
            name=browser_name(row.user_agent),
            since=row.created_at,
            last_seen=row.last_seen_at,
            is_this=row.session_key == session_key,
        )
        for row in rows
    ]
    return sorted(devices, key=lambda device: (device.is_this, device.last_seen), reverse=True)


def sign_out_device(pk: int, *, by: User) -> None:
    """End one session of one's own. Raises `UserSession.DoesNotExist`."""
    with transaction.atomic():
        row = UserSession.objects.select_for_update().get(pk=pk, user=by)
        Session.objects.filter(session_key=row.session_key).delete()
        row.delete()


def sign_out_elsewhere(*, by: User, session_key: str | None) -> int:
    """End all sessions of one's own but this one; says how many that were."""
    with transaction.atomic():
        others = UserSession.objects.select_for_update().filter(user=by)
        keys = list(others.exclude(session_key=session_key).values_list("session_key", flat=True))
        ended, _of_each = Session.objects.filter(session_key__in=keys).delete()
        UserSession.objects.filter(user=by, session_key__in=keys).delete()
    return ended


def browser_name(user_agent: str) -> str:
    """`Firefox on Linux`, as far as the browser says so."""
    browser = next((name for token, name in _BROWSERS if token in user_agent), "")
    system = next((name for token, name in _SYSTEMS if token in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown browser")


def _standing(user: User) -> list[Session]:
    """Sessions that still open something: not over, and from after the last change of password."""
    keys = UserSession.objects.filter(user=user).values("session_key")
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    passwords = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}

    def stands(content: dict[str, Any]) -> bool:
        return content.get(HASH_SESSION_KEY) in passwords

    return [session for session in sessions if stands(session.get_decoded())]
