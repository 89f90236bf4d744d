"""The record of every decision and every change of rights, as moderators read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.db.models import FETCH_RAISE, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from proposals.models import Event, EventKind
from proposals.models.event import EventQuerySet
from proposals.models.review import Reason
from skills.diffs import language_name
from skills.models import Document
from skills.names import Names, Reference, names_now
from skills.search_text import fold

#: What is decided, in groups: each can be asked for as a whole.
GROUPS: Final[dict[str, tuple[Promise, tuple[EventKind, ...]]]] = {
    "proposals": (
        gettext_lazy("Decisions about proposals"),
        (
            EventKind.PROPOSAL_APPROVED,
            EventKind.PROPOSAL_REJECTED,
            EventKind.PROPOSAL_CHANGES_REQUESTED,
            EventKind.PROPOSAL_SUPERSEDED,
            EventKind.REVIEW_VOTED,
        ),
    ),
    "pages": (
        gettext_lazy("Pages"),
        (
            EventKind.REVISION_PUBLISHED,
            EventKind.REVISION_REVERTED,
            EventKind.DOCUMENT_PROTECTED,
            EventKind.TEXT_REDACTED,
        ),
    ),
    "rights": (
        gettext_lazy("Rights and accounts"),
        (
            EventKind.RIGHTS_GRANTED,
            EventKind.RIGHTS_REVOKED,
            EventKind.USER_BANNED,
            EventKind.USER_UNBANNED,
        ),
    ),
    "talk": (
        gettext_lazy("Talk and reports"),
        (EventKind.COMMENT_HIDDEN, EventKind.FLAG_SETTLED),
    ),
}
AUDITED: Final = tuple(kind for _name, kinds in GROUPS.values() for kind in kinds)


def _kinds() -> list[tuple[str, Any]]:
    """For a choice: each group as a whole, then each of its kinds."""
    choices: list[tuple[str, Any]] = [("", _("Everything"))]
    for slug, (name, kinds) in GROUPS.items():
        of_group = [(kind.value, capfirst(str(kind.label))) for kind in kinds]
        choices.append((str(name), [(slug, _("All of these")), *of_group]))
    return choices


class AuditFilter(forms.Form):
    """What the log is narrowed to, from a query string."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False, choices=_kinds)
    person = forms.CharField(label=gettext_lazy("Username"), required=False, max_length=41)
    document = forms.CharField(label=gettext_lazy("Page"), required=False, max_length=200)
    start = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    end = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    @property
    def narrows(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def events(self) -> EventQuerySet:
        """Newest first; asks for a valid form."""
        asked = self.cleaned_data
        found = Event.objects.filter(kind__in=_kinds_asked_for(asked["kind"]))
        if asked["person"]:
            person = User.objects.named(asked["person"].removeprefix("@")).first()
            theirs = Q(actor=person) | Q(person=person) | Q(proposal__author=person)
            found = found.filter(theirs) if person else found.none()
        if asked["document"]:
            found = found.filter(document__in=_called(asked["document"]))
        if asked["start"]:
            moment = datetime.combine(
                asked["start"], time.min, tzinfo=timezone.get_current_timezone()
            )
            found = found.filter(created_at__gte=moment)
        if asked["end"]:
            moment = datetime.combine(
                asked["end"], time.max, tzinfo=timezone.get_current_timezone()
            )
            found = found.filter(created_at__lte=moment)
        found = found.select_related("actor", "person", "document", "proposal__author", "revision")
        return found.newest_first().fetch_mode(FETCH_RAISE)


def _kinds_asked_for(word: str) -> tuple[EventKind, ...]:
    if word in GROUPS:
        return GROUPS[word][1]
    return (EventKind(word),) if word else AUDITED


def _called(text: str) -> Any:
    """Documents by the slug of their address or a part of their name, in any language."""
    return Document.objects.filter(
        Q(slug=text) | Q(search_text__title__contains=fold(text))
    ).values("pk")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what happened, by and to whom, to what, and in which words."""

    event: Event
    name: str
    details: list[str]

    @property
    def label(self) -> str:
        return capfirst(self.event.get_kind_display())

    @property
    def person(self) -> User | None:
        """Whom it happened to, where that is somebody else."""
        proposal = self.event.proposal
        person = self.event.person or (proposal.author if proposal else None)
        return person if person and person.pk != self.event.actor_id else None

    @property
    def url(self) -> str:
        """Of what it is about; empty where that has no page."""
        event, document = self.event, self.event.document
        if event.proposal:
            return event.proposal.get_absolute_url()
        if document is None or not document.is_published:
            return ""
        if event.revision:
            return reverse(f"{document.kind}_revision", args=[document.slug, event.revision.number])
        return reverse(document.kind, args=[document.slug])


def entries(events: Iterable[Event]) -> list[Entry]:
    """In the same order, in two queries more."""
    events = list(events)
    wanted = {
        Reference(event.document.kind, event.document.slug) for event in events if event.document
    }
    wanted |= {
        Reference("domain", event.data["domain"]) for event in events if event.data.get("domain")
    }
    names = names_now(wanted)
    return [Entry(event, _name(event, names), _details(event, names)) for event in events]


def _name(event: Event, names: Names) -> str:
    document = event.document
    if event.proposal and not (document and document.is_published):
        return event.proposal.title
    return names.document(document.kind, document.slug) if document else ""


def _details(event: Event, names: Names) -> list[str]:
    data = event.data
    match event.kind:
        case EventKind.RIGHTS_GRANTED | EventKind.RIGHTS_REVOKED:
            return _right(data, names)
        case EventKind.USER_BANNED:
            return _ban(data)
        case EventKind.USER_UNBANNED:
            return [_("its time was over")] if data.get("ran_out") else []
        case EventKind.DOCUMENT_PROTECTED:
            protected = data.get("protected")
            return [_("takes two reviewers") if protected else _("takes one reviewer again")]
        case EventKind.TEXT_REDACTED:
            return [f"“{data['why']}”"] if data.get("why") else []
        case EventKind.REVISION_REVERTED:
            return [_("took back revision %(number)s") % {"number": data.get("reverted", "")}]
        case EventKind.REVISION_PUBLISHED:
            return [_("without a review"), *_quoted(event)]
        case EventKind.COMMENT_HIDDEN:
            return [f"“{data['reason']}”"] if data.get("reason") else []
        case EventKind.FLAG_SETTLED:
            return [_("the comment was hidden") if data.get("upheld") else _("the comment stays")]
        case EventKind.PROPOSAL_REJECTED:
            reason = data.get("reason", "")
            known = [str(Reason(reason).label)] if reason in Reason.values else []
            return [*known, *_quoted(event)]
        case _:
            return _quoted(event)


def _right(data: dict[str, Any], names: Names) -> list[str]:
    if data.get("administrator"):
        return [_("administrator")]
    domain, language = data.get("domain", ""), data.get("language", "")
    return [
        names.document("domain", domain) if domain else _("every domain"),
        language_name(language) if language else _("every language"),
    ]


def _ban(data: dict[str, Any]) -> list[str]:
    reason, until = data.get("reason"), data.get("until")
    if until:
        end = timezone.localtime(datetime.fromisoformat(until))
        ends = _("until %(date)s") % {"date": date_format(end, "DATETIME_FORMAT")}
    else:
        ends = _("without an end")
    return [ends, *([f"“{reason}”"] if reason else [])]


def _quoted(event: Event) -> list[str]:
    """The author's own words for it."""
    if event.proposal:
        return [f"“{event.proposal.summary}”"]
    return [f"“{event.revision.summary}”"] if event.revision and event.revision.summary else []
