"""A document's history: its revisions, one of them, and what lies between any two."""

from typing import Final

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from skills.activity import reverting, revision_line, revision_lines
from skills.algebra.changes import Change, combine
from skills.algebra.meaning import Meaning
from skills.diffs import in_reading_order, panels, roles_touched, tally, units_of
from skills.history import changes_of, changes_of_revision
from skills.models import Kind, Revision
from skills.models.history import RevisionQuerySet
from skills.names import Names, names_at, references
from skills.past_content import PastContent
from skills.pictures.activity import activity
from skills.subjects import Subject, subject_or_404

_REVISIONS_A_PAGE: Final = 30
_PANELS_A_PAGE: Final = 40
#: Revisions named beside a comparison; there can be hundreds between two.
_REVISIONS_BETWEEN: Final = 20
#: As many digits as a revision's number can have.
_DIGITS: Final = 9


@require_safe
def history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The revisions, newest first; with `?from=` or `?to=`, what lies between two of them."""
    subject = subject_or_404(kind, slug)
    start, end = request.GET.get("from", ""), request.GET.get("to", "")
    if start or end:
        return _comparison(request, subject, start, end)
    paginator = Paginator(_revisions_of(subject).newest_first(), _REVISIONS_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "subject": subject,
        "page": page,
        "lines": revision_lines(page.object_list),
        "activity": None if page.has_previous() else activity(subject),
    }
    return render(request, "skills/history.html", context)


@require_safe
def revision(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """What one revision changed, by whom, when and why."""
    subject = subject_or_404(kind, slug)
    newest = subject.document.number
    row = _revisions_of(subject).filter(number=number).first() if number <= newest else None
    if row is None:
        return _no_such_revision(request, subject, number)
    changes = changes_of_revision(row)
    then = None if kind == Kind.SKILL else PastContent.after(subject.document, row)
    wanted = references(kind, [*changes, *(then.as_changes() if then else ())])
    names = names_at(row.sequence or 0, wanted)
    is_first = row.kind == Meaning.CREATED
    context = {
        "subject": subject,
        "revision": revision_line(row, reverting=reverting([row])[row.pk]),
        "previous": None if is_first else number - 1,
        "next": number + 1 if number < newest else None,
        "facts": then.facts(names) if then else None,
        "then_url": subject.url_at(number),
        **_shown(request, kind, changes, names),
    }
    return render(request, "skills/revision.html", context)


def _comparison(request: HttpRequest, subject: Subject, start: str, end: str) -> HttpResponse:
    newest = subject.document.number
    last = _number(end) if end else newest
    first = _number(start) if start else last - 1
    first, last = min(first, last), max(first, last)
    revisions = _revisions_of(subject)
    ends = {row.number: row for row in revisions.filter(number__in=(first, last))}
    for number in (first, last):
        if number not in ends:
            return _no_such_revision(request, subject, number)
    later = Q(revision__number__gt=first, revision__number__lte=last)
    changes = combine(changes_of(subject.document, later))
    names = names_at(ends[last].sequence or 0, references(subject.kind, changes))
    between = revisions.filter(number__gt=first, number__lte=last).newest_first()
    context = {
        "subject": subject,
        "first": revision_line(ends[first]),
        "last": revision_line(ends[last]),
        "between": [revision_line(row) for row in between[:_REVISIONS_BETWEEN]],
        "then_url": subject.url_at(last),
        "more_between": max(0, last - first - _REVISIONS_BETWEEN),
        **_shown(request, subject.kind, changes, names),
    }
    return render(request, "skills/comparison.html", context)


def _shown(
    request: HttpRequest, kind: str, changes: list[Change], names: Names
) -> dict[str, object]:
    """What `_diff.html` needs: a page of panels, of the asked role if there is one."""
    units = in_reading_order(units_of(changes), names)
    roles = roles_touched(units, names)
    role = request.GET.get("role", "")
    chosen = next((touched for touched in roles if touched.slug == role), None)
    shown = [unit for unit in units if unit.unit.role == role] if chosen else units
    page = Paginator(shown, _PANELS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "tally": tally(units),
        "roles": roles,
        "role": chosen,
        "units": len(units),
        "page": page,
        "panels": panels(kind, page.object_list, names),
    }


def _no_such_revision(request: HttpRequest, subject: Subject, number: int) -> HttpResponse:
    """Says why: it is still to come, or was before the document came here."""
    first = Revision.objects.of(subject.document).aggregate(Min("number"))["number__min"]
    context = {
        "subject": subject,
        "number": number,
        "first": first,
        "is_from_before": 0 < number < first,
    }
    return render(request, "skills/revision_missing.html", context, status=404)


def _revisions_of(subject: Subject) -> RevisionQuerySet:
    return Revision.objects.of(subject.document).select_related("author", "reviewer")


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    message = gettext(
        "“%(text)s” is no revision. Revisions are numbers: from=3&to=7 compares the third with the "
        "seventh."
    )
    raise BadRequest(message % {"text": text[:40]})
