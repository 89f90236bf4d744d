"""What every template may say about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Facts from the settings only: nothing of the visitor, so that shared pages stay shareable."""

    def site_url() -> str:
        """Where the site is reached, for canonical links: as configured, else as asked for.

        Asked for only where a template needs it: the page that refuses a wrong host has none.
        """
        return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"

    return {
        "site_name": settings.SITE_NAME,
        "site_url": site_url,
        "contact_email": settings.CONTACT_EMAIL,
        "source_url": settings.SOURCE_URL,
        "content_license": settings.CONTENT_LICENSE,
        "content_license_url": settings.CONTENT_LICENSE_URL,
    }
