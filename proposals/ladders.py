"""What a reader would stumble over in the ladders that changes touch: before them and after."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from skills.algebra.ladder import ladders
from skills.algebra.paths import Path
from skills.models import Level
from skills.names import Names
from skills.skill_page.reading import RoleCells
from skills.skill_page.worth_a_look import worth_a_look


class Troubles(NamedTuple):
    """Sentences: those that would come, those that would be gone, and those that would stay."""

    coming: list[str]
    mended: list[str]
    staying: list[str]

    def __bool__(self) -> bool:
        return any(self)


def troubles(
    before: Mapping[Path, str], after: Mapping[Path, str], *, roles: Collection[str], names: Names
) -> Troubles:
    """In the ladders of `roles` (slugs, whose names are known); one query, or none without roles."""
    if not roles:
        return Troubles([], [], [])
    levels = list(Level.objects.all())

    def said(content: Mapping[Path, str]) -> list[str]:
        cells = [
            RoleCells(slug, names.document("role", slug), dict(of_role))
            for slug, of_role in ladders(content).items()
            if slug in roles
        ]
        return [remark.sentence for remark in worth_a_look(cells, levels)]

    now, then = said(before), said(after)
    return Troubles(
        [each for each in then if each not in now],
        [each for each in now if each not in then],
        [each for each in then if each in now],
    )
