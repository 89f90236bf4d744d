"""What the page of changes shows of each document: what changed first, the weightiest on top."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from skills.algebra.changes import combine
from skills.algebra.meaning import Meaning
from skills.diffs import Panel, UnitChange, in_reading_order, panels, units_of
from skills.models import Kind
from skills.names import Names, Reference, names_now, references
from skills.what_changed import (
    SECTIONS,
    Birth,
    Question,
    Reason,
    Section,
    Step,
    Touched,
    births,
    changes_in_period,
)

#: So many panels of a document are shown; the rest stands on a page of its own.
_PANELS_SHOWN: Final = 5
_REASONS_SHOWN: Final = 3
_WEIGHT: Final = {meaning: place for place, meaning in enumerate(Meaning)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One document. `birth` is set for a new one, whose panels say what was changed since."""

    name: str
    touched: Touched
    panels: list[Panel]
    #: How many panels are left out, and where all of them stand.
    more: int
    all_url: str
    #: The revision that made a new one.
    birth_url: str
    reasons: list[Reason]
    more_reasons: int
    birth: Birth | None

    @property
    def kind_name(self) -> str:
        return str(Kind(self.touched.kind).label)

    @property
    def url(self) -> str:
        return reverse(self.touched.kind, args=[self.touched.slug])

    @property
    def cells_url(self) -> str:
        """Where its cells stand; only skills have any."""
        return self.url if self.touched.kind == Kind.SKILL else ""


class SectionEntries(NamedTuple):
    section: Section
    entries: list[Entry]


def report(
    question: Question, documents: Sequence[Touched], *, only: Section | None = None
) -> list[SectionEntries]:
    """The sections that `documents`, in the page's order, stand in; four queries at most.

    With `only`, what stands in other sections is left out of each document's panels.
    """
    edited = [document.pk for document in documents if document.is_edited]
    if only and Meaning.CREATED in only.meanings:
        edited = []  # nothing of it would be shown
    new = [document.pk for document in documents if document.is_new]
    steps = changes_in_period(question, edited) if edited else {}
    born = births(question, new) if new else {}
    names = names_now(_spoken_of(documents, steps))
    entries = [
        _entry(question, document, steps.get(document.pk, []), born.get(document.pk), names, only)
        for document in documents
    ]
    if only:
        return [SectionEntries(only, entries)] if entries else []
    by_section = groupby(entries, key=lambda entry: entry.touched.section)
    return [SectionEntries(section, list(of_section)) for section, of_section in by_section]


def section_named(slug: str) -> Section | None:
    return next((section for section in SECTIONS if section.slug == slug), None)


def _spoken_of(documents: Iterable[Touched], steps: dict[int, list[Step]]) -> set[Reference]:
    spoken_of = {Reference(document.kind, document.slug) for document in documents}
    for document in documents:
        changes = (step.change for step in steps.get(document.pk, []))
        spoken_of |= references(document.kind, changes)
    return spoken_of


def _entry(
    question: Question,
    document: Touched,
    steps: list[Step],
    birth: Birth | None,
    names: Names,
    only: Section | None,
) -> Entry:
    units = in_reading_order(units_of(combine(step.change for step in steps)), names)
    units = sorted(units, key=_by_weight)
    if only:
        units = [unit for unit in units if unit.meaning in only.meanings]
    reasons = list(dict.fromkeys(step.reason for step in reversed(steps)))
    return Entry(
        name=names.document(document.kind, document.slug),
        touched=document,
        panels=panels(document.kind, units[:_PANELS_SHOWN], names),
        more=max(0, len(units) - _PANELS_SHOWN),
        all_url=_all_url(question, document),
        birth_url=_revision_url(question, document, document.first),
        reasons=reasons[:_REASONS_SHOWN],
        more_reasons=max(0, len(reasons) - _REASONS_SHOWN),
        birth=birth,
    )


def _by_weight(unit: UnitChange) -> int:
    return _WEIGHT[unit.meaning]


def _all_url(question: Question, document: Touched) -> str:
    """The revision that did it all, or the comparison of the two ends."""
    before = document.first if document.is_new else document.first - 1
    if document.last - before <= 1:
        return _revision_url(question, document, document.last)
    ends = {"from": str(before), "to": str(document.last), **_role(question)}
    return f"{reverse(f'{document.kind}_history', args=[document.slug])}?{urlencode(ends)}"


def _revision_url(question: Question, document: Touched, number: int) -> str:
    url = reverse(f"{document.kind}_revision", args=[document.slug, number])
    return f"{url}?{urlencode(_role(question))}" if question.role else url


def _role(question: Question) -> dict[str, str]:
    return {"role": question.role} if question.role else {}
