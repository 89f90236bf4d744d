"""The site map of changing the matrix: proposing, reviewing, and the record of both."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
