"""Bringing a proposal and the live text together: what a form asks, and what it answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from proposals.conflicts import Facet, UnitConflict, unit_conflicts
from proposals.models import Proposal
from proposals.suggesting.broken_rules import too_long_sentence
from proposals.versions import current_changes
from skills.algebra.merging import merge
from skills.algebra.paths import OPTIONAL, REQUIRED, Path, requirement, split_field
from skills.algebra.text import clean_line, clean_text
from skills.algebra.validity import text_limit
from skills.diffs import Panel, in_reading_order, panels, units_of
from skills.names import names_now, references
from skills.projection import live_content

CHOICES: Final = ("proposed", "live", "together")


@dataclass(frozen=True, slots=True)
class TextField:
    facet: Facet
    text: str

    @property
    def name(self) -> str:
        return _text_name(self.facet.path)

    @property
    def kind(self) -> str:
        """Its field, without the key that tells many of them apart."""
        return split_field(self.facet.path.field)[0]

    @property
    def limit(self) -> int:
        return text_limit(self.kind)


@dataclass(frozen=True, slots=True)
class Resolving:
    """One unit in conflict as the form shows it: what is chosen, typed, and still missing."""

    conflict: UnitConflict
    choice: str
    required: str
    texts: list[TextField]
    problem: str

    @property
    def choice_name(self) -> str:
        return _choice_name(self.conflict)

    @property
    def required_name(self) -> str:
        return _required_name(self.conflict)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The whole form. `fitting` are the units that meet nothing and stay as they are."""

    units: list[Resolving]
    fitting: list[Panel]
    live_number: int

    @property
    def has_problems(self) -> bool:
        return any(unit.problem for unit in self.units)

    def choices(self) -> dict[Path, str | None]:
        """The values to propose instead, as `rebase` wants them."""
        found: dict[Path, str | None] = {}
        for unit in self.units:
            if unit.choice == "together":
                found |= {field.facet.path: _cleaned(field) for field in unit.texts}
            if unit.choice != "live" and unit.conflict.has_gone and unit.required:
                cell = unit.conflict.unit
                found[requirement(cell.role, cell.level)] = unit.required
        return found

    def keep_live(self) -> frozenset[Path]:
        """A path of each unit whose live text stays."""
        return frozenset(
            unit.conflict.facets[0].path for unit in self.units if unit.choice == "live"
        )


def resolution(proposal: Proposal, form: QueryDict | None = None) -> Resolution:
    """What has to be resolved now; `form` is what was answered, checked and kept as it was typed."""
    document = proposal.document
    changes = current_changes(proposal)
    live = live_content(document)
    merged = merge(live, changes)
    names = names_now(references(document.kind, merged.applies))
    units = in_reading_order(units_of(merged.applies), names)
    return Resolution(
        units=[
            _resolving(conflict, form)
            for conflict in unit_conflicts(document, merged.conflicts, live)
            if conflict.facets
        ],
        fitting=panels(document.kind, units, names, proposed=True),
        live_number=document.number,
    )


def _resolving(conflict: UnitConflict, form: QueryDict | None) -> Resolving:
    said: Mapping[str, str] = form.dict() if form is not None else {}  # type: ignore[assignment]
    choice = said.get(_choice_name(conflict), "")
    required = said.get(_required_name(conflict), "")
    choice = choice if choice in CHOICES else ""
    required = required if required in (REQUIRED, OPTIONAL) else ""
    texts = [
        TextField(facet, said.get(_text_name(facet.path), facet.together).replace("\r\n", "\n"))
        for facet in conflict.texts
    ]
    problem = ""
    if form is not None:
        if not choice:
            problem = _("Choose which text to keep.")
        elif conflict.has_gone and choice != "live" and not required:
            problem = _("Say whether it is required.")
        elif choice == "together":
            problem = next(filter(None, map(_too_long, texts)), "")
    return Resolving(conflict, choice, required, texts, problem)


def _too_long(field: TextField) -> str:
    length = len(_cleaned(field) or "")
    return too_long_sentence(length, field.kind) if length > field.limit else ""


def _choice_name(conflict: UnitConflict) -> str:
    return f"choice|{conflict.key}"


def _required_name(conflict: UnitConflict) -> str:
    return f"required|{conflict.key}"


def _text_name(path: Path) -> str:
    return "|".join(("text", *path))


def _cleaned(field: TextField) -> str | None:
    path = field.facet.path
    if path.field in ("summary", "description"):
        text = clean_text(field.text)
    else:
        text = clean_line(field.text)
    # Only a paragraph of the source language can be there and say nothing.
    return text if text or (path.field == "description" and not path.language) else None
