"""What is wrong with a draft, in sentences that say where, for the person who typed it."""

from collections.abc import Callable, Container, Iterable
from typing import Final, NamedTuple, Self

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from proposals.operations.described import undescribed, undescribed_sentence
from proposals.suggesting.draft import Draft
from skills.algebra.changes import apply
from skills.algebra.paths import Path, split_field, unit_of
from skills.algebra.validity import LINKS_LIMIT, Problem, problems, text_limit
from skills.diffs import unit_heading
from skills.names import Names, Reference, names_now


class BrokenRule(NamedTuple):
    """`field` says what to mend, as the form's ids do; empty where it is nothing in particular.

    `part` is the part of the sheet that a cell to mend stands in, where another is shown.
    """

    sentence: str
    field: str
    cell: tuple[str, str] = ("", "")
    part: str = ""

    @classmethod
    def about(cls, sentence: str, path: Path) -> Self:
        if path.level:
            what = "word" if path.field == "requirement" else "text"
            return cls(sentence, f"{what}-{path.role}-{path.level}", (path.role, path.level))
        field, _key = split_field(path.field)
        return cls(sentence, _FIELDS.get(field, field))


def broken_rules(draft: Draft) -> list[BrokenRule]:
    """Each rule that the document would break, in the order in which they are checked."""
    after = apply(draft.before, draft.completed())
    kind = draft.document.kind
    found = [
        problem
        for problem in problems(kind, after)
        if problem.code != "cells_without_listing"  # said better as half a cell
    ]
    empty = undescribed(draft.before, after)
    if not found and not empty:
        return []
    roles = {path.role for path in (*(problem.path for problem in found), *empty) if path.role}
    names = names_now({Reference("role", role) for role in roles})
    said = [
        BrokenRule.about(
            _sentence(kind, problem, len(after.get(problem.path, "")), names), problem.path
        )
        for problem in found
    ]
    said += [
        BrokenRule.about(undescribed_sentence(unit_heading(kind, unit_of(path), names)), path)
        for path in empty
    ]
    return list(dict.fromkeys(said))


def where_shown(
    broken: Iterable[BrokenRule], shown: Container[tuple[str, str]]
) -> list[BrokenRule]:
    """The same for a form that shows these cells alone: the others are in another part of it."""
    return [
        rule._replace(field="", part=f"role:{rule.cell[0]}")
        if rule.cell[0] and rule.cell not in shown
        else rule
        for rule in broken
    ]


def _sentence(kind: str, problem: Problem, length: int, names: Names) -> str:
    field, key = split_field(problem.path.field)
    if say := _PLAIN.get(problem.code):
        return say()
    where = unit_heading(kind, unit_of(problem.path), names)
    if problem.code == "half_cell":
        return _("%(where)s: say whether it is required or optional.") % {"where": where}
    if problem.code == "too_long":
        return f"{where}: {too_long_sentence(length, field)}"
    if problem.code == "not_a_web_address":
        return _("“%(address)s” is no web address: it starts with https://") % {"address": key[:80]}
    if field == "identifier":
        return _(
            "An identifier is a line such as “esco: 1234”: where it comes from, a colon, and what it "
            "is called there."
        )
    return _("%(where)s: this can't be so (%(code)s).") % {
        "where": where,
        "code": problem.code.replace("_", " "),
    }


def too_long_sentence(length: int, field: str) -> str:
    message = _("%(length)s characters; the limit is %(limit)s. Nothing is lost.")
    numbers = {"length": length, "limit": text_limit(field)}
    return message % {name: number_format(n, force_grouping=True) for name, n in numbers.items()}


_PLAIN: Final[dict[str, Callable[[], str]]] = {
    "name_missing": lambda: _("It needs a name."),
    "parent_missing": lambda: _("Say where it belongs."),
    "too_many_links": lambda: _("There can be %(limit)d links at most.") % {"limit": LINKS_LIMIT},
}

_FIELDS: Final = {"alt_label": "labels", "identifier": "identifiers", "link": "links"}
