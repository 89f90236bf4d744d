"""Removing words for good: personal data, abuse."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proposals.operations.redact import redact
from proposals.redacting import RedactForm, places
from proposals.views.administrators import AdministratorRequest, administrators_only
from skills.redaction import NothingToRedact
from skills.subjects import subject_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def redact_words(request: AdministratorRequest, kind: str, slug: str) -> HttpResponse:
    """First where the words stand, then, on the second button, without them."""
    subject = subject_or_404(kind, slug)
    form = RedactForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        found = places(subject.document, asked["text"])
        if not found:
            form.add_error("text", _nowhere())
        elif request.POST.get("do") == "redact":
            try:
                redact(
                    subject.document,
                    asked["text"],
                    replacement=asked["replacement"],
                    by=request.user,
                    why=asked["why"],
                )
            except NothingToRedact:
                form.add_error("text", _nowhere())
            except ValidationError as error:
                form.add_error("why" if error.code == "why" else None, error.messages)
            else:
                messages.success(
                    request, _("The words are gone. What is left says that they were.")
                )
                return redirect("protection", kind=kind, slug=slug)
    context = {
        "subject": subject,
        "form": form,
        "places": found,
        "total": sum(place.count for place in found or []),
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/redact.html", context, status=status)


def _nowhere() -> str:
    return _("These words stand nowhere in it: not today, not in its history or its proposals.")
