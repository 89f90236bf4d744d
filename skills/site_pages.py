"""Saving and rendering the site's own pages."""

from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skills.markdown import render_markdown
from skills.models import SitePage
from skills.publishing import touch_structure


def save_site_page(page: SitePage) -> None:
    """Store the page's text, and let every kept page of the site know that it changed."""
    with transaction.atomic():
        page.save()
        touch_structure()


def render_site_page(page: SitePage) -> SafeString:
    """Its body as HTML, with what stands for the settings' values filled in."""
    body = page.body
    if not settings.CONTACT_EMAIL:
        body = _without_reasons_to_write(body)
    for name, value in _placeholders().items():
        body = body.replace(name, value)
    return render_markdown(body)


#: What the contact page says below the address begins like this, as it came with the site.
_REASONS: Final = "Good reasons to get in touch:"


def _without_reasons_to_write(body: str) -> str:
    """There is nowhere to write to, so nobody is told what to write."""
    before, found, _reasons = body.partition(_REASONS)
    return before.rstrip() if found and "{contact}" in before else body


def _placeholders() -> dict[str, str]:
    terms = settings.CONTENT_LICENSE
    if settings.CONTENT_LICENSE_URL:
        terms = f"[{terms}]({settings.CONTENT_LICENSE_URL})"
    if settings.CONTACT_EMAIL:
        contact = _("Write to [%(address)s](mailto:%(address)s).") % {
            "address": settings.CONTACT_EMAIL
        }
    else:
        contact = _(
            "Whoever runs this site has not published an address. What is wrong in the matrix "
            "needs none: suggest the change on its page. For anything else, turn to whoever gave "
            "you the address of this site."
        )
    return {"{site_name}": settings.SITE_NAME, "{license}": terms, "{contact}": contact}
