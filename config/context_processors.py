"""What every template may say about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Facts from the settings only: nothing of the visitor, so that shared pages stay shareable."""
    return {
        "site_name": settings.SITE_NAME,
        # Where it is reached, for canonical links: as configured, else as asked for.
        "site_url": settings.SITE_URL or f"{request.scheme}://{request.get_host()}",
        "contact_email": settings.CONTACT_EMAIL,
        "source_url": settings.SOURCE_URL,
        "content_license": settings.CONTENT_LICENSE,
        "content_license_url": settings.CONTENT_LICENSE_URL,
    }
