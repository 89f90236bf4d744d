from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """As htmx's middleware leaves it."""

    htmx: HtmxDetails
