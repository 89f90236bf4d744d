"""The site map of everything that can be read."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from skills.sitemaps import sitemaps
from skills.views.changes import changes
from skills.views.domain_map import domain_map, domain_map_file
from skills.views.domains import domain, domain_list, group
from skills.views.growth.gap import gap, gap_radar_file
from skills.views.growth.goal import goal
from skills.views.growth.here import growth_here, growth_mine
from skills.views.growth.history import history as growth_history
from skills.views.growth.kept import growth_kept
from skills.views.growth.move import move
from skills.views.growth.overview import growth
from skills.views.growth.own import growth_renew, growth_seen, growth_share, growth_take_over
from skills.views.growth.rate import rate
from skills.views.growth.shared import growth_shared
from skills.views.growth.sheet import sheet
from skills.views.history import history, revision
from skills.views.home import home
from skills.views.pictures import activity_file, role_radar_file, skill_map_file
from skills.views.robots import robots
from skills.views.role_compare import compare_radar_file, role_compare
from skills.views.role_level import role_level
from skills.views.roles import role, role_list
from skills.views.search import search
from skills.views.site_pages import site_page
from skills.views.skill_list import skill_list
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
            f"{folder}/<slug:slug>/history/activity.svg",
            activity_file,
            {"kind": kind},
            name=f"{kind}_activity",
        ),
        path(
            f"{folder}/<slug:slug>/history/<int:number>/",
            revision,
            {"kind": kind},
            name=f"{kind}_revision",
        ),
    )
]

#: One's own growth, kept in the account or in the browser.
own_growth: list[URLPattern] = [
    path("me/growth/", growth, name="growth"),
    path("me/growth/goal/", goal, name="growth_goal"),
    path("me/growth/rate/<slug:role>/", rate, name="growth_rate"),
    path("me/growth/gap/", gap, name="growth_gap"),
    path("me/growth/gap/radar.svg", gap_radar_file, name="growth_radar"),
    path("me/growth/move/", move, name="growth_move"),
    path("me/growth/sheet/", sheet, name="growth_sheet"),
    path("me/growth/history/", growth_history, name="growth_history"),
    path("me/growth/renew/", growth_renew, name="growth_renew"),
    path("me/growth/seen/", growth_seen, name="growth_seen"),
    path("me/growth/share/", growth_share, name="growth_share"),
    path("me/growth/take-over/", growth_take_over, name="growth_take_over"),
    path("me/growth/kept/<slug:page>/", growth_kept, name="growth_kept"),
    path("growth/<str:token>/", growth_shared, name="growth_shared"),
    path("skills/<slug:slug>/here/", growth_here, name="growth_here"),
    path("skills/<slug:slug>/mine/", growth_mine, name="growth_mine"),
]

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    *histories,
    *own_growth,
    path("skills/", skill_list, name="skill_list"),
    path("skills/<slug:slug>/", skill, name="skill"),
    path("skills/<slug:slug>/map.svg", skill_map_file, name="skill_map"),
    path("skills/<slug:slug>/roles/<slug:role>/", skill_role, name="skill_role"),
    path("roles/", role_list, name="role_list"),
    path("roles/compare/", role_compare, name="role_compare"),
    path("roles/compare/radar.svg", compare_radar_file, name="compare_radar"),
    path("roles/<slug:slug>/", role, name="role"),
    path("roles/<slug:slug>/<slug:level>/", role_level, name="role_level"),
    path("roles/<slug:slug>/<slug:level>/radar.svg", role_radar_file, name="role_radar"),
    path("domains/", domain_list, name="domain_list"),
    path("domains/<slug:slug>/", domain, name="domain"),
    path("domains/<slug:slug>/map/", domain_map, name="domain_map"),
    path("domains/<slug:slug>/map/map.svg", domain_map_file, name="domain_map_file"),
    path("groups/<slug:slug>/", group, name="group"),
    path("search/", search, name="search"),
    path("changes/", changes, name="changes"),
    *(
        path(f"{slug}/", site_page, {"slug": slug}, name=slug)
        for slug in ("about", "guidelines", "privacy", "terms", "contact")
    ),
    path("sitemap.xml", require_safe(sitemap_views.index), {"sitemaps": sitemaps}, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        require_safe(sitemap_views.sitemap),
        {"sitemaps": sitemaps},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("robots.txt", robots, name="robots"),
]
