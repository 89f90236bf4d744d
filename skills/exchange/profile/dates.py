"""The dates of saved pages, as English, Chinese, German and Spanish write them."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from skills.exchange.profile.languages import Language

_LONGEST_DATE: Final = 40
_SHORTEST_MONTH: Final = 3
_NUMBERS = re.compile(r"([0-9]{1,4})\s*([./-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})\.?")
_CHINESE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
#: What may stand between the parts of a date in words: `17 de marzo de 2026`, `March 17th, 2026`.
_FILLERS: Final = frozenset({"de", "del", "of", "the", "st", "nd", "rd", "th"})


def dates_in(text: str, languages: Iterable[Language]) -> set[date]:
    """Every date that the whole of `text` can be in one of `languages`; mostly one, or none."""
    text = text.strip()
    if len(text) > _LONGEST_DATE:
        return set()
    text = _CHINESE.sub(r"\1-\2-\3", text)
    if match := _NUMBERS.fullmatch(text):
        first, _, second, third = match.groups()
        return _in_numbers((first, second, third), languages)
    return _in_words(text, languages)


def _in_numbers(numbers: tuple[str, str, str], languages: Iterable[Language]) -> set[date]:
    if len(numbers[0]) == 4:
        return _only(_date(*numbers))
    found: set[date] = set()
    for language in languages:
        for order in language.date_orders:
            parts = dict(zip(order, numbers, strict=True))
            day = _date(parts["y"], parts["m"], parts["d"])
            if day is not None:
                found.add(day)
                break
    return found


def _in_words(text: str, languages: Iterable[Language]) -> set[date]:
    parts = [part for part in _PARTS.findall(text.casefold()) if part not in _FILLERS]
    numbers = [part for part in parts if part.isdecimal()]
    names = [part for part in parts if not part.isdecimal()]
    if len(numbers) != 2 or len(names) != 1 or len(names[0]) < _SHORTEST_MONTH:
        return set()
    day, year = sorted(numbers, key=len)
    return {
        found
        for language in languages
        for month, name in enumerate(language.months, start=1)
        if name.startswith(names[0])
        for found in _only(_date(year, str(month), day))
    }


def _only(day: date | None) -> set[date]:
    return set() if day is None else {day}


def _date(year: str, month: str, day: str) -> date | None:
    if len(year) != 4:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
