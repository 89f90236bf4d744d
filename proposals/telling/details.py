"""What stands below the sentence of a notification: whose change it is, why, and in which words."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import MailTopic
from proposals.models import Event, EventKind, FlagReason, Notification
from proposals.models.review import Reason
from proposals.talk.markdown import read
from proposals.telling.wording import concerning
from skills.algebra.changes import Change
from skills.diffs import units_of

#: So much of somebody's words is quoted, in characters.
_QUOTED: Final = 300
_TEXTS: Final = {"description", "summary"}


class Details(NamedTuple):
    """`quote` is what somebody said, `lines` are the site's own sentences; `before` and `now` are
    the two wordings where a single text was changed."""

    quote: str
    lines: list[str]
    before: str = ""
    now: str = ""


def details(notification: Notification, changes: list[Change]) -> Details:
    """Of the event's revision, if it made one, the changes."""
    event = notification.event
    before, now = "", ""
    if notification.topic == MailTopic.WATCHED_CHANGES:
        before, now = _wording(changes, notification)
    return Details(_shortened(_quote(event)), list(_lines(notification)), before, now)


def _quote(event: Event) -> str:
    match event.kind:
        case EventKind.USER_BANNED | EventKind.COMMENT_HIDDEN:
            return str(event.data.get("reason", ""))
        case EventKind.FLAG_SETTLED:
            return ""  # what was hidden is not said again
        case EventKind.PROPOSAL_SUBMITTED if event.proposal:
            return event.proposal.summary
    if event.comment:
        return plain(event.comment.text)
    return event.review.text if event.review else ""


def plain(text: str) -> str:
    """The words of a comment without its marks."""
    return unescape(strip_tags(read(text).html)).replace("\x02", "@").replace("\x03", "").strip()


def _lines(notification: Notification) -> Iterator[str]:
    event = notification.event
    if notification.topic == MailTopic.WATCHED_CHANGES and event.revision:
        if event.revision.reverts:
            number = event.revision.reverts.number
            yield _("It takes back revision %(number)d.") % {"number": number}
        yield _by(event)
        if event.revision.summary:
            yield _("Why: %(reason)s") % {"reason": event.revision.summary}
    match event.kind:
        case EventKind.PROPOSAL_APPROVED if notification.topic == MailTopic.MY_PROPOSALS:
            yield from _declined(event)
        case EventKind.PROPOSAL_REJECTED if event.review and event.review.reason != Reason.OTHER:
            if event.review.reason:
                yield str(Reason(event.review.reason).label)
        case EventKind.FLAG_RAISED:
            reason, by = event.data.get("reason", ""), event.actor.get_full_name()
            if reason in FlagReason.values:
                label = FlagReason(reason).label
                yield _("%(name)s says: %(reason)s") % {"name": by, "reason": label}
        case EventKind.USER_BANNED:
            yield _until(event)
            yield _("You can read everything, but not sign in.")


def _by(event: Event) -> str:
    who = {"author": event.revision.author if event.revision else "", "reviewer": event.actor}
    if event.proposal and event.revision and event.revision.author_id != event.actor_id:
        return _("Proposed by %(author)s, approved by %(reviewer)s.") % who
    return _("Published by %(author)s.") % who


def _declined(event: Event) -> Iterator[str]:
    parts, declined = event.data.get("parts", 0), event.data.get("declined", 0)
    if declined:
        sentence = ngettext(
            "%(accepted)d of %(parts)d parts was accepted; you can propose the rest again.",
            "%(accepted)d of %(parts)d parts were accepted; you can propose the rest again.",
            parts - declined,
        )
        yield sentence % {"accepted": parts - declined, "parts": parts}


def _until(event: Event) -> str:
    if not event.data.get("until"):
        return _("Until a moderator lets you in again.")
    until = timezone.localtime(datetime.fromisoformat(event.data["until"]))
    return _("Until %(date)s.") % {"date": date_format(until, "DATETIME_FORMAT")}


def _wording(changes: list[Change], notification: Notification) -> tuple[str, str]:
    """Before and now, where what concerns the reader is one text with other words."""
    units = concerning(units_of(changes), notification.context.get("watches", []))
    texts = [
        change
        for unit in units
        for change in unit.changes
        if change.path.field in _TEXTS and not change.path.language
    ]
    if len(texts) != 1 or not texts[0].old or not texts[0].new:
        return "", ""
    return _shortened(texts[0].old), _shortened(texts[0].new)


def _shortened(text: str) -> str:
    return Truncator(text).chars(_QUOTED)
