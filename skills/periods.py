"""A stretch of time as people ask for one: two days, both whole, or two moments."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils.dateparse import parse_date

from skills.history import parse_moment

#: How many days a period has where only its end is given, or nothing.
USUAL_DAYS: Final = 30
_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """What was published later than `after` and not later than `until`."""

    after: datetime
    until: datetime
    first_day: date
    last_day: date
    #: Whether the two were given in the wrong order.
    was_swapped: bool = False


def parse_period(start: str, end: str, *, today: date) -> Period:
    """From and to, either of which may be empty and which may come in the wrong order.

    A day is whole, in UTC, at both ends; a moment is exact. Raises `ValidationError` for what is
    neither.
    """
    until = _last_moment(end) if end else _end_of(today)
    if not start:
        first_day = _days_before(until.date(), USUAL_DAYS - 1)
        return Period(_before(first_day), until, first_day, until.date())
    after = _moment_before(start)
    was_swapped = after >= until
    if was_swapped:
        if not end:
            return _only(start)
        after, until = _moment_before(end), _last_moment(start)
    first_day = (after + timedelta(microseconds=1)).date()
    return Period(after, until, first_day, until.date(), was_swapped=was_swapped)


def latest_days(count: int, *, today: date) -> tuple[date, date]:
    """The first and the last of the `count` days that end today."""
    return _days_before(today, count - 1), today


def _only(start: str) -> Period:
    """From a day that has not come yet, to nowhere."""
    after, until = _moment_before(start), _last_moment(start)
    return Period(after, until, until.date(), until.date())


def _moment_before(text: str) -> datetime:
    day = _day(text)
    return _before(day) if day else parse_moment(text)


def _last_moment(text: str) -> datetime:
    day = _day(text)
    return _end_of(day) if day else parse_moment(text)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _before(day: date) -> datetime:
    """The last moment before `day`; the calendar's first day has none."""
    start = datetime.combine(day, time.min, tzinfo=UTC)
    return start - timedelta(microseconds=1) if start > _EARLIEST else start


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC)


def _days_before(day: date, count: int) -> date:
    return day - timedelta(days=count) if day.toordinal() > count else date.min
