"""Counts by group as a radar, with the table that says the same."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from skills.pictures.figure import Figure
from skills.pictures.radar import MOST_SPOKES, Series, radar
from skills.role_page.outline import Group


class GroupCounts(NamedTuple):
    """How many of the group's `of` (at least one) each series has."""

    group: Group
    numbers: tuple[int, ...]
    of: int


def group_radar(
    counted: Sequence[GroupCounts], labels: Sequence[str], *, title: str, meaning: str, file: str
) -> Figure:
    """`labels` name the series; `meaning` is the beginning of a sentence that the numbers end."""
    drawn = largest(counted)
    rows = [
        (one.group.name, *(_in_words(number, one.of) for number in one.numbers)) for one in counted
    ]
    picture = radar(
        "radar",
        title,
        f"{meaning} {'; '.join(f'{row[0]}: {", ".join(row[1:])}' for row in rows)}.",
        {one.group.slug: one.group.name for one in drawn},
        [
            Series(label, {one.group.slug: one.numbers[place] / one.of for one in drawn})
            for place, label in enumerate(labels)
        ],
    )
    columns = [gettext("Group"), *labels]
    return Figure(picture, columns, rows, file, _note(len(drawn), len(counted)))


def largest(counted: Sequence[GroupCounts]) -> list[GroupCounts]:
    """As many as a picture can hold, those with the most in them, in the order given."""
    kept = sorted(counted, key=lambda one: -one.of)[:MOST_SPOKES]
    return [one for one in counted if one in kept]


def _in_words(number: int, of: int) -> str:
    return gettext("%(number)d of %(all)d") % {"number": number, "all": of}


def _note(drawn: int, groups: int) -> str:
    if drawn == groups:
        return ""
    return ngettext(
        "The picture shows the %(drawn)d largest of %(groups)d group; the table has all.",
        "The picture shows the %(drawn)d largest of %(groups)d groups; the table has all.",
        groups,
    ) % {"drawn": drawn, "groups": groups}
