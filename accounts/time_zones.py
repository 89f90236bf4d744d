"""In whose time dates are shown: the site's, but a person's own on pages that are theirs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User

#: The first part of the names of places; other names (EST5EDT, US/Pacific) are of an older fashion.
_REGIONS: Final = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


@lru_cache
def known_time_zones() -> frozenset[str]:
    """Names such as Europe/Berlin and America/Argentina/Salta, as browsers say them; and UTC."""
    places = {name for name in available_timezones() if name.partition("/")[0] in _REGIONS}
    return frozenset(places | {"UTC"})


def time_zones_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a choice: of each region the names with what they are called there (`Buenos Aires`)."""
    names = sorted(known_time_zones() - {"UTC"})
    return [
        (
            region,
            [
                (name, name.removeprefix(f"{region}/").replace("_", " ").replace("/", ", "))
                for name in names
                if name.startswith(f"{region}/")
            ],
        )
        for region in _REGIONS
    ]


class TimeZoneMiddleware:
    """Dates are in the time of whoever is signed in, from the moment that a page asks who that is.

    A page that never asks is the same bytes for everyone, and stays in the site's time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def whoever_it_is() -> AbstractBaseUser | AnonymousUser:
            user = get_user(request)
            if isinstance(user, User) and user.time_zone in known_time_zones():
                timezone.activate(user.time_zone)
            return user

        request.user = SimpleLazyObject(whoever_it_is)  # type: ignore[assignment]
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()
