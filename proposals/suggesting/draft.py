"""A document as somebody started from it, and as they want it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from skills.algebra.changes import Change, diff
from skills.algebra.merging import complete
from skills.algebra.paths import (
    LEVELS,
    LISTED,
    OPTIONAL,
    REQUIRED,
    Content,
    Path,
    cells_of,
    description,
    listed_roles,
    listing,
    requirement,
)
from skills.algebra.text import clean_text, is_slug
from skills.history import content_at_number
from skills.models import Document
from skills.projection import live_content

#: As many digits as a revision's number can have.
_DIGITS: Final = 9
_CELL_FIELDS: Final = {"requirement", "description"}


@dataclass(frozen=True, slots=True)
class Draft:
    """`base` is the number of the revision that `before` is the content of; 0: not there yet."""

    document: Document
    base: int
    before: Content
    wanted: Content

    @classmethod
    def of(cls, document: Document) -> "Draft":
        live = live_content(document)
        return cls(document, document.number, live, dict(live))

    @classmethod
    def started_at(cls, document: Document, base: str) -> "Draft":
        """On the text that somebody was looking at. Raises `BadRequest` for what was never there."""
        number = int(base) if base.isascii() and base.isdigit() and len(base) <= _DIGITS else -1
        if number == document.number:
            return cls.of(document)
        then = content_at_number(document, number) if 0 < number < document.number else {}
        if not then:
            raise BadRequest(_("This form doesn't say which revision it was written on."))
        return cls(document, number, then, dict(then))

    @property
    def is_new(self) -> bool:
        return not self.document.is_published

    def changes(self) -> list[Change]:
        """Only what differs, without what that implies."""
        return diff(self.before, self.wanted)

    def completed(self) -> list[Change]:
        """With what it implies: translations that go with their text, and so on."""
        changes = self.changes()
        return complete(self.before, changes) if changes else []

    def with_values(self, values: Iterable[tuple[Path, str | None]]) -> "Draft":
        """With other values at these paths; `None` takes one away."""
        wanted = dict(self.wanted)
        for path, value in values:
            if value is None:
                wanted.pop(path, None)
            else:
                wanted[path] = value
        return replace(self, wanted=_with_listings(wanted, self.before))

    def with_cell(self, role: str, level: str, word: str, text: str) -> "Draft":
        """With a cell that is `required` or `optional`; with anything else as `word`, without it."""
        if word not in (REQUIRED, OPTIONAL):
            return self.without_cell(role, level)
        values = [(requirement(role, level), word), (description(role, level), clean_text(text))]
        return self.with_values(values)

    def without_cell(self, role: str, level: str) -> "Draft":
        return self.with_values((path, None) for path in _cell_paths(self.wanted, role, level))

    def without_role(self, role: str) -> "Draft":
        draft = self
        for level in LEVELS:
            draft = draft.without_cell(role, level)
        return draft

    def on_live(self) -> "Draft":
        """The same wishes on the text that is live now: what they didn't touch is as it is now.

        A cell that was touched and has gone meanwhile keeps the word they left it with.
        """
        now = Draft.of(self.document)
        values: list[tuple[Path, str | None]] = [
            (path, new) for path, _old, new in self.changes() if path.field != "role"
        ]
        for path, new in list(values):
            if path.level and not path.language and new is not None:
                # The other facet, where the cell has gone meanwhile.
                for facet in (requirement(*path[1:3]), description(*path[1:3])):
                    if facet not in now.wanted and facet in self.wanted:
                        values.append((facet, self.wanted[facet]))
        return now.with_values(values)

    def changed_cells(self) -> set[tuple[str, str]]:
        return {(path.role, path.level) for path, _old, _new in self.changes() if path.level}

    def to_keep(self, *, besides: set[tuple[str, str]]) -> str:
        """The changed cells that the form doesn't show now, as a hidden field carries them."""
        kept = [
            [path.field, path.role, path.level, new]
            for path, _old, new in self.changes()
            if path.field in _CELL_FIELDS and (path.role, path.level) not in besides
        ]
        return json.dumps(kept, ensure_ascii=False) if kept else ""

    def with_kept(self, kept: str) -> "Draft":
        """What `to_keep` wrote. Raises `BadRequest` for anything else."""
        return self.with_values(_parsed(kept)) if kept else self


def _with_listings(wanted: Content, before: Content) -> Content:
    """A role is listed exactly while it has a cell; translations of a dropped cell go with it."""
    with_cells = {role for role, level in cells_of(wanted) if requirement(role, level) in wanted}
    for role in with_cells:
        wanted[listing(role)] = before.get(listing(role), LISTED)
    for role in listed_roles(wanted) - with_cells:
        del wanted[listing(role)]
    return wanted


def _cell_paths(content: Content, role: str, level: str) -> list[Path]:
    return [path for path in content if path.role == role and path.level == level]


def _parsed(kept: str) -> list[tuple[Path, str | None]]:
    try:
        rows = json.loads(kept)
        values = [
            (Path(field, role, level), None if new is None else clean_text(new))
            for field, role, level, new in rows
            if field in _CELL_FIELDS and level in LEVELS and is_slug(role)
        ]
        if len(values) != len(rows):
            raise ValueError
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest(_("This form came back changed and can't be read.")) from error
    return values
