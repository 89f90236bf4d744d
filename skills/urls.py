"""The site map of everything that can be read."""

from django.urls import URLPattern, path

from skills.views.site_pages import site_page

urlpatterns: list[URLPattern] = [
    *(
        path(f"{slug}/", site_page, {"slug": slug}, name=slug)
        for slug in ("about", "guidelines", "privacy", "terms", "contact")
    ),
]
