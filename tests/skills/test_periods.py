from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from skills.periods import Period, latest_days, parse_period

TODAY = date(2026, 3, 31)


def days(start: str, end: str) -> tuple[date, date]:
    period = parse_period(start, end, today=TODAY)
    return period.first_day, period.last_day


def test_without_dates_it_is_the_latest_thirty_days() -> None:
    assert days("", "") == (date(2026, 3, 2), TODAY) == latest_days(30, today=TODAY)


def test_both_days_are_whole() -> None:
    period = parse_period("2026-03-01", "2026-03-02", today=TODAY)
    assert period.after < datetime(2026, 3, 1, tzinfo=UTC) <= period.until
    assert period.after < datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC) <= period.until
    assert period.until < datetime(2026, 3, 3, tzinfo=UTC)


def test_moments_are_exact() -> None:
    period = parse_period("2026-03-01T12:00:00Z", "2026-03-02T12:00:00+02:00", today=TODAY)
    assert period.after == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert period.until == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_the_wrong_order_is_put_right() -> None:
    assert days("2026-03-20", "2026-03-10") == (date(2026, 3, 10), date(2026, 3, 20))
    assert days("2026-03-11", "2026-03-10") == (date(2026, 3, 10), date(2026, 3, 11))


def test_one_and_the_same_moment_is_an_empty_period() -> None:
    period = parse_period("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", today=TODAY)
    assert period.after == period.until


def test_an_end_alone_closes_the_usual_period() -> None:
    assert days("", "2026-01-30") == (date(2026, 1, 1), date(2026, 1, 30))


def test_a_start_alone_runs_until_today() -> None:
    assert days("2026-03-30", "") == (date(2026, 3, 30), TODAY)


def test_a_start_that_has_not_come_yet_is_a_day_of_its_own() -> None:
    assert days("2027-01-01", "") == (date(2027, 1, 1), date(2027, 1, 1))


def test_the_calendar_has_edges() -> None:
    assert days("0001-01-01", "9999-12-31") == (date(1, 1, 1), date(9999, 12, 31))
    assert isinstance(parse_period("", "0001-01-01", today=TODAY), Period)


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "\x00", "9999-12-31T23:59:59-12:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_period(text, "", today=TODAY)
    with pytest.raises(ValidationError):
        parse_period("", text, today=TODAY)
