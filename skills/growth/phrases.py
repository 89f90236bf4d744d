"""What is said of each expectation; a page says it hundreds of times, so words are looked up once."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from skills.growth.gap import State
from skills.growth.standing import Basis, Have
from skills.growth.words import level_called
from skills.names import Names


class Phrases:
    """In the reader's language."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.state = {
            State.MET: pgettext("an expectation", "Met"),
            State.LIKELY: pgettext("an expectation", "Likely"),
            State.UNMET: pgettext("an expectation", "Not met yet"),
        }
        self._nothing = _("Nothing said about it yet.")
        self._own = _("%(level)s, said on %(date)s.")
        self._other = _("%(level)s as %(role)s, said on %(date)s.")
        self._levels: dict[int, str] = {}
        self._dates: dict[date, str] = {}

    def said(self, have: Have | None) -> str:
        """Where somebody said they are, for which role, and when."""
        if have is None or have.rating is None:
            return self._nothing
        words = {"level": self._level(have.rank), "date": self._date(have)}
        if have.basis is Basis.OWN:
            return self._own % words
        return self._other % (words | {"role": self._names.document("role", have.rating.role)})

    def _level(self, rank: int) -> str:
        if rank not in self._levels:
            level = level_called(self._names, rank)
            self._levels[rank] = level[:1].upper() + level[1:]
        return self._levels[rank]

    def _date(self, have: Have) -> str:
        assert have.rating  # noqa: S101 - asked for where there is one
        day = timezone.localtime(have.rating.at).date()
        if day not in self._dates:
            self._dates[day] = date_format(day)
        return self._dates[day]
