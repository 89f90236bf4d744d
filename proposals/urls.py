"""The site map of changing the matrix: proposing, reviewing, and the record of both."""

from django.urls import URLPattern, path

from proposals.views.me import me, me_header

urlpatterns: list[URLPattern] = [
    path("me/", me, name="me"),
    path("me/header/", me_header, name="me_header"),
]
