"""What people propose about a document: a page, and the panel that its own page asks for."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from proposals.community import all_proposals_url, open_proposals, rivals
from proposals.suggesting.others import open_cells
from proposals.views.proposal import subject_of
from proposals.watching import watchers, watchers_sentence
from skills.models import Document
from skills.views.htmx import HtmxRequest

_ON_THE_PAGE: Final = 50


@require_safe
@vary_on_headers("HX-Request")
def community(request: HtmxRequest, kind: str, slug: str) -> HttpResponse:
    """The same for everyone. What is only proposed has this page too, shared by all who propose it."""
    document = get_object_or_404(Document, kind=kind, slug=slug)
    found = (
        open_proposals(document) if request.htmx else open_proposals(document, limit=_ON_THE_PAGE)
    )
    if not document.is_published and not found.total:
        raise Http404
    subject = subject_of(document)
    context: dict[str, object] = {
        "subject": subject,
        "document": document,
        "found": found,
        "all_url": all_proposals_url(document),
        "watchers": watchers_sentence(watchers(document)) if subject else "",
    }
    if request.htmx:
        context["open_cells"] = open_cells(document)
        return render(request, "proposals/community.html#panel", context)
    if subject is None:
        context["rivals"] = rivals(document, found.lines)
    return render(request, "proposals/community.html", context)
