"""What notifications speak of, fetched for many at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q, Value

from proposals.models import EventKind, Notification, Proposal, ProposalChange
from proposals.models.event import Event
from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning
from skills.algebra.paths import REQUIRED, Path
from skills.models import Change as ChangeRow
from skills.names import Names, Reference, names_now, references

#: What is told of a comment although nobody sees it any more.
_ABOUT_WHAT_IS_HIDDEN: Final = {EventKind.COMMENT_HIDDEN, EventKind.FLAG_SETTLED}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sentences about some notifications need; two queries for any number of them."""

    #: Those whose recipients may still see what they are about, in the order asked for.
    notifications: list[Notification]
    names: Names
    revision_changes: dict[int, list[Change]]
    proposal_changes: dict[int, list[Change]]

    def changes(self, event: Event) -> list[Change]:
        """Of the revision it made; of a new document, only what it requires."""
        return self.revision_changes.get(event.revision_id or 0, [])

    def proposed(self, proposal: Proposal) -> list[Change]:
        """In its newest version."""
        return self.proposal_changes.get(proposal.pk, [])

    def document_name(self, event: Event) -> str:
        """What it is called today; a new one that is only proposed, as it was proposed."""
        if event.document and event.document.is_published:
            return self.names.document(event.document.kind, event.document.slug)
        return event.proposal.title if event.proposal else ""


def gather(notifications: Iterable[Notification]) -> Facts:
    """Asks for rows that come `with_what_they_are_about()`."""
    seen = [row for row in notifications if _is_visible(row)]
    events = [row.event for row in seen]
    revision_changes, proposal_changes = _all_changes(events)
    names = names_now(_spoken_of(events, revision_changes, proposal_changes))
    return Facts(seen, names, revision_changes, proposal_changes)


def _is_visible(row: Notification) -> bool:
    """Whether its recipient may still see what it is about."""
    event = row.event
    if event.kind == EventKind.FLAG_RAISED:
        return row.recipient.is_superuser or bool(getattr(row, "decides", False))
    if event.comment and event.kind not in _ABOUT_WHAT_IS_HIDDEN:
        return event.comment.is_standing
    return True


def _all_changes(
    events: Iterable[Event],
) -> tuple[dict[int, list[Change]], dict[int, list[Change]]]:
    """Of their revisions and of their proposals' newest versions, by key, in one query.

    Of a revision that made a document, only what it requires: nobody reads hundreds of texts to
    say that it is new.
    """
    revisions = {event.revision for event in events if event.revision}
    new = {each.pk for each in revisions if each.kind == Meaning.CREATED}
    edits = {each.pk for each in revisions} - new
    proposals = {event.proposal_id for event in events if event.proposal_id}
    columns = ("field", "role", "level", "language", "old", "new", "pk")
    published = ChangeRow.objects.filter(
        Q(revision__in=edits) | Q(revision__in=new, field="requirement", new=REQUIRED)
    ).values_list(Value("revision"), "revision", *columns)
    proposed = ProposalChange.objects.filter(
        version__proposal__in=proposals, version__number=F("version__proposal__version")
    ).values_list(Value("proposal"), "version__proposal", *columns)
    found: dict[str, dict[int, list[Change]]] = {
        "revision": defaultdict(list),
        "proposal": defaultdict(list),
    }
    for source, key, field, role, level, language, old, value, _pk in sorted(
        published.union(proposed, all=True), key=lambda row: row[-1]
    ):
        found[source][key].append(Change(Path(field, role, level, language), old, value))
    return found["revision"], found["proposal"]


def _spoken_of(
    events: Iterable[Event],
    revision_changes: dict[int, list[Change]],
    proposal_changes: dict[int, list[Change]],
) -> set[Reference]:
    wanted: set[Reference] = set()
    for event in events:
        if event.data.get("domain"):
            wanted.add(Reference("domain", event.data["domain"]))
        if event.document:
            kind = event.document.kind
            wanted.add(Reference(kind, event.document.slug))
            wanted |= references(kind, revision_changes.get(event.revision_id or 0, []))
            wanted |= references(kind, proposal_changes.get(event.proposal_id or 0, []))
    return wanted
