"""What is wrong with a draft, in sentences that say where, for the person who typed it."""

from collections.abc import Callable
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from proposals.suggesting.draft import Draft
from skills.algebra import text as rules
from skills.algebra.changes import apply
from skills.algebra.paths import split_field, unit_of
from skills.algebra.validity import LINKS_LIMIT, Problem, problems
from skills.diffs import unit_heading
from skills.names import Names, Reference, names_now


class BrokenRule(NamedTuple):
    """`field` is the id of what to mend; empty where it is nothing in particular."""

    sentence: str
    field: str


def broken_rules(draft: Draft) -> list[BrokenRule]:
    """Each rule that the document would break, in the order in which they are checked."""
    after = apply(draft.before, draft.completed())
    kind = draft.document.kind
    found = [
        problem
        for problem in problems(kind, after)
        if problem.code != "cells_without_listing"  # said better as half a cell
    ]
    if not found:
        return []
    names = names_now({Reference("role", problem.path.role) for problem in found})
    said = [
        BrokenRule(
            _sentence(kind, problem, len(after.get(problem.path, "")), names), _field(problem)
        )
        for problem in found
    ]
    return list(dict.fromkeys(said))


def _sentence(kind: str, problem: Problem, length: int, names: Names) -> str:
    field, key = split_field(problem.path.field)
    if say := _PLAIN.get(problem.code):
        return say()
    where = unit_heading(kind, unit_of(problem.path), names)
    if problem.code == "too_long":
        message = _("%(where)s: %(length)d characters; the limit is %(limit)d. Nothing is lost.")
        limit = _LIMITS.get(field, rules.TEXT_LIMIT)
        return message % {"where": where, "length": length, "limit": limit}
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


_LIMITS: Final = {
    "name": rules.NAME_LIMIT,
    "alt_label": rules.LABEL_LIMIT,
    "identifier": rules.IDENTIFIER_LIMIT,
    "link": rules.NAME_LIMIT,
}
_PLAIN: Final[dict[str, Callable[[], str]]] = {
    "name_missing": lambda: _("It needs a name."),
    "parent_missing": lambda: _("Say where it belongs."),
    "half_cell": lambda: _("Say whether it is required or optional."),
    "too_many_links": lambda: _("There can be %(limit)d links at most.") % {"limit": LINKS_LIMIT},
}


def _field(problem: Problem) -> str:
    path = problem.path
    if path.level:
        return f"text-{path.role}-{path.level}"
    field, _key = split_field(path.field)
    return {"alt_label": "labels", "identifier": "identifiers", "link": "links"}.get(field, field)
