"""What the author of a proposal sees of it in a form, and what they want instead."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.http import QueryDict

from proposals.suggesting.draft import Draft
from proposals.suggesting.fields import with_fields
from proposals.suggesting.parts import Choice, Part, following, parts_of
from proposals.suggesting.sheet import CellField, cell_fields, with_cells
from skills.algebra.changes import Change, diff
from skills.algebra.paths import (
    LEVELS,
    Path,
    Unit,
    split_field,
    unit_of,
)
from skills.algebra.text import clean_text
from skills.diffs import Panel, in_reading_order, language_name, panels, units_of
from skills.models import Role
from skills.names import Names

#: Up to this many cells are shown at once; of more, a role's or a level's at a time.
_AT_ONCE: Final = 10


@dataclass(frozen=True, slots=True)
class CellInForm:
    """One cell that the version changes; `key` is what its box to leave it out says."""

    key: str
    heading: str
    field: CellField
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class TextInForm:
    """A translation; `name` is its field's."""

    name: str
    language: str
    language_name: str
    text: str


@dataclass(frozen=True, slots=True)
class OtherInForm:
    """What has no field of its own: that it retires, whose place it takes, a translation's cell."""

    key: str
    panel: Panel
    texts: list[TextInForm]
    is_left_out: bool

    @property
    def panels(self) -> list[Panel]:
        return [self.panel]


@dataclass(frozen=True, slots=True)
class RevisionForm:
    """`own` are the document's own fields that the version touches: name, summary, parent, …"""

    own: set[str]
    cells: list[CellInForm]
    others: list[OtherInForm]
    #: Where there are too many cells for one page: which of them are shown.
    part: Part
    by_role: list[Choice]
    by_level: list[Choice]
    following: Choice | None
    #: What was typed about cells that are not shown, as `(name, value)` of hidden fields.
    carried: list[tuple[str, str]]

    @property
    def shown(self) -> set[tuple[str, str]]:
        return {(cell.field.role, cell.field.level) for cell in self.cells}


#: What a document's own fields are called in a form.
_OWN = {"name", "summary", "parent", "alt_label", "identifier", "link"}


def as_asked(draft: Draft, changes: Iterable[Change]) -> Draft:
    """The draft with what a version asks for."""
    return draft.with_values((change.path, change.new) for change in changes)


def as_typed(draft: Draft, changes: Iterable[Change], data: QueryDict) -> Draft:
    """The draft with what a form on a version's `changes` sent. Raises `BadRequest`."""
    changes = list(changes)
    draft = with_cells(with_fields(as_asked(draft, changes), data), data)
    for change in changes:
        name = _text_name(change.path)
        if name in data:
            draft = draft.with_values([(change.path, clean_text(data.get(name, "")) or None)])
    return draft


def without_left_out(draft: Draft, data: QueryDict) -> Draft:
    """What was typed, with what is live wherever the box to leave it out is ticked."""
    left_out = set(data.getlist("leave"))
    paths = {path for path in (*draft.before, *draft.wanted) if _key(unit_of(path)) in left_out}
    return draft.with_values((path, draft.before.get(path)) for path in paths)


def revision_form(
    draft: Draft, changes: Iterable[Change], names: Names, data: QueryDict, part: Part
) -> RevisionForm:
    """The fields for what was typed, of the units that a version's `changes` touch."""
    changes = list(changes)
    left_out = set(data.getlist("leave"))
    asked = as_asked(Draft(draft.document, draft.base, draft.before, draft.before), changes)
    roles = {
        role.slug: role
        for role in Role.objects.filter(slug__in={path.role for path, _, _ in changes})
    }
    with_fields = {
        (path.role, path.level)
        for path, _, _ in changes
        if path.level and not path.language and path.role in roles
    }
    of_cells = _in_order({(path.role, path.level) for path, _, _ in changes if path.level}, names)
    edited = _edited(draft, asked, left_out)
    by_role: list[Choice] = []
    by_level: list[Choice] = []
    shown: Collection[tuple[str, str]] = of_cells
    if len(of_cells) > _AT_ONCE:
        standing = {role: names.document("role", role) for role, _ in of_cells}
        used = {level for _, level in of_cells}
        levels: dict[str, str] = {each: names.level(each) for each in LEVELS if each in used}
        if part.role not in standing and part.level not in levels:
            part = Part(role=of_cells[0][0])
        by_role, by_level = parts_of(standing, levels, edited, part)
        shown = [cell for cell in of_cells if part.role == cell[0] or part.level == cell[1]]
    fields = cell_fields(
        draft, [(roles[role], level) for role, level in shown if (role, level) in with_fields], data
    )
    return RevisionForm(
        own={field for change in changes if (field := _own_field(change.path))},
        cells=[_cell(field, edited, left_out) for field in fields],
        others=[
            other
            for other in _others(draft.document.kind, changes, roles, names, data, left_out)
            if not other.panel.unit.level
            or (other.panel.unit.role, other.panel.unit.level) in shown
        ],
        part=part,
        by_role=by_role,
        by_level=by_level,
        following=following(by_role if part.role else by_level),
        carried=[
            field
            for cell in of_cells
            if cell in edited and cell not in shown
            for field in _carried(cell, changes, data, left_out)
        ],
    )


def _in_order(cells: Iterable[tuple[str, str]], names: Names) -> list[tuple[str, str]]:
    """By the roles' names, and up the ladder."""

    def place(cell: tuple[str, str]) -> tuple[str, str, int]:
        return names.document("role", cell[0]).casefold(), cell[0], LEVELS.index(cell[1])

    return sorted(cells, key=place)


def _edited(draft: Draft, asked: Draft, left_out: Collection[str]) -> set[tuple[str, str]]:
    """The cells of which the author wants something else now than in the version before them."""
    differing = diff(asked.wanted, draft.wanted)
    found = {(path.role, path.level) for path, _, _ in differing if path.level}
    return found | {
        (path.role, path.level)
        for path in asked.wanted.keys() | draft.before.keys()
        if path.level and _cell_key((path.role, path.level)) in left_out
    }


def _carried(
    cell: tuple[str, str], changes: Iterable[Change], data: QueryDict, left_out: Collection[str]
) -> Iterator[tuple[str, str]]:
    if (key := _cell_key(cell)) in left_out:
        yield "leave", key
    translations = [
        _text_name(path)
        for path, _, _ in changes
        if path.language and (path.role, path.level) == cell
    ]
    where = ":".join(cell)
    for name in (f"word:{where}", f"text:{where}", *translations):
        if name in data:
            yield name, data.get(name, "")


def _others(
    kind: str,
    changes: Iterable[Change],
    roles: Collection[str],
    names: Names,
    data: QueryDict,
    left_out: Collection[str],
) -> Iterator[OtherInForm]:
    rest = [change for change in changes if not _has_field(change, roles)]
    units = in_reading_order(units_of(rest), names) if rest else []
    for unit, panel in zip(units, panels(kind, units, names, proposed=True), strict=True):
        yield OtherInForm(
            _key(panel.unit),
            panel,
            [
                TextInForm(
                    _text_name(path),
                    path.language,
                    language_name(path.language),
                    data.get(_text_name(path), new),
                )
                for path, _, new in unit.changes
                if path.language and not path.is_source_digest and new is not None
            ],
            _key(panel.unit) in left_out,
        )


def _cell(
    field: CellField, edited: Collection[tuple[str, str]], left_out: Collection[str]
) -> CellInForm:
    key = _cell_key((field.role, field.level))
    return CellInForm(
        key,
        f"{field.role_name} · {field.level_name}",
        replace(field, is_changed=(field.role, field.level) in edited),
        key in left_out,
    )


def _cell_key(cell: tuple[str, str]) -> str:
    return _key(Unit("cell", *cell))


def _own_field(path: Path) -> str:
    name = split_field(path.field)[0]
    return name if name in _OWN and not path.role and not path.language else ""


def _has_field(change: Change, roles: Iterable[str]) -> bool:
    """Whether another part of the form shows it; a listing goes with its role's cells."""
    path = change.path
    if _own_field(path) or path.field == "role":
        return True
    return bool(path.level) and not path.language and path.role in roles


def _key(unit: Unit) -> str:
    return ":".join(unit)


def _text_name(path: Path) -> str:
    return ":".join(("value", *path))
