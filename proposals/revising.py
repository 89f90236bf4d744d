"""What the author of a proposal sees of it in a form, and what they want instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from proposals.suggesting.draft import Draft
from proposals.suggesting.fields import with_fields
from proposals.suggesting.sheet import CellField, cell_field, with_cells
from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, Path, Unit, split_field, unit_of
from skills.algebra.text import clean_text
from skills.diffs import Panel, in_reading_order, language_name, panels, units_of
from skills.models import Role
from skills.names import Names


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
    left_out = set(data.getlist("leave"))
    if left_out:
        paths = {path for path in (*draft.before, *draft.wanted) if _key(unit_of(path)) in left_out}
        draft = draft.with_values((path, draft.before.get(path)) for path in paths)
    return draft


def revision_form(
    draft: Draft, changes: Iterable[Change], names: Names, data: QueryDict
) -> RevisionForm:
    """The fields for `draft`, of the units that a version's `changes` touch."""
    changes = list(changes)
    left_out = set(data.getlist("leave"))
    of_cells = {
        (path.role, path.level) for path, _, _ in changes if path.level and not path.language
    }
    roles = {
        role.slug: role for role in Role.objects.filter(slug__in={role for role, _ in of_cells})
    }
    cells = [
        _cell(draft, roles[role], level, data, left_out)
        for role, level in sorted(
            of_cells, key=lambda cell: (names.document("role", cell[0]), LEVELS.index(cell[1]))
        )
        if role in roles
    ]
    rest = [change for change in changes if not _has_field(change, roles.keys())]
    units = in_reading_order(units_of(rest), names) if rest else []
    kind = draft.document.kind
    return RevisionForm(
        own={field for change in changes if (field := _own_field(change.path))},
        cells=cells,
        others=[
            OtherInForm(
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
            for unit, panel in zip(units, panels(kind, units, names), strict=True)
        ],
    )


def _cell(draft: Draft, role: Role, level: str, data: QueryDict, left_out: set[str]) -> CellInForm:
    field = cell_field(draft, role, level, data)
    key = _key(Unit("cell", role.slug, level))
    return CellInForm(key, f"{role.name} · {field.level_name}", field, key in left_out)


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
