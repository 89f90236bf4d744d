"""Suggesting a skill, role, group or domain that is not there yet."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from proposals.operations.submit import acceptable
from proposals.operations.submit_new import AddressTaken, submit_new
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
    """`slug` is empty where the name gives none; `is_asked` shows the field for it."""

    slug: str
    is_asked: bool
    broken: list[BrokenRule]
    #: What stands there already: published, or only proposed.
    standing: Document | None


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def suggest_new(request: HtmxRequest, kind: str) -> HttpResponse:
    """The same form as for one that is there, empty; `?name=` and `?parent=` fill in a little."""
    address = reverse(f"suggest_new_{kind}")
    name = request.POST.get("name", request.GET.get("name", ""))
    slug = _address(kind, clean_line(name), clean_line(request.POST.get("slug", "")))
    shared = slug.standing if slug.standing and not slug.standing.is_published else None
    draft = Draft(shared or Document(kind=kind, slug=slug.slug), 0, {}, {})
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
        "alike": called_like(kind, name),
        "others": open_on(draft.document, request.user),
        "preview": preview(draft, request.user),
        "refusal": refusal,
        **form_context(request, address, causes=()),
    }
    if request.htmx and request.method == "POST":
        return render(request, "proposals/suggest_document.html#changes", context)
    context |= document_context(request, draft)
    return render(request, "proposals/suggest_document.html", context, status=form_status(refusal))


def _address(kind: str, name: str, typed: str) -> Address:
    """From the name; asked for where none comes out, where it is taken, or was asked for before."""
    slug = typed or slug_from_name(name)
    standing = Document.objects.filter(kind=kind, slug=slug).first() if slug else None
    is_taken = standing is not None and standing.is_published
    if not slug:
        broken = [
            BrokenRule(_("Choose an address for it: nothing comes out of this name."), "slug")
        ]
        return Address("", bool(name), broken if name else [], None)
    broken = []
    if not is_slug(slug):
        message = _("An address is made of the letters a to z, digits and single hyphens.")
        broken = [BrokenRule(message, "slug")]
    return Address(slug, bool(typed) or is_taken, broken, standing)


def _letter(draft: Draft, slug: Address, address: str) -> Letter:
    def check() -> None:
        if slug.standing and slug.standing.is_published:
            raise AddressTaken(slug.standing)
        acceptable(draft.document, {}, diff({}, draft.wanted))

    return Letter(
        address,
        draft.document,
        check=check,
        send=lambda author, why, _at_once: submit_new(
            draft.document.kind, slug.slug, draft.wanted, author=author, why=why
        ),
        broken=[*slug.broken, *broken_rules(draft)],
    )
