"""The cells of a draft, as a form shows some of them and as it sends them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _

from proposals.suggesting.draft import Draft
from proposals.suggesting.parts import Choice, Part, following, parts_of
from skills.algebra.paths import LEVELS, OPTIONAL, REQUIRED, cells_of, description, requirement
from skills.algebra.text import clean_text, is_slug
from skills.models import Role
from skills.names import level_names

#: What a cell's choice says where nothing is said about it.
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class CellField:
    """`name` is what its two fields' names end in; `was` its word before, empty if it was not there."""

    role: str
    level: str
    role_name: str
    level_name: str
    word: str
    text: str
    was: str
    is_changed: bool

    @property
    def name(self) -> str:
        return f"{self.role}:{self.level}"

    @property
    def anchor(self) -> str:
        return f"text-{self.role}-{self.level}"

    @property
    def word_anchor(self) -> str:
        return f"word-{self.role}-{self.level}"


@dataclass(frozen=True, slots=True)
class Sheet:
    part: Part
    heading: str
    cells: list[CellField]
    by_role: list[Choice]
    by_level: list[Choice]
    #: What follows the part that is shown: the next role or level.
    following: Choice | None
    #: Roles that could be added, domain by domain: `(domain's name, [(slug, name)])`.
    to_add: list[tuple[str, list[tuple[str, str]]]]
    #: Whether the shown role still has a cell that could be dropped.
    may_drop: bool

    @property
    def shown(self) -> set[tuple[str, str]]:
        return {(cell.role, cell.level) for cell in self.cells}


def sheet_of(
    draft: Draft, part: Part, roles: Iterable[Role], typed: Mapping[str, str] | None = None
) -> Sheet:
    """`roles` are those in use, with their domains, in the order they are offered.

    Cells of retired roles are in the draft, and stay as they are. `typed` is what the form sent: a
    text that was rewritten and then taken out is shown as it was typed.
    """
    in_use = {role.slug: role for role in roles}
    changed = draft.changed_cells()
    touched = cells_of(draft.before) | cells_of(draft.wanted)
    names = {slug: role.name for slug, role in in_use.items()}
    standing = sorted(
        {role for role, _ in touched if role in in_use} | ({part.role} & names.keys()),
        key=lambda slug: (names[slug].casefold(), slug),
    )
    if not part.level and part.role not in standing:
        part = Part(role=standing[0]) if standing else Part()
    levels = level_names()
    shown = (
        [(part.role, level) for level in LEVELS]
        if part.role
        else [(role, part.level) for role in standing if part.level]
    )
    by_role, by_level = parts_of({slug: names[slug] for slug in standing}, levels, changed, part)
    return Sheet(
        part=part,
        heading=names[part.role] if part.role else levels.get(part.level, ""),
        cells=[
            _cell(draft, role, level, names[role], levels[level], changed, typed or {})
            for role, level in shown
        ],
        by_role=by_role,
        by_level=by_level,
        following=following(by_role if part.role else by_level),
        to_add=_to_add(in_use, set(standing)),
        may_drop=any(requirement(part.role, level) in draft.wanted for level in LEVELS),
    )


def cell_field(
    draft: Draft, role: Role, level: str, typed: Mapping[str, str] | None = None
) -> CellField:
    """One cell alone."""
    return cell_fields(draft, [(role, level)], typed)[0]


def cell_fields(
    draft: Draft, cells: Iterable[tuple[Role, str]], typed: Mapping[str, str] | None = None
) -> list[CellField]:
    levels, changed = level_names(), draft.changed_cells()
    return [
        _cell(draft, role.slug, level, role.name, levels[level], changed, typed or {})
        for role, level in cells
    ]


def _cell(
    draft: Draft,
    role: str,
    level: str,
    role_name: str,
    level_name: str,
    changed: set[tuple[str, str]],
    typed: Mapping[str, str],
) -> CellField:
    word, text = requirement(role, level), description(role, level)
    # What was said stays readable beside the wish to take it out.
    said = typed.get(f"text:{role}:{level}", draft.before.get(text, ""))
    return CellField(
        role=role,
        level=level,
        role_name=role_name,
        level_name=level_name,
        word=draft.wanted.get(word, NONE),
        text=draft.wanted.get(text, said),
        was=draft.before.get(word, ""),
        is_changed=(role, level) in changed,
    )


def _to_add(in_use: dict[str, Role], standing: set[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    by_domain: dict[str, list[tuple[str, str]]] = {}
    for slug, role in in_use.items():
        if slug not in standing:
            by_domain.setdefault(role.domain.name, []).append((slug, role.name))
    return list(by_domain.items())


def with_cells(draft: Draft, data: QueryDict) -> Draft:
    """The draft with the cells that a form sent. Raises `BadRequest` for a cell that can't be."""
    draft = draft.with_kept(data.get("kept", ""))
    for name in data:
        what, _colon, cell = name.partition(":")
        if what == "word":
            role, _colon, level = cell.partition(":")
            if level not in LEVELS or not is_slug(role):
                raise BadRequest(_("This form came back changed and can't be read."))
            text = clean_text(data.get(f"text:{cell}", ""))
            word = data.get(name, "")
            if text and word not in (REQUIRED, OPTIONAL):
                draft = _undecided(draft, role, level, text)
            else:
                draft = draft.with_cell(role, level, word, text)
    return draft


def _undecided(draft: Draft, role: str, level: str, text: str) -> Draft:
    """Nothing is to be said here: of a cell that was there that drops it, whatever its text. In a
    new one the text stands, half a cell, until it is said whether it is required."""
    draft = draft.without_cell(role, level)
    if requirement(role, level) in draft.before:
        return draft
    return draft.with_values([(description(role, level), text)])
