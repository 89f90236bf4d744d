"""How often a document changed, month by month."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from skills.models import Revision
from skills.pictures.figure import Figure
from skills.pictures.months import Month, months
from skills.subjects import Subject

_MOST_MONTHS: Final = 24
#: A document from last week has a past too, in which nothing happened.
_FEWEST_MONTHS: Final = 12


def activity(subject: Subject) -> Figure:
    """Up to this month, from the first revision on or for two years; in one query."""
    rows = (
        Revision.objects.of(subject.document)
        .filter(created_at__isnull=False)
        .order_by()
        .annotate(month=TruncMonth("created_at"))
        .values("month")
        .annotate(number=Count("pk"))
        .values_list("month", "number")
    )
    by_month = {month.date().replace(day=1): number for month, number in rows}
    shown = stretch(by_month, timezone.now().date())
    earlier = sum(by_month.values()) - sum(bar.number for bar in shown)
    since = date_format(shown[0].first, "YEAR_MONTH_FORMAT")
    words = [
        (date_format(bar.first, "YEAR_MONTH_FORMAT"), str(bar.number))
        for bar in shown
        if bar.number
    ]
    words.reverse()
    if earlier:
        words.append((gettext("Before %(month)s") % {"month": since}, str(earlier)))
    total = sum(by_month.values())
    revisions = ngettext("%(number)d revision", "%(number)d revisions", total) % {"number": total}
    described = gettext("%(revisions)s. By month: %(months)s.") % {
        "revisions": revisions,
        "months": "; ".join(f"{month}: {number}" for month, number in words),
    }
    title = gettext("Revisions of %(name)s, month by month") % {"name": subject.name}
    return Figure(
        months("activity", title, described, shown),
        [gettext("Month"), gettext("Revisions")],
        words,
        reverse(f"{subject.kind}_activity", args=[subject.row.slug]),
        _note(earlier, since),
    )


def stretch(by_month: Mapping[date, int], today: date) -> list[Month]:
    """The months to draw, this one last: none is left out, and none is later."""
    newest = _ordinal(max([today, *by_month]))
    oldest = _ordinal(min([today, *by_month]))
    first = max(min(oldest, newest - _FEWEST_MONTHS + 1), newest - _MOST_MONTHS + 1)
    days = [date(place // 12, place % 12 + 1, 1) for place in range(first, newest + 1)]
    return [Month(day, by_month.get(day, 0)) for day in days]


def _ordinal(day: date) -> int:
    return day.year * 12 + day.month - 1


def _note(earlier: int, since: str) -> str:
    if not earlier:
        return ""
    sentence = ngettext(
        "%(number)d revision is older than %(month)s.",
        "%(number)d revisions are older than %(month)s.",
        earlier,
    )
    return sentence % {"number": earlier, "month": since}
