"""What whoever puts the site on the net should be told before readers tell them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 (Django's name)


@register(Tags.security, deploy=True)
def check_contact(**_kwargs: Any) -> list[CheckMessage]:
    """The Contact and Privacy pages name an address that somebody reads."""
    if settings.CONTACT_EMAIL:
        return []
    return [
        Warning(
            "CONTACT_EMAIL is not set: readers have no address to write to, neither about the "
            "matrix nor about their personal data.",
            hint="Set it to an address that somebody reads.",
            id="skills.W001",
        )
    ]
