"""Notifications in words, for inbox and mail: put when they are read, in the reader's language."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MailTopic
from proposals.headlines import headline
from proposals.models import Event, EventKind, Notification, Proposal
from proposals.telling.details import Details, details
from proposals.telling.facts import Facts, gather
from proposals.telling.wording import filled, what_happened
from skills.diffs import language_name
from skills.names import Names


@dataclass(frozen=True, slots=True)
class Said:
    """One notification. `html` may hold `<b>`; `details` is what stands below it.

    `path` is where it happened and `about_path` what it is about, both without the site's address;
    what is about the person has neither `about` nor `about_path`.
    """

    notification: Notification
    html: SafeString
    details: Details
    path: str
    about: str
    about_path: str

    @property
    def text(self) -> str:
        return unescape(strip_tags(self.html))


def said(notifications: Iterable[Notification]) -> list[Said]:
    """In the same order, without those that speak of what their recipient may no longer see.

    Two queries for any number of them, of any number of people; asks for rows that come
    `with_what_they_are_about()`. In the language that is active, so whoever writes to people asks
    for one language's at a time.
    """
    facts = gather(notifications)
    found: list[Said] = []
    known: dict[object, Said] = {}  # watchers of one thing, thousands of them, read the same
    for each in facts.notifications:
        mentions = each.event.data.get("mentions", [])
        terms = json.dumps(each.context, sort_keys=True)
        key = (each.event_id, each.topic, each.recipient_id in mentions, terms)
        if key not in known:
            known[key] = _said(each, facts)
        found.append(replace(known[key], notification=each))
    return found


def _said(notification: Notification, facts: Facts) -> Said:
    event = notification.event
    document = event.document
    is_live = document is not None and document.is_published
    about_path = reverse(document.kind, args=[document.slug]) if document and is_live else ""
    return Said(
        notification,
        _sentence(notification, event, facts),
        details(notification, facts.changes(event)),
        _path(event) or about_path or reverse("me"),
        facts.document_name(event),
        about_path or (event.proposal.get_absolute_url() if event.proposal else ""),
    )


_MINE: Final[dict[str, Promise]] = {
    EventKind.PROPOSAL_REVISED: gettext_lazy(
        "%(who)s wrote a new version of your proposal: %(what)s"
    ),
    EventKind.PROPOSAL_APPROVED: gettext_lazy("Your proposal was <b>approved</b>: %(what)s"),
    EventKind.PROPOSAL_REJECTED: gettext_lazy("Your proposal was <b>turned down</b>: %(what)s"),
    EventKind.PROPOSAL_CHANGES_REQUESTED: gettext_lazy(
        "%(who)s <b>asks for changes</b> to your proposal: %(what)s"
    ),
    EventKind.PROPOSAL_SUPERSEDED: gettext_lazy(
        "What you proposed is live already, through another change: %(what)s"
    ),
    EventKind.PROPOSAL_CONFLICTED: gettext_lazy(
        "The text under your proposal has changed; bring the two together: %(what)s"
    ),
    EventKind.REVIEW_VOTED: gettext_lazy(
        "Your proposal has the first of the two approvals it needs: %(what)s"
    ),
}
_TALK: Final[dict[str, Promise]] = {
    EventKind.COMMENT_POSTED: gettext_lazy("%(who)s commented on %(name)s"),
    EventKind.COMMENT_REPLIED: gettext_lazy("%(who)s answered in the talk about %(name)s"),
    EventKind.MENTIONED: gettext_lazy("%(who)s mentioned you in the talk about %(name)s"),
    EventKind.COMMENT_HIDDEN: gettext_lazy("Your comment on %(name)s was hidden by a moderator"),
    EventKind.FLAG_RAISED: gettext_lazy("A comment on %(name)s was reported"),
}
_PERSON: Final[dict[str, Promise]] = {
    EventKind.RIGHTS_GRANTED: gettext_lazy("You may now decide about proposals: %(scope)s"),
    EventKind.RIGHTS_REVOKED: gettext_lazy("You no longer decide about proposals: %(scope)s"),
    EventKind.USER_BANNED: gettext_lazy("Your account was blocked"),
    EventKind.USER_UNBANNED: gettext_lazy("Your account is open again"),
}


def _sentence(notification: Notification, event: Event, facts: Facts) -> SafeString:
    who, name = event.actor.get_full_name(), facts.document_name(event)
    if event.kind in _PERSON:
        return filled(str(_PERSON[event.kind]), scope=_scope(event, facts.names))
    if event.kind == EventKind.FLAG_SETTLED:
        return _settled(event, name)
    what = _headline(event.proposal, facts) if event.proposal else ""
    if event.kind in _TALK:
        kind = event.kind
        if notification.recipient_id in event.data.get("mentions", []):
            kind = EventKind.MENTIONED
        about = _("the proposal “%(what)s”") % {"what": what} if what else name
        return filled(str(_TALK[kind]), who=who, name=about)
    if notification.context.get("is_taken_back"):
        by = event.revision.author if event.revision else event.actor
        taken_back = _("%(who)s took back a change of yours: %(what)s")
        return filled(taken_back, who=by.get_full_name(), what=what or name)
    if notification.topic == MailTopic.MY_PROPOSALS:
        if event.data.get("declined"):
            in_part = _("Your proposal was <b>approved in part</b>: %(what)s")
            return filled(in_part, what=what)
        return filled(str(_MINE[event.kind]), who=who, what=what or name)
    if event.kind == EventKind.PROPOSAL_SUBMITTED:
        return filled(_("%(who)s proposes: %(what)s"), who=who, what=what)
    if event.kind == EventKind.PROPOSAL_REVISED:
        return filled(_("%(who)s sent a new version: %(what)s"), who=who, what=what)
    if event.document is None or event.revision is None:
        return filled(_("%(who)s changed %(name)s"), who=who, name=name)
    watches = notification.context.get("watches", [])
    changes = facts.changes(event)
    return what_happened(event.document, event.revision, changes, facts.names, watches=watches)


def _headline(proposal: Proposal, facts: Facts) -> str:
    kind, changes = proposal.document.kind, facts.proposed(proposal)
    return headline(kind, proposal.title, proposal.kind, changes, facts.names).in_full


def _settled(event: Event, name: str) -> SafeString:
    if event.data.get("upheld"):
        return filled(_("The comment you reported on %(name)s was hidden. Thank you."), name=name)
    return filled(
        _("The comment you reported on %(name)s stays; a moderator has looked at it."), name=name
    )


def _scope(event: Event, names: Names) -> str:
    if event.data.get("administrator"):
        return _("as an administrator")
    domain, language = event.data.get("domain", ""), event.data.get("language", "")
    in_domain = names.document("domain", domain) if domain else _("in every domain")
    return ", ".join([in_domain, *([language_name(language)] if language else [])])


def _path(event: Event) -> str:
    match event.kind:
        case EventKind.FLAG_RAISED:
            return reverse("reports")
        case EventKind.RIGHTS_GRANTED:
            return reverse("review")
        case EventKind.USER_BANNED:
            return reverse("contact")
    if event.comment_id:
        return reverse("comment", args=[event.comment_id])
    if event.proposal:
        return event.proposal.get_absolute_url()
    if event.revision and event.document:
        return reverse(
            f"{event.document.kind}_revision", args=[event.document.slug, event.revision.number]
        )
    return ""
