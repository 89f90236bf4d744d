"""Atom feeds. The same for everyone, asked for again and again by programs: so an unchanged one is
answered without being made."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import Promise
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from proposals.feeds.atom import CONTENT_TYPE, write_atom
from proposals.feeds.entries import proposal_entries, revision_entries
from proposals.feeds.following import LIMIT, newest, revisions_of
from proposals.models import Event, Proposal
from skills.models import Kind, MatrixClock, Revision
from skills.subjects import subject_or_404

_FRESH: Final = 60  # seconds
_TITLES: Final[dict[str, Promise]] = {
    Kind.SKILL: gettext_lazy("%(site)s: what changes in %(name)s"),
    Kind.ROLE: gettext_lazy("%(site)s: what changes for %(name)s"),
    Kind.GROUP: gettext_lazy("%(site)s: what changes in %(name)s and its skills"),
    Kind.DOMAIN: gettext_lazy("%(site)s: what changes in %(name)s, its skills and roles"),
}


@require_safe
def document_feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Of a skill's revisions; of everything in a group or domain; of what changes for a role."""
    subject = subject_or_404(kind, slug)
    if subject.row.is_retired:
        raise Http404
    document, clock = subject.document, MatrixClock.now()
    site = _site(request)

    def write() -> bytes:
        role = document if kind == Kind.ROLE else None
        return write_atom(
            revision_entries(newest(revisions_of(document)), site=site, role=role),
            site=site,
            path=request.path,
            page=subject.url,
            title=str(_TITLES[kind]) % {"site": settings.SITE_NAME, "name": subject.name},
            since=document.created_at,
        )

    return _answer(request, clock.generation, clock.moment, write)


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """Of everything that is published."""
    clock, site = MatrixClock.now(), _site(request)

    def write() -> bytes:
        return write_atom(
            revision_entries(newest(Revision.objects.all()), site=site),
            site=site,
            path=request.path,
            page=reverse("changes"),
            title=_("%(site)s: what changes") % {"site": settings.SITE_NAME},
            since=clock.moment,
        )

    return _answer(request, clock.generation, clock.moment, write)


@require_safe
def proposals_feed(request: HttpRequest) -> HttpResponse:
    """Of everything that is proposed, and what became of it."""
    clock, site = MatrixClock.now(), _site(request)
    event = Event.objects.newest_first().first()
    moments = [moment for moment in (clock.moment, event and event.created_at) if moment]

    def write() -> bytes:
        proposals = Proposal.objects.for_list().newest_first()[:LIMIT]
        return write_atom(
            proposal_entries(list(proposals), site=site),
            site=site,
            path=request.path,
            page=reverse("proposal_list"),
            title=_("%(site)s: what is proposed") % {"site": settings.SITE_NAME},
            since=clock.moment,
        )

    generation = f"{clock.generation}-{event.pk if event else 0}"
    return _answer(request, generation, max(moments, default=None), write)


def _answer(
    request: HttpRequest, generation: str, moment: datetime | None, write: Callable[[], bytes]
) -> HttpResponse:
    """What it shows is read after `generation`, so an old feed never goes under a new name."""
    named = f"{request.scheme}://{request.get_host()}{request.path} {generation}"
    etag = quote_etag(sha256(named.encode()).hexdigest()[:32])
    seconds = int(moment.timestamp()) if moment else None
    response = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        response = HttpResponse(write(), content_type=CONTENT_TYPE)
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    patch_cache_control(response, public=True, max_age=_FRESH)
    return response


def _site(request: HttpRequest) -> str:
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
