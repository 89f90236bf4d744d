from zoneinfo import ZoneInfo

from django.conf import settings


def zone_named(name: str) -> ZoneInfo:
    """A person's time zone; the site's where they chose none, or one that is no more."""
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)
