"""What administrators edit directly, and what they can look at.

The matrix and its log are of the second sort: they change by publishing alone.
"""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from skills.models import Change, Document, Revision, SitePage
from skills.read_only_admin import ReadOnlyAdmin
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


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin[Document]):
    list_display = ("slug", "kind", "number", "status", "protected", "updated_at")
    list_filter = ("kind", "status", "protected")
    search_fields = ("slug",)
    ordering = ("kind", "slug")


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    list_display = ("sequence", "document", "number", "kind", "author", "reviewer", "created_at")
    list_filter = ("kind", "document__kind")
    list_select_related = ("document", "author", "reviewer")
    search_fields = ("=document__slug", "=author__username", "summary")
    ordering = ("-sequence",)


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin[Change]):
    list_display = ("revision", "field", "role", "level", "language", "old", "new")
    list_select_related = ("revision__document",)
    search_fields = ("=revision__document__slug", "=role", "=field")
    ordering = ("-pk",)
