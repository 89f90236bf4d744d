"""The site map of everything that can be read."""

from django.urls import URLPattern, path

from skills.views.site_pages import site_page
from skills.views.skills import skill, skill_role

urlpatterns: list[URLPattern] = [
    path("skills/<slug:slug>/", skill, name="skill"),
    path("skills/<slug:slug>/roles/<slug:role>/", skill_role, name="skill_role"),
    *(
        path(f"{slug}/", site_page, {"slug": slug}, name=slug)
        for slug in ("about", "guidelines", "privacy", "terms", "contact")
    ),
]
