"""What a saved page says above its tables: the skill's name, its place, counts and date."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from skills.algebra.paths import LEVELS
from skills.algebra.text import clean_line
from skills.exchange.profile.dates import dates_in
from skills.exchange.profile.labels import (
    is_key,
    is_placeholder,
    label_of,
    languages_of,
    speaks_of_optional,
)
from skills.exchange.profile.languages import Label, Language
from skills.exchange.profile.page import Line, Page
from skills.exchange.records import FileError

_NUMBER = re.compile(r"[0-9]{1,6}")
_COUNTS: Final = (Label.ROLES, Label.LEVELS, Label.REQUIRED)


class Count(NamedTuple):
    """A number that the page gives, and the line where."""

    number: int
    line: int


@dataclass(frozen=True, slots=True)
class Facts:
    name: Line
    summary: str
    domain: Line
    group: Line
    roles: Count
    required: Count
    optional: Count
    updated_on: date | None


def read_facts(page: Page, *, title: str) -> Facts:
    """What `page` says above its tables; raises `FileError` where it says it twice, or not."""
    above = page.above
    counts = {label: _count(above, label) for label in _COUNTS}
    levels = counts[Label.LEVELS]
    if levels.number != len(LEVELS):
        raise FileError(
            f"the page says it has {levels.number} levels; there are {len(LEVELS)}",
            line=levels.line,
        )
    optional, below_counts = _optional_count(above, counts[Label.REQUIRED])
    place, updated_on = _unlabelled(below_counts, languages_of(line.text for line in above))
    domain, group = _place(above, place)
    name, summary = _name_and_summary(above, domain, group, title=clean_line(title))
    return Facts(
        name=name,
        summary=summary,
        domain=domain,
        group=group,
        roles=counts[Label.ROLES],
        required=counts[Label.REQUIRED],
        optional=optional,
        updated_on=updated_on,
    )


def _values(lines: Sequence[Line], label: Label) -> Iterator[Line]:
    """The lines that follow `label`, where they are values and not the next label."""
    for line, value in pairwise(lines):
        if label_of(line.text) == label and label_of(value.text) is None:
            yield value


def _agreed(values: Iterable[Line], what: str) -> Line | None:
    """The one value that all the lines have; a page says most things twice."""
    found: dict[str, Line] = {}
    for value in values:
        found.setdefault(clean_line(value.text), value)
    if len(found) > 1:
        one, other, *_ = found.values()
        raise FileError(
            f"the page gives two answers for its {what}: {_quoted(one.text)} in line"
            f" {one.number}, {_quoted(other.text)} in line {other.number}",
            line=other.number,
        )
    return next(iter(found.values()), None)


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def _count(lines: Sequence[Line], label: Label) -> Count:
    # A page whose top was kept twice has the label a first time without its number.
    numbers = [line for line in _values(lines, label) if _NUMBER.fullmatch(line.text)]
    value = _agreed(numbers, label.value)
    if value is None:
        raise FileError(f"the page doesn't give the {label.value}")
    return Count(int(value.text), value.number)


def _optional_count(lines: Sequence[Line], required: Count) -> tuple[Count, Sequence[Line]]:
    """“The other N optional”, which stands below the required ones, and the lines after it."""
    index = next(i for i, line in enumerate(lines) if line.number == required.line) + 1
    if index < len(lines):
        line = lines[index]
        numbers = re.findall("[0-9]+", line.text[:100])
        if len(numbers) == 1 and len(numbers[0]) <= 6 and speaks_of_optional(line.text[:100]):
            return Count(int(numbers[0]), line.number), lines[index + 1 :]
    raise FileError(
        "the line below the number of required expectations should say how many others are"
        " optional",
        line=required.line,
    )


def _unlabelled(
    lines: Sequence[Line], languages: Sequence[Language]
) -> tuple[list[Line], date | None]:
    """The values without labels from the counts down to the date, and the date.

    Where no date is found there is nothing to tell those values from other text by.
    """
    values: list[Line] = []
    rest = iter(lines)
    for line in rest:
        label = label_of(line.text)
        if label == Label.UPDATED:
            value = next(rest, line)
            if not (days := dates_in(value.text, languages)):
                raise FileError(f"{_quoted(value.text)} can't be read as a date", line=value.number)
            return values, _one_date(days, value)
        if label is not None:
            next(rest, None)
        elif days := dates_in(line.text, languages):
            return values, _one_date(days, line)
        elif not is_key(line.text):
            values.append(line)
    return [], None


def _one_date(days: set[date], line: Line) -> date:
    if len(days) > 1:
        raise FileError(
            f"{_quoted(line.text)} can be {' or '.join(map(str, sorted(days)))}: too little on"
            " this page tells its language",
            line=line.number,
        )
    return min(days)


def _place(lines: Sequence[Line], unlabelled: list[Line]) -> tuple[Line, Line]:
    """The domain and the group, by their labels, or where one is lost by their order."""
    domains = [*_values(lines, Label.DOMAIN)]
    groups = [*_values(lines, Label.GROUP)]
    match unlabelled:
        case [domain, group]:
            domains.append(domain)
            groups.append(group)
        case [value] if groups:
            domains.append(value)
        case [value] if domains and value.text != domains[0].text:
            groups.append(value)
        case []:
            pass
        case _ if not (domains and groups):
            raise FileError(
                "below the counts should stand the domain, the group and the date, but it can't"
                f" be told which of {len(unlabelled)} lines is what",
                line=unlabelled[0].number,
            )
    return _known(domains, Label.DOMAIN), _known(groups, Label.GROUP)


def _known(values: Iterable[Line], label: Label) -> Line:
    value = _agreed(values, label.value)
    if value is None:
        raise FileError(f"the page doesn't say which {label.value} its skill belongs to")
    return value


class _Block(NamedTuple):
    """The lines below one label “skill profile”, the sentence for a missing summary apart."""

    lines: list[Line]
    placeholder: Line | None


def _name_and_summary(
    above: Sequence[Line], domain: Line, group: Line, *, title: str
) -> tuple[Line, str]:
    """The skill's name and summary; the page, `title`, or both have to say the name.

    One line alone is the summary, as each page has a summary or the sentence for a missing one.
    """
    names = [Line(0, title)] if title else []
    summaries: list[Line] = []
    single: list[Line] = []
    for lines, placeholder in _blocks(above, domain, group):
        match lines, placeholder:
            case [], None:
                pass
            case [], Line():
                summaries.append(placeholder)
            case [name], Line():
                names.append(name)
                summaries.append(placeholder)
            case [line], None:
                single.append(line)
            case [name, summary], None:
                names.append(name)
                summaries.append(summary)
            case _:
                raise FileError(
                    "it can't be told which of the lines from here on are the skill's name and"
                    " summary",
                    line=lines[0].number,
                )
    known = {clean_line(name.text).casefold() for name in names}
    for line in single:
        is_name = clean_line(line.text).casefold() in known
        (names if is_name else summaries).append(line)
    agreed = _agreed(summaries, "summary")
    text = agreed.text if agreed else ""
    return _name(names), "" if is_placeholder(text) else text


def _blocks(above: Sequence[Line], domain: Line, group: Line) -> Iterator[_Block]:
    place = [domain.text, group.text]
    starts = [i for i, line in enumerate(above) if label_of(line.text) == Label.PROFILE]
    if not starts:
        raise FileError(f"the page has no “{Label.PROFILE}” above the skill's name and summary")
    for start in starts:
        lines: list[Line] = []
        for line in above[start + 1 :]:
            if label_of(line.text) is not None:
                break
            if not is_key(line.text):
                lines.append(line)
        if lines and clean_line(lines[-1].text) == clean_line(" ".join(place)):
            lines.pop()
        elif [line.text for line in lines[-2:]] == place:
            del lines[-2:]
        placeholder = lines.pop() if lines and is_placeholder(lines[-1].text) else None
        yield _Block(lines, placeholder)


def _name(names: Sequence[Line]) -> Line:
    """The name as the page writes it, or else as it was given."""
    if not names:
        raise FileError(
            "the page has lost its title: give it with --title, or for many files with --titles"
        )
    for name in names[1:]:
        first = names[0]
        if clean_line(name.text).casefold() != clean_line(first.text).casefold():
            given = "is given" if not first.number else f"stands in line {first.number}"
            raise FileError(
                f"the title {_quoted(first.text)} {given}, but the page says {_quoted(name.text)}",
                line=name.number,
            )
    return names[-1]
