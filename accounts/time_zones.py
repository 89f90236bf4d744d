"""In whose time dates are shown: the site's, but a person's own on pages that are theirs."""

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from operator import itemgetter
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
    """For a choice: of each region the places, each once, the city first, as one would type it
    (`Buenos Aires (Argentina)`)."""
    regions: dict[str, list[tuple[str, str]]] = {region: [] for region in _REGIONS}
    for name in _places():
        region, _, place = name.partition("/")
        around, _, city = place.replace("_", " ").rpartition("/")
        regions[region].append((name, f"{city} ({around})" if around else city))
    return [
        (region, sorted(places, key=itemgetter(1))) for region, places in regions.items() if places
    ]


def offered_time_zone(name: str) -> str:
    """The name by which a zone stands in the choice: browsers still say Asia/Calcutta."""
    return time_zone_aliases().get(name, name)


@lru_cache
def time_zone_aliases() -> dict[str, str]:
    """Former names of the places that are offered, each with the one of today."""
    places, target_of = _places(), {}
    for line in _table("tzdata.zi"):
        if line.startswith("L "):
            _, target, alias = line.split()
            target_of[alias] = target
    return {
        alias: target
        for alias, target in target_of.items()
        if alias in known_time_zones() - places and target in places
    }


@lru_cache
def _places() -> frozenset[str]:
    """Those the time zone database lists by country: no former names, no second ones."""
    rows = (line.split("\t") for line in _table("zone.tab") if not line.startswith("#"))
    return known_time_zones() & {row[2] for row in rows}


def _table(name: str) -> list[str]:
    return files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8").splitlines()


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
