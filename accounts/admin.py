import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401 - what they register is taken back below
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import ModeratorScope, User

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Administration")
# Rights come from scopes and is_superuser; groups would be a second, silent way to give them.
admin.site.unregister(Group)
# Keys come from the settings; what opens somebody's account, or says where they are, is nobody's to
# look at.
admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken, UserSession])


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin[Authenticator]):
    """Who has set up what as a second step, without its secrets. Taken away here for somebody who
    lost the device and the recovery codes too."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("=user__username",)
    fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False


class ModeratorScopeInline(admin.TabularInline[ModeratorScope, User]):
    """To look at: moderators are appointed on the site, which keeps a record of it."""

    model = ModeratorScope
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """People. What they may do is changed where it goes on record, not by saving a row."""

    list_display = ("username", "display_name", "email", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser", "language")
    search_fields = ("username", "display_name", "email")
    ordering = ("-date_joined",)
    readonly_fields = (
        *("is_active", "is_staff", "is_superuser"),
        *("terms_accepted_at", "date_joined", "last_login"),
    )
    filter_horizontal = ()
    inlines = (ModeratorScopeInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "email", "language", "time_zone", "auto_watch")}),
        (_("Rights"), {"fields": ("is_active", "is_superuser", "is_staff")}),
        (_("Dates"), {"fields": ("terms_accepted_at", "date_joined", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """History names its authors: people are blanked, never deleted."""
        return False
