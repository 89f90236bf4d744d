"""What was published directly and nobody else has looked over yet, as the patrol list shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import FETCH_RAISE
from django.urls import reverse

from accounts.models import User
from proposals.models import DirectPublication
from proposals.models.review import DirectPublicationQuerySet
from proposals.operations.patrol import may_check
from proposals.rights import scopes_of
from skills.activity import RevisionLine, revision_line
from skills.algebra.changes import Change
from skills.diffs import Panel, in_reading_order, panels, units_of
from skills.models import Change as ChangeRow
from skills.models import Revision
from skills.names import Reference, names_now, references

#: The rest of a large one is on its revision's own page.
_PANELS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication: of what, what it changed, and whether the visitor may say it is fine."""

    revision: Revision
    line: RevisionLine
    name: str
    domain: str
    panels: list[Panel]
    more: int
    may_check: bool

    @property
    def url(self) -> str:
        document = self.revision.document
        return reverse(f"{document.kind}_revision", args=[document.slug, self.revision.number])

    @property
    def document_url(self) -> str:
        return reverse(self.revision.document.kind, args=[self.revision.document.slug])

    @property
    def revert_url(self) -> str:
        document = self.revision.document
        number = self.revision.number
        return reverse(
            "revert", kwargs={"kind": document.kind, "slug": document.slug, "number": number}
        )


def waiting_to_be_checked(user: User) -> DirectPublicationQuerySet:
    """By others, in the domains that this moderator has rights in; oldest first."""
    found = DirectPublication.objects.unchecked().exclude(revision__author=user).oldest_first()
    found = found.select_related("revision__document", "revision__author", "revision__reviewer")
    found = found.fetch_mode(FETCH_RAISE)
    domains = {scope.domain for scope in user.moderator_scopes.all()}
    if user.is_superuser or "" in domains:
        return found
    return found.in_domains(domains)


def entries(publications: Iterable[DirectPublication], *, reader: User) -> list[Entry]:
    """In the same order, the same number of queries however many there are."""
    revisions = [publication.revision for publication in publications]
    changes = _changes(revisions)
    lists = [(revision.document, changes[revision.pk]) for revision in revisions]
    wanted = {Reference(document.kind, document.slug) for document, _ in lists}
    for document, of_document in lists:
        wanted |= references(document.kind, of_document)
    names = names_now(wanted)
    found = []
    for revision, scope in zip(revisions, scopes_of(lists), strict=True):
        kind = revision.document.kind
        units = in_reading_order(units_of(changes[revision.pk]), names)
        found.append(
            Entry(
                revision=revision,
                line=revision_line(revision),
                name=names.document(kind, revision.document.slug),
                domain=scope.domains[0] if scope.domains else "",
                panels=panels(kind, units[:_PANELS_SHOWN], names),
                more=max(0, len(units) - _PANELS_SHOWN),
                may_check=may_check(reader, revision, scope),
            )
        )
    return found


def _changes(revisions: Iterable[Revision]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {revision.pk: [] for revision in revisions}
    for row in ChangeRow.objects.filter(revision__in=found).order_by("id"):
        found[row.revision_id].append(row.as_tuple())
    return found
