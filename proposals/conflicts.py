"""What a proposal wants where the live text has become another: the three texts side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from skills.algebra.changes import Change
from skills.algebra.merging import Conflict
from skills.algebra.paths import Path, Unit, requirement, split_field, unit_of
from skills.algebra.weaving import weave
from skills.algebra.words import Piece
from skills.diffs import WORD_FIELDS, language_name, text_change, unit_heading, word_for
from skills.history import blame, newest_by_unit
from skills.models import Document, Revision
from skills.names import Names, Reference, names_now, references


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a unit, three times; `None` where there was or is none.

    The pieces mark what was put in and taken out since `when`; they are empty where there is no
    value.
    """

    path: Path
    label: str
    is_text: bool
    when: str | None
    proposed: str | None
    live: str | None
    when_pieces: list[Piece]
    proposed_pieces: list[Piece]
    live_pieces: list[Piece]

    @property
    def together(self) -> str:
        """Where writing the two together begins: both edits, or the proposed text."""
        both = weave(self.when or "", self.live or "", self.proposed or "")
        return (self.proposed or self.live or "") if both is None else both


@dataclass(frozen=True, slots=True)
class UnitConflict:
    """`changed_in` is the revision that came in between, where one can be named."""

    unit: Unit
    heading: str
    facets: list[Facet]
    changed_in: Revision | None
    #: Whether the cell is no longer there, so that it takes a word on whether it is required.
    has_gone: bool

    @property
    def key(self) -> str:
        """Names the unit in a form."""
        return "|".join(self.unit)

    @property
    def texts(self) -> list[Facet]:
        return [facet for facet in self.facets if facet.is_text and facet.proposed is not None]


def unit_conflicts(
    document: Document, conflicts: Sequence[Conflict], live: Mapping[Path, str]
) -> list[UnitConflict]:
    """One for each unit in conflict, in the order they come. Four queries at most, or none."""
    if not conflicts:
        return []
    changes = [conflict.change for conflict in conflicts]
    names = names_now(_references(document.kind, conflicts))
    since = newest_by_unit(blame(document, {change.path for change in changes}))
    by_unit: dict[Unit, list[Conflict]] = {}
    for conflict in conflicts:
        by_unit.setdefault(unit_of(conflict.change.path), []).append(conflict)
    return [
        UnitConflict(
            unit=unit,
            heading=unit_heading(document.kind, unit, names),
            facets=[
                _facet(document.kind, conflict, names)
                for conflict in sorted(of_unit, key=_requirement_first)
                if not conflict.change.path.is_source_digest
            ],
            changed_in=since.get(unit),
            has_gone=_has_gone(unit, of_unit, live),
        )
        for unit, of_unit in by_unit.items()
    ]


def _references(kind: str, conflicts: Iterable[Conflict]) -> set[Reference]:
    changes = [conflict.change for conflict in conflicts]
    live = [Change(conflict.change.path, conflict.live, None) for conflict in conflicts]
    return references(kind, [*changes, *live])


def _requirement_first(conflict: Conflict) -> tuple[bool, str, str]:
    path = conflict.change.path
    return (path.field not in WORD_FIELDS, path.language, path.field)


def _has_gone(unit: Unit, conflicts: Iterable[Conflict], live: Mapping[Path, str]) -> bool:
    """Whether what is proposed needs a cell that no longer stands, and doesn't bring it itself."""
    required = requirement(unit.role, unit.level)
    if not unit.level or required in live:
        return False
    proposed = {found.change.path for found in conflicts if found.change.new is not None}
    return bool(proposed) and required not in proposed


def _facet(kind: str, conflict: Conflict, names: Names) -> Facet:
    (path, old, new), live = conflict
    is_text = path.field not in WORD_FIELDS
    values = [old, new, live]
    if not is_text:
        values = [value and word_for(kind, path, value, names) for value in values]
    when, proposed, now = values
    return Facet(
        path=path,
        label=_label(path),
        is_text=is_text,
        when=old,
        proposed=new,
        live=live,
        when_pieces=[Piece("same", when)] if when else [],
        proposed_pieces=_marked(when, proposed, weave_words=is_text),
        live_pieces=_marked(when, now, weave_words=is_text),
    )


def _marked(when: str | None, text: str | None, *, weave_words: bool) -> list[Piece]:
    """`text` with what was put in and taken out since marked."""
    if not text:
        return []
    if not weave_words or not when:
        return [Piece("same" if text == when else "added", text)]
    change = text_change("", "", when, text)
    return change.pieces if change.shown == "woven" else [Piece("added", text)]


def _label(path: Path) -> str:
    """What tells a value from its siblings in the same unit; empty for what the heading names."""
    if path.field == "successor":
        return gettext("What takes its place")
    field, key = split_field(path.field)
    if field == "link":
        return key
    return language_name(path.language) if path.language and path.level else ""
