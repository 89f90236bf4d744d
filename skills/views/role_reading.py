"""What the pages about roles do first, and what they answer where there is nothing to read."""

from collections.abc import Collection
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skills.algebra.paths import ACTIVE, RETIRED, STATUS
from skills.as_of import AsOf, written
from skills.models import Change as ChangeRow
from skills.models import MatrixClock, Revision, Role
from skills.role_page.live import LiveReading, facts
from skills.role_page.past import PastReading
from skills.role_page.reading import Reading


def read(roles: Collection[Role], as_of: AsOf | None) -> Reading:
    """Those of `roles` that can be read: today the ones in use, in the past the ones there were."""
    if as_of:
        return PastReading(as_of, [role.document for role in roles])
    clock = MatrixClock.now()
    return LiveReading(clock, [facts(role) for role in roles if not role.is_retired])


def nothing_to_read(request: HttpRequest, role: Role, as_of: AsOf | None) -> HttpResponse:
    """A page that says why: the role has been retired, or did not exist yet."""
    revisions = Revision.objects.of(role.document)
    if as_of:
        first = revisions.order_by("number").first()
        context = {"role": role, "as_of": as_of, "first": first}
        return render(request, "skills/role_not_then.html", context, status=404)
    retired = (
        ChangeRow.objects.filter(
            revision__document=role.pk, field=STATUS.field, old=ACTIVE, new=RETIRED
        )
        .order_by("-revision_id")
        .values_list("revision__created_at", flat=True)
        .first()
    )
    context = {
        "role": role,
        "retired_at": retired,
        "before": written(retired - timedelta(microseconds=1)) if retired else "",
        "successor": Role.objects.filter(slug=role.successor).first() if role.successor else None,
    }
    return render(request, "skills/role_retired.html", context)
