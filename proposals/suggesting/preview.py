"""What a draft would change, word by word, and what the ladders look like afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from accounts.models import User
from accounts.rights import Visitor
from proposals import rights
from proposals.suggesting.broken_rules import BrokenRule, broken_rules
from proposals.suggesting.draft import Draft
from skills.algebra.changes import Change, apply
from skills.algebra.ladder import ladders
from skills.algebra.meaning import kind_of
from skills.algebra.paths import Path
from skills.diffs import Panel, in_reading_order, panels, tally, units_of
from skills.models import Document, Level
from skills.names import Names, names_now, references
from skills.skill_page.reading import RoleCells
from skills.skill_page.worth_a_look import worth_a_look

#: More panels than these are only counted: a new skill can have hundreds.
_PANELS: Final = 40


@dataclass(frozen=True, slots=True)
class Preview:
    """`troubles` are what a reader would stumble over afterwards: new ones, and those there were.
    `mended` were there and would be gone."""

    panels: list[Panel]
    more: int
    tally: list[tuple[str, int]]
    new_troubles: list[str]
    old_troubles: list[str]
    mended: list[str]
    broken: list[BrokenRule]
    may_publish: bool


def preview(draft: Draft, user: Visitor) -> Preview:
    names = names_now(references(draft.document.kind, draft.changes()))
    changes = draft.completed()
    units = in_reading_order(units_of(changes), names)
    broken = broken_rules(draft) if changes else []
    before, after = _troubles(draft, changes, names)
    return Preview(
        panels=panels(draft.document.kind, units[:_PANELS], names),
        more=max(0, len(units) - _PANELS),
        tally=tally(units),
        new_troubles=[said for said in after if said not in before],
        old_troubles=[said for said in after if said in before],
        mended=[said for said in before if said not in after],
        broken=broken,
        may_publish=bool(changes) and not broken and may_publish(draft.document, changes, user),
    )


def may_publish(document: Document, changes: Iterable[Change], user: Visitor) -> bool:
    """Whether this person may make these changes live at once."""
    changes = list(changes)
    if not isinstance(user, User) or not changes:
        return False
    scope = rights.scope_of(document, changes)
    return rights.may_publish_directly(user, document, kind_of(changes), scope)


def _troubles(draft: Draft, changes: list[Change], names: Names) -> tuple[list[str], list[str]]:
    """Before and after, of the roles that are touched."""
    touched = {change.path.role for change in changes if change.path.level}
    if not touched:
        return [], []
    levels = list(Level.objects.all())

    def said(content: Mapping[Path, str]) -> list[str]:
        roles = [
            RoleCells(slug, names.document("role", slug), dict(cells))
            for slug, cells in ladders(content).items()
            if slug in touched
        ]
        return [remark.sentence for remark in worth_a_look(roles, levels)]

    return said(draft.before), said(apply(draft.before, changes))
