"""The document that a page of history is about: what it is called and where it belongs now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, cast

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from skills.models import Document, Kind
from skills.projection import MODELS, Row


class Crumb(NamedTuple):
    name: str
    url: str


#: What has to be fetched beside a row to say where it belongs.
_PLACE: Final = {
    Kind.SKILL: ("document", "group__domain"),
    Kind.ROLE: ("document", "domain"),
    Kind.GROUP: ("document", "domain"),
    Kind.DOMAIN: ("document",),
}
_TODAY: Final[dict[str, Promise]] = {
    Kind.SKILL: pgettext_lazy("link", "The skill as it is today"),
    Kind.ROLE: pgettext_lazy("link", "The role as it is today"),
    Kind.GROUP: pgettext_lazy("link", "The group as it is today"),
    Kind.DOMAIN: pgettext_lazy("link", "The domain as it is today"),
}
_RETIRED: Final[dict[str, Promise]] = {
    Kind.SKILL: gettext_lazy("This skill is retired; what it said stays on record."),
    Kind.ROLE: gettext_lazy("This role is retired; what it said stays on record."),
    Kind.GROUP: gettext_lazy("This group is retired; what it said stays on record."),
    Kind.DOMAIN: gettext_lazy("This domain is retired; what it said stays on record."),
}


@dataclass(frozen=True)
class Subject:
    kind: str
    row: Row

    @property
    def document(self) -> Document:
        return self.row.document

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def url(self) -> str:
        return self.row.get_absolute_url()

    @property
    def history_url(self) -> str:
        return reverse(f"{self.kind}_history", args=[self.row.slug])

    @property
    def today_label(self) -> str:
        """The words of a link to its page."""
        return str(_TODAY[Kind(self.kind)])

    def url_at(self, number: int) -> str:
        """Its own page as it stood after a revision; only skills have one, others empty."""
        return f"{self.url}?revision={number}" if self.kind == Kind.SKILL else ""

    @property
    def revision_view(self) -> str:
        """The name of its revisions' addresses."""
        return f"{self.kind}_revision"

    @property
    def retired_sentence(self) -> str:
        return str(_RETIRED[Kind(self.kind)])

    @property
    def trail(self) -> list[Crumb]:
        """From its domain down to itself."""
        rows: list[Row] = [self.row]
        while parent := getattr(rows[-1], "group", None) or getattr(rows[-1], "domain", None):
            rows.append(parent)
        return [Crumb(row.name, row.get_absolute_url()) for row in reversed(rows)]

    @cached_property
    def successor(self) -> Row | None:
        """What took its place, if it is retired and something did."""
        if not (self.row.is_retired and self.row.successor):
            return None
        return MODELS[self.kind]._default_manager.filter(slug=self.row.successor).first()


def subject_or_404(kind: str, slug: str) -> Subject:
    """In one query."""
    rows = MODELS[kind]._default_manager.select_related(*_PLACE[Kind(kind)])
    return Subject(kind, cast(Row, get_object_or_404(rows, slug=slug)))
