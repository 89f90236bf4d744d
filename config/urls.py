"""Every address of the site, from the apps that answer them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("proposals.urls")),
    path("", include("skills.urls")),
]

handler400 = "config.errors.bad_request"
handler404 = "skills.views.missing.page_not_found"
handler429 = "config.errors.too_many_requests"  # allauth asks for it by this name
