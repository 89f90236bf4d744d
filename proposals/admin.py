"""What administrators can look at. Proposals are decided, and rights given, by operations alone."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import UserChangeForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin import UserAdmin
from accounts.models import User
from proposals.models import Comment, DirectPublication, Event, Flag, Proposal, Review, SavedReply
from proposals.operations.account_rights import check_account_rights, set_account_rights
from proposals.operations.ban import REASON_LIMIT
from skills.algebra.text import clean_line
from skills.read_only_admin import ReadOnlyAdmin


class PersonForm(UserChangeForm[User]):
    """`by` is whoever fills it in."""

    by: User
    reason = forms.CharField(
        label=gettext_lazy("Why the account is blocked"),
        required=False,
        max_length=REASON_LIMIT,
        help_text=gettext_lazy("Asked for when “active” is taken away. The person reads it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        standing, active = User.objects.get(pk=self.instance.pk), cleaned.get("is_active", False)
        administrator = cleaned.get("is_superuser", False)
        check_account_rights(standing, active=active, administrator=administrator, by=self.by)
        if standing.is_active and not active and not clean_line(cleaned.get("reason", "")):
            self.add_error("reason", _("Say why: the person reads it."))
        return cleaned


admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Blocking and making administrators too, by the operation that puts it on record."""

    form = PersonForm

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        standing = super().get_readonly_fields(request, obj)
        return [str(name) for name in standing if name not in ("is_active", "is_superuser")]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        standing = super().get_fieldsets(request, obj)
        blocking = (_("Blocking"), {"fields": ("reason",)})
        return [*standing, blocking] if obj else standing

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Of somebody who deleted their account nothing is left to change."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_deleted)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool
    ) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        if not isinstance(request.user, User):
            raise PermissionDenied
        active, administrator = obj.is_active, obj.is_superuser
        standing = User.objects.get(pk=obj.pk)
        obj.is_active, obj.is_superuser = standing.is_active, standing.is_superuser
        super().save_model(request, obj, form, change)
        reason = form.cleaned_data["reason"]
        by = request.user
        set_account_rights(obj, active=active, administrator=administrator, by=by, reason=reason)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin[Proposal]):
    list_display = ("pk", "title", "kind", "author", "status", "version", "created_at")
    list_filter = ("status", "kind", "is_conflicted")
    list_select_related = ("author",)
    search_fields = ("=document__slug", "=author__username", "title", "summary")
    ordering = ("-pk",)


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin[Review]):
    list_display = ("proposal", "version", "reviewer", "verdict", "reason", "created_at")
    list_filter = ("verdict", "reason")
    list_select_related = ("proposal", "reviewer")
    search_fields = ("=reviewer__username", "=proposal__document__slug")
    ordering = ("-pk",)


@admin.register(DirectPublication)
class DirectPublicationAdmin(ReadOnlyAdmin[DirectPublication]):
    list_display = ("revision", "checked_by", "checked_at")
    list_select_related = ("revision__document", "checked_by")
    ordering = ("-revision",)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin[Event]):
    list_display = ("created_at", "kind", "actor", "person", "document", "proposal", "revision")
    list_filter = ("kind",)
    list_select_related = ("actor", "person", "document", "proposal", "revision")
    search_fields = ("=actor__username", "=person__username", "=document__slug")
    ordering = ("-pk",)


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin[Comment]):
    list_display = ("pk", "author", "document", "proposal", "created_at", "deleted_at", "hidden_at")
    list_filter = (
        ("hidden_at", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("author", "document", "proposal")
    search_fields = ("=author__username", "=document__slug", "text")
    ordering = ("-pk",)


@admin.register(Flag)
class FlagAdmin(ReadOnlyAdmin[Flag]):
    list_display = ("comment", "by", "reason", "created_at", "settled_by", "is_upheld")
    list_filter = ("reason", "is_upheld", ("settled_at", admin.EmptyFieldListFilter))
    list_select_related = ("comment", "by", "settled_by")
    search_fields = ("=by__username", "=comment__author__username", "text")
    ordering = ("-pk",)


@admin.register(SavedReply)
class SavedReplyAdmin(admin.ModelAdmin[SavedReply]):
    list_display = ("name", "user")
    list_select_related = ("user",)
    search_fields = ("name", "=user__username")
    raw_id_fields = ("user",)
