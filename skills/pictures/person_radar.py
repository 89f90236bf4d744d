"""How much of a goal somebody meets, group by group."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext

from skills.growth.gap import Item, count
from skills.pictures.figure import Figure
from skills.pictures.group_radar import GroupCounts, group_radar


def person_radar(required: Iterable[Item], *, there: str, file: str) -> Figure | None:
    """`required` is everything the goal, called `there`, requires; `None` where that is nothing.

    What is only likely is drawn as a second series, on top of what is met.
    """
    counts = {
        group: count(item.state for item in items)
        for group, items in groupby(
            sorted(required, key=_reading_order), key=lambda item: item.asked.group
        )
    }
    if not counts:
        return None
    has_likely = any(of_group.likely for of_group in counts.values())
    counted = [
        GroupCounts(
            group,
            (one.met, one.met + one.likely) if has_likely else (one.met,),
            one.total,
        )
        for group, one in counts.items()
    ]
    met, likely = gettext("What you meet"), gettext("With what you likely meet")
    return group_radar(
        counted,
        [met, likely] if has_likely else [met],
        title=gettext("On the way to %(place)s: what is met, group by group") % {"place": there},
        meaning=gettext("Met, of all that is required:"),
        file=file,
    )


def _reading_order(item: Item) -> tuple[str, str, str]:
    group = item.asked.group
    return group.domain.casefold(), group.name.casefold(), group.slug
