"""The site map of everything that can be read."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
