"""Paragraphs that changed after somebody had said that they meet them."""

from collections.abc import Collection
from typing import NamedTuple

from skills.algebra.paths import LEVELS, REQUIRED
from skills.growth.notebook import Rating
from skills.models import Change as ChangeRow


class Outdated(NamedTuple):
    """A cell as it was read and as it is now."""

    rating: Rating
    was: str
    now: str
    was_required: bool
    is_required: bool
    #: The skill's newest revision that changed the cell: what "still true" is said of.
    number: int


def outdated(ratings: Collection[Rating]) -> dict[tuple[int, str], Outdated]:
    """Of ratings (one of a skill and role), those whose own cell says something else than when
    they were made, by skill and role. A cell that is gone asks nothing. In one query, or none
    where no skill was touched since.
    """
    ratings = [one for one in ratings if one.rank and one.number < one.live and not one.is_retired]
    if not ratings:
        return {}
    by_cell = {(one.skill, one.role, LEVELS[one.rank - 1]): one for one in ratings}
    rows = (
        ChangeRow.objects.filter(
            revision__document__in={rating.skill for rating in ratings},
            role__in={rating.role for rating in ratings},
            revision__gt=min(rating.revision for rating in ratings),
            field__in=("requirement", "description"),
            language="",
        )
        .order_by("revision_id", "pk")
        .values_list(
            *("revision__document_id", "role", "level", "field", "old", "new"),
            *("revision_id", "revision__number"),
        )
    )
    values: dict[tuple[int, str, str], dict[str, tuple[str | None, str | None]]] = {}
    numbers: dict[tuple[int, str, str], int] = {}
    for pk, role, level, field, old, new, revision, number in rows.iterator():
        cell = (pk, role, level)
        rating = by_cell.get(cell)
        if rating is None or revision <= rating.revision:
            continue
        of_cell = values.setdefault(cell, {})
        before, _ = of_cell.get(field, (old, None))
        of_cell[field] = (before, new)
        numbers[cell] = number
    found: dict[tuple[int, str], Outdated] = {}
    for cell, of_cell in values.items():
        if all(old == new for old, new in of_cell.values()):
            continue
        was, now = of_cell.get("description", ("", ""))
        needed, needs = of_cell.get("requirement", (REQUIRED, REQUIRED))
        if now is None or needs is None:
            continue
        rating = by_cell[cell]
        found[rating.skill, rating.role] = Outdated(
            rating, was or "", now, needed == REQUIRED, needs == REQUIRED, numbers[cell]
        )
    return found
