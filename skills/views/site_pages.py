from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from skills.models import SitePage
from skills.site_pages import render_site_page


@require_safe
def site_page(request: HttpRequest, slug: str) -> HttpResponse:
    """About, Guidelines, Privacy, Terms or Contact."""
    page = get_object_or_404(SitePage, slug=slug)
    return render(request, "site_page.html", {"page": page, "body": render_site_page(page)})
