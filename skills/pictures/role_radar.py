"""What a role requires at a level, group by group; of one, or of two that are compared."""

from collections.abc import Sequence

from django.utils.translation import gettext

from skills.pictures.figure import Figure
from skills.pictures.group_radar import GroupCounts, group_radar
from skills.role_page.comparison import Side
from skills.role_page.outline import Group, Outline


def role_radar(sides: Sequence[tuple[Side, Outline]], *, file: str) -> Figure | None:
    """`None` where no skill names any of the roles. A side comes with the whole outline of its role."""
    asked = asked_by_group(sides)
    if not asked:
        return None
    names = [side.name for side, _ in sides]
    if len(names) == 1:
        title = gettext("%(role)s: what is required, group by group") % {"role": names[0]}
        meaning = gettext("Required, of all skills that the role names at any level:")
    else:
        both = {"here": names[0], "there": names[1]}
        title = gettext("%(here)s and %(there)s: what is required, group by group") % both
        meaning = gettext("Required, of all skills that either names at any level:")
    return group_radar(asked, names, title=title, meaning=meaning, file=file)


def asked_by_group(sides: Sequence[tuple[Side, Outline]]) -> list[GroupCounts]:
    """What each side requires, of all the skills that any side names at any level.

    In the reading order of the first side; groups that it lacks follow.
    """
    named: dict[Group, set[int]] = {}
    required: dict[Group, list[int]] = {}
    for place, (side, outline) in enumerate(sides):
        for group, entries in outline.groups:
            named.setdefault(group, set()).update(entry.pk for entry in entries)
            counts = required.setdefault(group, [0] * len(sides))
            counts[place] = sum(entry.requires(side.level.rank) for entry in entries)
    return [GroupCounts(group, tuple(required[group]), len(pks)) for group, pks in named.items()]
