"""Suggesting a skill, role, group or domain that is not there yet."""

from typing import NamedTuple

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from proposals.operations.submit import acceptable
from proposals.operations.submit_new import Taken, check_free, submit_new
from proposals.suggesting.broken_rules import BrokenRule, broken_rules
from proposals.suggesting.choices import called_like
from proposals.suggesting.draft import Draft
from proposals.suggesting.others import open_on
from proposals.suggesting.preview import preview
from proposals.views.sending import Letter, Refusal, asks_to_send, form_context, form_status, settle
from proposals.views.suggest_document import as_typed, document_context
from skills.algebra.changes import diff
from skills.algebra.paths import ACTIVE, NAME, PARENT, STATUS
from skills.algebra.text import clean_line, is_slug, slug_from_name
from skills.models import Document
from skills.projection import PARENTS
from skills.views.htmx import HtmxRequest


class Address(NamedTuple):
    """What stands in its field, and what it is if that is left as it came from the name."""

    slug: str
    from_name: str
    broken: list[BrokenRule]
    #: Of a document that is only proposed so far, by somebody else perhaps.
    shared: Document | None

    @property
    def is_asked(self) -> bool:
        """Nothing comes out of the name."""
        return not self.slug


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def suggest_new(request: HtmxRequest, kind: str) -> HttpResponse:
    """The same form as for one that is there, empty; `?name=` and `?parent=` fill in a little."""
    address = reverse(f"suggest_new_{kind}")
    name = request.POST.get("name", request.GET.get("name", ""))
    slug = _address(kind, clean_line(name), request.POST)
    draft = Draft(slug.shared or Document(kind=kind, slug=slug.slug), 0, {}, {})
    refusal = None
    if request.method == "POST":
        draft = as_typed(draft, request.POST)
    else:
        given = {NAME: clean_line(name), STATUS: ACTIVE}
        if kind in PARENTS:
            given[PARENT] = clean_line(request.GET.get("parent", ""))
        draft = draft.with_values((path, value or None) for path, value in given.items())
    if asks_to_send(request):
        outcome = settle(request, _letter(draft, slug, address))
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
    context = {
        "kind": kind,
        "draft": draft,
        "slug": slug,
        "place": reverse(kind, args=["-"]).removesuffix("-/"),
        "is_new": True,
        "alike": called_like(kind, name),
        "taken": _taken(draft, slug),
        "others": open_on(draft.document, request.user),
        "preview": preview(draft, request.user),
        "refusal": refusal,
        **form_context(request, address, causes=()),
    }
    if request.htmx and request.method == "POST":
        return render(request, "proposals/suggest_document.html#changes", context)
    context |= document_context(request, draft, refusal)
    return render(request, "proposals/suggest_document.html", context, status=form_status(refusal))


def _address(kind: str, name: str, data: QueryDict) -> Address:
    """As it was typed; from the name while it is as it came from there."""
    from_name = slug_from_name(name)
    typed = clean_line(data.get("slug", ""))
    slug = from_name if typed in ("", data.get("slug_from_name", "")) else typed
    broken = []
    if not slug and name:
        message = _("Choose an address for it: none comes out of “%(name)s”.")
        broken = [BrokenRule(message % {"name": name[:80]}, "slug")]
    elif slug and not is_slug(slug):
        message = _("An address is made of the letters a to z, digits and single hyphens.")
        broken = [BrokenRule(message, "slug")]
    shared = Document.objects.filter(kind=kind, slug=slug, number=0).first()
    return Address(slug, from_name, broken, shared)


def _taken(draft: Draft, slug: Address) -> Taken | None:
    try:
        check_free(draft.document.kind, slug.slug, draft.wanted)
    except Taken as taken:
        return taken
    return None


def _letter(draft: Draft, slug: Address, address: str) -> Letter:
    kind = draft.document.kind

    def check() -> None:
        check_free(kind, slug.slug, draft.wanted)
        acceptable(draft.document, {}, diff({}, draft.wanted))

    return Letter(
        address,
        draft.document,
        check=check,
        send=lambda author, why, _at_once: submit_new(
            kind, slug.slug, draft.wanted, author=author, why=why
        ),
        broken=[*slug.broken, *broken_rules(draft)],
    )
