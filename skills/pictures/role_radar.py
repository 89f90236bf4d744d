"""What a role requires at a level, group by group; of one, or of two that are compared."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from skills.pictures.figure import Figure
from skills.pictures.radar import MOST_SPOKES, Series, radar
from skills.role_page.comparison import Side
from skills.role_page.outline import Group, Outline


class GroupAsked(NamedTuple):
    """`required` of each side, `of` all the skills of the group that any side names at any level."""

    group: Group
    required: tuple[int, ...]
    of: int


def role_radar(sides: Sequence[tuple[Side, Outline]], *, file: str) -> Figure | None:
    """`None` where no skill names any of the roles. A side comes with the whole outline of its role."""
    asked = asked_by_group(sides)
    if not asked:
        return None
    drawn = largest(asked)
    names = [side.name for side, _ in sides]
    if len(names) == 1:
        title = gettext("%(role)s: what is required, group by group") % {"role": names[0]}
        meaning = gettext("Required, of all skills that the role names at any level:")
    else:
        both = {"here": names[0], "there": names[1]}
        title = gettext("%(here)s and %(there)s: what is required, group by group") % both
        meaning = gettext("Required, of all skills that either names at any level:")
    rows = [
        (one.group.name, *(_in_words(number, one.of) for number in one.required)) for one in asked
    ]
    picture = radar(
        "radar",
        title,
        f"{meaning} {'; '.join(f'{row[0]}: {", ".join(row[1:])}' for row in rows)}.",
        {one.group.slug: one.group.name for one in drawn},
        [
            Series(name, {one.group.slug: one.required[place] / one.of for one in drawn})
            for place, name in enumerate(names)
        ],
    )
    return Figure(picture, [gettext("Group"), *names], rows, file, _note(len(drawn), len(asked)))


def asked_by_group(sides: Sequence[tuple[Side, Outline]]) -> list[GroupAsked]:
    """In the reading order of the first side; groups that it lacks follow."""
    named: dict[Group, set[int]] = {}
    required: dict[Group, list[int]] = {}
    for place, (side, outline) in enumerate(sides):
        for group, entries in outline.groups:
            named.setdefault(group, set()).update(entry.pk for entry in entries)
            counts = required.setdefault(group, [0] * len(sides))
            counts[place] = sum(entry.requires(side.level.rank) for entry in entries)
    return [GroupAsked(group, tuple(required[group]), len(pks)) for group, pks in named.items()]


def largest(asked: Sequence[GroupAsked]) -> list[GroupAsked]:
    """As many as a picture can hold, those with the most skills, in the order given."""
    kept = sorted(asked, key=lambda one: -one.of)[:MOST_SPOKES]
    return [one for one in asked if one in kept]


def _in_words(required: int, of: int) -> str:
    return gettext("%(required)d of %(skills)d") % {"required": required, "skills": of}


def _note(drawn: int, groups: int) -> str:
    if drawn == groups:
        return ""
    return ngettext(
        "The picture shows the %(drawn)d largest of %(groups)d group; the table has all.",
        "The picture shows the %(drawn)d largest of %(groups)d groups; the table has all.",
        groups,
    ) % {"drawn": drawn, "groups": groups}
