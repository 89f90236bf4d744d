"""A list of changes as people read it: per role and level, word by word, with what it means.

For a revision, a comparison of two, and whatever else is a list of changes. `units_of` sorts a
list cheaply; `panels` does the costly part, the words, for those that are shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext, gettext_lazy

from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning, classify
from skills.algebra.paths import (
    LEVELS,
    PARENT,
    STATUS,
    SUCCESSOR,
    Path,
    Unit,
    split_field,
    unit_of,
)
from skills.algebra.words import Piece, word_diff
from skills.meaning_names import is_weighty, meaning_name, requirement_name
from skills.names import Names
from skills.projection import PARENTS

#: Below this share of common text, two versions read better one after the other than interwoven.
_WORTH_WEAVING: Final = 0.3

_FIELD_NAMES: Final[dict[str, Promise]] = {
    "name": gettext_lazy("Name"),
    "summary": gettext_lazy("Summary"),
    "alt_label": gettext_lazy("Also called"),
    "identifier": gettext_lazy("Identifier"),
    "link": gettext_lazy("Link"),
    "status": gettext_lazy("Status"),
}
_PARENT_NAMES: Final[dict[str, Promise]] = {
    "group": gettext_lazy("Group"),
    "domain": gettext_lazy("Domain"),
}
_STATUS_NAMES: Final[dict[str, Promise]] = {
    "active": gettext_lazy("In use"),
    "retired": gettext_lazy("Retired"),
}

type Shown = Literal["woven", "apart", "new", "gone", "withheld"]


class UnitChange(NamedTuple):
    """What a list does to one unit (a cell, a name, …), and what that means."""

    unit: Unit
    meaning: Meaning
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text's old and new words.

    `shown` says how they read best: interwoven, the old text and then the new one apart, only one
    of the two because it is new or gone, or not at all because the words were removed for good.
    """

    label: str
    language: str
    shown: Shown
    pieces: list[Piece]

    @property
    def old(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def new(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")


@dataclass(frozen=True, slots=True)
class WordChange:
    """One word, or name, that took another's place; empty where there was or is none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One unit, ready to be shown. `role` and `level` are slugs, empty where it is no cell's."""

    unit: Unit
    heading: str
    meaning: Meaning
    #: Empty where the whole document is new.
    meaning_name: str
    words: list[WordChange]
    texts: list[TextChange]
    #: Sentences about what has no words to compare.
    remarks: list[str]

    @property
    def role(self) -> str:
        return self.unit.role

    @property
    def level(self) -> str:
        return self.unit.level

    @property
    def anchor(self) -> str:
        """Where the unit stands on its document's page; empty if it is no cell, or gone."""
        is_gone = any(word.old and not word.new for word in self.words)
        return f"cell-{self.role}-{self.level}" if self.level and not is_gone else ""

    @property
    def is_weighty(self) -> bool:
        """Whether it changes what is asked of people, and not only how that is said."""
        return is_weighty(self.meaning)


def units_of(changes: Iterable[Change]) -> list[UnitChange]:
    """The units that `changes` touch, in no order yet.

    A role's listing is left out where its cells say the same. Where a document is new all of it
    is: nothing in it was renamed or became required, and that it is in use goes without saying.
    """
    by_unit: dict[Unit, list[Change]] = {}
    for change in changes:
        by_unit.setdefault(unit_of(change.path), []).append(change)
    meanings = classify(change for of_unit in by_unit.values() for change in of_unit)
    if Meaning.CREATED in meanings.values():
        meanings = dict.fromkeys(meanings, Meaning.CREATED)
        del by_unit[unit_of(STATUS)]
    with_cells = {unit.role for unit in by_unit if unit.level}
    return [
        UnitChange(unit, meanings[unit], of_unit)
        for unit, of_unit in by_unit.items()
        if not (unit.name == "role" and unit.role in with_cells)
    ]


def in_reading_order(units: Iterable[UnitChange], names: Names) -> list[UnitChange]:
    """The document's own fields, then role by role as they are called, up the ladder."""

    def place(change: UnitChange) -> tuple[str, str, int, int, str, str]:
        unit = change.unit
        rank = LEVELS.index(unit.level) + 1 if unit.level in LEVELS else 0
        field, key = split_field(unit.name)
        order = _FIELD_ORDER.index(field) if field in _FIELD_ORDER else len(_FIELD_ORDER)
        called = names.document("role", unit.role).casefold() if unit.role else ""
        return (called, unit.role, rank, order, key, unit.language)

    return sorted(units, key=place)


_FIELD_ORDER: Final = ("status", "name", "parent", "summary", "alt_label", "identifier", "link")


def panels(
    kind: str, units: Iterable[UnitChange], names: Names, *, proposed: bool = False
) -> list[Panel]:
    """What is shown of each of `units`, which belong to a document of `kind`.

    `proposed` where they are not live, and their tags say what would happen.
    """
    return [_panel(kind, unit, names, proposed=proposed) for unit in units]


def tally(units: Iterable[UnitChange], *, proposed: bool = False) -> list[tuple[str, int]]:
    """How many units of each meaning, the weightiest first, by what they are called.

    Nothing of a new document, all of which is new.
    """
    counts: Counter[Meaning] = Counter(
        unit.meaning for unit in units if unit.meaning is not Meaning.CREATED
    )
    return [
        (meaning_name(meaning, proposed=proposed), counts[meaning])
        for meaning in Meaning
        if meaning in counts
    ]


class RoleTouched(NamedTuple):
    """`units` is how many of its cells are among the changes."""

    slug: str
    name: str
    units: int


def roles_touched(units: Iterable[UnitChange], names: Names) -> list[RoleTouched]:
    """The roles that `units` are about, by name."""
    counts = Counter(unit.unit.role for unit in units if unit.unit.role)
    roles = [
        RoleTouched(slug, names.document("role", slug), count) for slug, count in counts.items()
    ]
    return sorted(roles, key=lambda role: (role.name.casefold(), role.slug))


def _panel(kind: str, change: UnitChange, names: Names, *, proposed: bool) -> Panel:
    unit, meaning, changes = change
    words: list[WordChange] = []
    texts: list[TextChange] = []
    remarks: list[str] = []
    translated = {path for path, _, _ in changes if not path.is_source_digest}
    for path, old, new in sorted(changes, key=_order_in_panel):
        if path.is_source_digest:
            if path.text_path() not in translated and new is not None:
                remarks.append(_confirmed(path.language))
        elif old == new:
            texts.append(TextChange(_text_label(path), path.language, "withheld", []))
        elif path.field in WORD_FIELDS:
            words.append(_word_change(kind, path, old, new, names))
        elif old or new:
            texts.append(text_change(_text_label(path), path.language, old or "", new or ""))
        elif new is not None:
            remarks.append(gettext("Nothing is said about it yet."))
    return Panel(
        unit=unit,
        heading=unit_heading(kind, unit, names),
        meaning=meaning,
        meaning_name=(
            meaning_name(meaning, proposed=proposed) if meaning is not Meaning.CREATED else ""
        ),
        words=words,
        texts=texts,
        remarks=remarks,
    )


#: Fields whose values are no text: fixed words, or other documents' slugs.
WORD_FIELDS: Final = {"requirement", "role", PARENT.field, STATUS.field, SUCCESSOR.field}


def _order_in_panel(change: Change) -> tuple[str, bool, str]:
    return (change.path.language, change.path.field not in WORD_FIELDS, change.path.field)


def unit_heading(kind: str, unit: Unit, names: Names) -> str:
    """What a unit of a document of `kind` is called."""
    if unit.role:
        called = [names.document("role", unit.role)]
        if unit.level:
            called.append(names.level(unit.level))
        return " · ".join(called)
    field, key = split_field(unit.name)
    if field == "parent":
        heading = str(_PARENT_NAMES[PARENTS[kind][0]])
    else:
        heading = str(_FIELD_NAMES.get(field, field))
    if field == "identifier":
        heading = f"{heading} · {key}"
    return f"{heading} · {language_name(unit.language)}" if unit.language else heading


def _text_label(path: Path) -> str:
    """What tells a text from its siblings in the same panel; empty for what the heading names."""
    field, key = split_field(path.field)
    if field == "link":
        return key
    return language_name(path.language) if path.language and path.level else ""


def _word_change(
    kind: str, path: Path, old: str | None, new: str | None, names: Names
) -> WordChange:
    before = "" if old is None else word_for(kind, path, old, names)
    after = "" if new is None else word_for(kind, path, new, names)
    label = gettext("What takes its place") if path == SUCCESSOR else ""
    return WordChange(label, before, after)


def word_for(kind: str, path: Path, value: str, names: Names) -> str:
    """What stands for a value that is a fixed word or another document's slug."""
    if path.field == "requirement":
        return requirement_name(value)
    if path == STATUS:
        return str(_STATUS_NAMES[value])
    if path == PARENT:
        return names.document(PARENTS[kind][1], value)
    if path == SUCCESSOR:
        return names.document(kind, value)
    return gettext("Listed")


def text_change(label: str, language: str, old: str, new: str) -> TextChange:
    """How the change of a text from `old` to `new` reads best; one of the two may be empty."""
    if not old:
        return TextChange(label, language, "new", [Piece("added", new)])
    if not new:
        return TextChange(label, language, "gone", [Piece("removed", old)])
    pieces = word_diff(old, new)
    if _is_worth_weaving(pieces, old, new):
        return TextChange(label, language, "woven", pieces)
    return TextChange(label, language, "apart", [Piece("removed", old), Piece("added", new)])


def _is_worth_weaving(pieces: Sequence[Piece], old: str, new: str) -> bool:
    common = sum(len(piece.text.strip()) for piece in pieces if piece.kind == "same")
    return len(old.split()) < 4 or common >= _WORTH_WEAVING * max(len(old), len(new))


def _confirmed(language: str) -> str:
    message = gettext("The translation into %(language)s was found to fit the text as it is now.")
    return message % {"language": language_name(language)}


def language_name(code: str) -> str:
    """In the reader's language; the code itself where nothing is known about it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
