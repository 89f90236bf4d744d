"""The site's own pages: About, Guidelines, Privacy, Terms, Contact."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SitePage(models.Model):
    """A page that an administrator words; `skills.site_pages` saves and renders it.

    The five come by migration and their addresses are fixed: every page's footer links to them.
    """

    slug = models.SlugField(_("address"), unique=True, editable=False)
    title = models.CharField(_("title"), max_length=100)
    body = models.TextField(
        _("text"),
        max_length=50_000,
        help_text=_(
            "In Markdown. {site_name}, {license} and {contact} stand for what the settings say: "
            "the site's name, the licence of the matrix, and how to reach whoever runs the site."
        ),
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")

    def __str__(self) -> str:
        return self.title
