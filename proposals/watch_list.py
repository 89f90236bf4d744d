"""Everything one person watches, kind by kind, as their own list shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from accounts.models import User
from proposals.community import community_url
from proposals.models import Proposal, Watch
from proposals.models.watch import WatchQuerySet
from skills.models import Document, Kind, Status
from skills.names import Reference, document_name, names_now
from skills.projection import MODELS
from skills.search_text import fold

_A_PAGE: Final = 50
_TEXT_LIMIT: Final = 200
#: What was added by itself, whatever its kind.
AUTOMATIC: Final = "automatic"
#: In the order of the list.
_SHOWN: Final[dict[str, Promise]] = {
    Kind.DOMAIN: pgettext_lazy("what I watch", "Domains"),
    Kind.GROUP: pgettext_lazy("what I watch", "Groups"),
    Kind.ROLE: pgettext_lazy("what I watch", "Roles"),
    Kind.SKILL: pgettext_lazy("what I watch", "Skills"),
}
_PLACE: Final = Case(
    *(When(document__kind=kind, then=Value(place)) for place, kind in enumerate(_SHOWN)),
    output_field=models.IntegerField(),
)


@dataclass(frozen=True, slots=True)
class WatchNarrowing:
    """What the list is narrowed to: a kind of document, or `automatic`; and words of the name."""

    show: str = ""
    text: str = ""

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> Self:
        show, text = query.get("show", ""), query.get("q", "").strip()[:_TEXT_LIMIT]
        if show and show != AUTOMATIC and show not in _SHOWN:
            message = gettext("There is no “%(slug)s” to choose from. Choose from the list.")
            raise BadRequest(message % {"slug": show[:40]})
        return cls(show, text)

    @property
    def query(self) -> str:
        asked = {name: value for name, value in (("show", self.show), ("q", self.text)) if value}
        return f"?{urlencode(asked)}" if asked else ""

    def of(self, watches: WatchQuerySet) -> WatchQuerySet:
        if self.show == AUTOMATIC:
            watches = watches.filter(is_automatic=True)
        elif self.show:
            watches = watches.filter(document__kind=self.show)
        for word in fold(self.text).split():
            watches = watches.filter(
                Q(document__search_text__title__contains=word) | Q(document__slug__contains=word)
            )
        return watches


@dataclass(frozen=True, slots=True)
class Watched:
    """One line. `successor` is what took the place of what is retired, if that is in use."""

    watch: Watch
    name: str
    url: str
    successor: Reference | None
    successor_name: str

    @property
    def document(self) -> Document:
        return self.watch.document

    @property
    def is_role(self) -> bool:
        return self.document.kind == Kind.ROLE

    @property
    def is_retired(self) -> bool:
        return self.document.status == Status.RETIRED

    @property
    def is_proposed(self) -> bool:
        """Not there yet: somebody proposes it."""
        return not self.document.is_published

    @property
    def successor_url(self) -> str:
        return reverse(self.successor.kind, args=[self.successor.slug]) if self.successor else ""


@dataclass(frozen=True, slots=True)
class WatchList:
    """A page of it. `counts` are those of the tabs: what is shown, its name, how many."""

    total: int
    counts: list[tuple[str, str, int]]
    automatic: int
    page: Page[Watch]
    #: The heading of each kind on the page, with its lines.
    kinds: list[tuple[str, list[Watched]]]


def watch_list(user: User, narrowing: WatchNarrowing, *, number: str | None) -> WatchList:
    """What `user` watches; a few queries, however much it is."""
    mine = Watch.objects.standing().by(user)
    columns = {kind.value: Count("pk", filter=Q(document__kind=kind)) for kind in Kind}
    counts = mine.aggregate(automatic=Count("pk", filter=Q(is_automatic=True)), **columns)
    named = mine.select_related("document").annotate(
        name=Coalesce(
            document_name("document__"), "document__slug", output_field=models.CharField()
        )
    )
    ordered = narrowing.of(named).order_by(_PLACE, Lower("name"), "pk")
    page: Page[Watch] = Paginator(ordered, _A_PAGE).get_page(number)
    by_kind: dict[str, list[Watched]] = {}
    for line in _lines(list(page.object_list)):
        by_kind.setdefault(line.document.kind, []).append(line)
    return WatchList(
        total=sum(counts[kind] for kind in _SHOWN),
        counts=[(kind, str(name), counts[kind]) for kind, name in _SHOWN.items() if counts[kind]],
        automatic=counts["automatic"],
        page=page,
        kinds=[(str(_SHOWN[Kind(kind)]), lines) for kind, lines in by_kind.items()],
    )


def _lines(watches: list[Watch]) -> list[Watched]:
    successors = _successors([watch.document for watch in watches])
    names = names_now(set(successors.values()))
    titles = _proposed_titles([watch.document for watch in watches])
    found = []
    for watch in watches:
        document = watch.document
        successor = successors.get(document.pk)
        found.append(
            Watched(
                watch,
                titles.get(document.pk) or watch.name,  # type: ignore[attr-defined]
                reverse(document.kind, args=[document.slug])
                if document.is_published
                else community_url(document),
                successor,
                names.document(*successor) if successor else "",
            )
        )
    return found


def _successors(documents: list[Document]) -> dict[int, Reference]:
    """What is in use and took the place of those that are retired; a query a kind of these."""
    retired: dict[str, list[int]] = {}
    for document in documents:
        if document.status == Status.RETIRED:
            retired.setdefault(document.kind, []).append(document.pk)
    found: dict[int, Reference] = {}
    for kind, pks in retired.items():
        rows = MODELS[kind]._default_manager
        said = dict(rows.filter(pk__in=pks).exclude(successor="").values_list("pk", "successor"))
        in_use = rows.filter(slug__in=said.values(), status=Status.ACTIVE)
        slugs = set(in_use.values_list("slug", flat=True)) if said else set()
        found |= {pk: Reference(kind, slug) for pk, slug in said.items() if slug in slugs}
    return found


def _proposed_titles(documents: list[Document]) -> dict[int, str]:
    """What those that are not there yet are to be called."""
    proposed = [document.pk for document in documents if not document.is_published]
    if not proposed:
        return {}
    rows = Proposal.objects.filter(document__in=proposed).order_by("pk")
    return dict(rows.values_list("document", "title"))
