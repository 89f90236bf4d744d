"""The moment a reader asked for, and the moment that keeps a link as it is today."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from skills.algebra.text import clean_line
from skills.history import parse_moment
from skills.models import MatrixClock


@dataclass(frozen=True, slots=True)
class AsOf:
    """`text` is the moment as the reader wrote it; `is_past` whether all of it lies behind us."""

    text: str
    moment: datetime
    is_past: bool = True

    @property
    def is_whole_day(self) -> bool:
        return len(self.text) <= len("2026-03-17")

    @property
    def query(self) -> str:
        """What a link ends in that stays in the same past."""
        return "?" + urlencode({"as_of": self.text}, safe=":")


def moment_asked_for(query: QueryDict) -> AsOf | None:
    """What `?as_of=` asks for; `None` is today. A moment still to come is taken for now.

    Raises `BadRequest` for what is no moment.
    """
    text = query.get("as_of", "").strip()
    if not text:
        return None
    try:
        moment = parse_moment(text).astimezone(UTC)
    except (ValidationError, OverflowError):
        message = gettext(
            "“%(text)s” is no date. Write a day as 2026-03-17, or a moment as 2026-03-17T09:30:00Z."
        )
        raise BadRequest(message % {"text": clean_line(text)[:40]}) from None
    now = timezone.now()
    return AsOf(text, min(moment, now), is_past=moment <= now)


def lasting(clock: MatrixClock) -> AsOf:
    """Today's first moment, or the newest revision's where that is later.

    As of then the matrix is what it is now, whatever else today brings. Once the second of that
    revision is over nothing can be added to it, and a shorter link says the same.
    """
    now = timezone.now().astimezone(UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = max(midnight, clock.moment) if clock.moment else midnight
    full_second = moment.replace(microsecond=0) + timedelta(seconds=1)
    if moment.microsecond and full_second < now:
        moment = full_second
    return AsOf(written(moment), moment)


def written(moment: datetime) -> str:
    """`moment` as `?as_of=` takes it, to the microsecond where it has one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
