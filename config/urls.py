"""Every address of the site, from the apps that answer them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# The administration has no door of its own: one sign-in, with its rate limits, for everything.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign, no-untyped-call]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("proposals.urls")),
    path("", include("skills.urls")),
]

handler400 = "config.errors.bad_request"
handler404 = "skills.views.missing.page_not_found"
