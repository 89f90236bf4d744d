"""What administrators edit directly. The matrix is not here: it changes by publishing alone."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from skills.models import SitePage
from skills.site_pages import save_site_page


@admin.register(SitePage)
class SitePageAdmin(admin.ModelAdmin[SitePage]):
    list_display = ("title", "slug", "updated_at")
    readonly_fields = ("slug", "updated_at")
    fields = ("slug", "title", "body", "updated_at")

    def save_model(
        self, request: HttpRequest, obj: SitePage, form: forms.ModelForm[SitePage], change: bool
    ) -> None:
        save_site_page(obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Their addresses are fixed; each has its page from the start."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SitePage | None = None) -> bool:
        return False
