"""What a draft would change, word by word, and what the ladders look like afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accounts.models import User
from accounts.rights import Visitor
from proposals import rights
from proposals.ladders import Troubles, troubles
from proposals.suggesting.broken_rules import BrokenRule, broken_rules
from proposals.suggesting.draft import Draft
from skills.algebra.changes import Change, apply
from skills.algebra.meaning import kind_of
from skills.algebra.text import TEXT_LIMIT
from skills.diffs import Panel, in_reading_order, panels, tally, units_of
from skills.models import Document
from skills.names import names_now, references

#: More panels than these are only counted: on a phone they stand before the button that sends.
_PANELS: Final = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """`is_empty`: nothing is changed yet. `more` changes are not shown."""

    is_empty: bool
    panels: list[Panel]
    more: int
    tally: list[tuple[str, int]]
    troubles: Troubles
    broken: list[BrokenRule]
    may_publish: bool


def preview(draft: Draft, user: Visitor) -> Preview:
    names = names_now(references(draft.document.kind, draft.changes()))
    changes = draft.completed()
    units = [] if _is_far_too_long(changes) else in_reading_order(units_of(changes), names)
    broken = broken_rules(draft) if changes else []
    after = apply(draft.before, changes)
    touched = {change.path.role for change in changes if change.path.level}
    return Preview(
        is_empty=not changes,
        panels=panels(draft.document.kind, units[:_PANELS], names, proposed=True),
        more=max(0, len(units) - _PANELS),
        tally=tally(units, proposed=True),
        troubles=troubles(draft.before, after, roles=touched, names=names),
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


def _is_far_too_long(changes: Iterable[Change]) -> bool:
    """Nobody reads the difference of such texts, and finding it would take minutes."""
    return any(len(change.new or "") > 2 * TEXT_LIMIT for change in changes)
