"""The site map of everything that can be read."""

from django.urls import URLPattern, path

from skills.views.changes import changes
from skills.views.history import history, revision
from skills.views.role_compare import role_compare
from skills.views.role_level import role_level
from skills.views.roles import role, role_list
from skills.views.site_pages import site_page
from skills.views.skills import skill, skill_role

#: Every kind of document has a history, in the same form. It comes before a role's levels, which
#: stand where `history` does.
histories: list[URLPattern] = [
    pattern
    for kind, folder in (
        ("skill", "skills"),
        ("role", "roles"),
        ("domain", "domains"),
        ("group", "groups"),
    )
    for pattern in (
        path(f"{folder}/<slug:slug>/history/", history, {"kind": kind}, name=f"{kind}_history"),
        path(
            f"{folder}/<slug:slug>/history/<int:number>/",
            revision,
            {"kind": kind},
            name=f"{kind}_revision",
        ),
    )
]

urlpatterns: list[URLPattern] = [
    *histories,
    path("skills/<slug:slug>/", skill, name="skill"),
    path("skills/<slug:slug>/roles/<slug:role>/", skill_role, name="skill_role"),
    path("roles/", role_list, name="role_list"),
    path("roles/compare/", role_compare, name="role_compare"),
    path("roles/<slug:slug>/", role, name="role"),
    path("roles/<slug:slug>/<slug:level>/", role_level, name="role_level"),
    path("changes/", changes, name="changes"),
    *(
        path(f"{slug}/", site_page, {"slug": slug}, name=slug)
        for slug in ("about", "guidelines", "privacy", "terms", "contact")
    ),
]
