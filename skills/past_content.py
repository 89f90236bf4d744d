"""What a role, a group or a domain said as of one of its revisions."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from skills.algebra.changes import Change, diff
from skills.algebra.paths import PARENT, SUCCESSOR, Content, Path, split_field, unit_of
from skills.algebra.validity import is_web_address
from skills.diffs import WORD_FIELDS, unit_heading, units_of, word_for
from skills.diffs import in_reading_order as in_order
from skills.history import content_at_number
from skills.models import Document, Revision
from skills.names import Names
from skills.projection import PARENTS


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and what it is; `href` where it leads somewhere, `language` of a translation."""

    label: str
    value: str
    language: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class PastContent:
    kind: str
    content: Content

    @classmethod
    def after(cls, document: Document, revision: Revision) -> Self:
        """In one query."""
        return cls(document.kind, content_at_number(document, revision.number))

    def as_changes(self) -> list[Change]:
        return diff({}, self.content)

    def facts(self, names: Names) -> list[Fact]:
        """Each value that people read, in reading order."""
        units = in_order(units_of(self.as_changes()), names)
        paths = [
            change.path
            for unit in units
            for change in unit.changes
            if not change.path.is_source_digest
        ]
        return [self._fact(path, names) for path in paths]

    def _fact(self, path: Path, names: Names) -> Fact:
        value = self.content[path]
        label = unit_heading(self.kind, unit_of(path), names)
        if path.field in WORD_FIELDS:
            return Fact(
                label, word_for(self.kind, path, value, names), href=self._href(path, value)
            )
        _, key = split_field(path.field)
        return Fact(label, value, path.language, href=key if is_web_address(key) else "")

    def _href(self, path: Path, slug: str) -> str:
        if path == PARENT:
            return reverse(PARENTS[self.kind][1], args=[slug])
        return reverse(self.kind, args=[slug]) if path == SUCCESSOR else ""
