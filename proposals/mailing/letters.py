"""The mails themselves: subject, text, HTML, and the headers by which programs know them."""

from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import MailFrequency, MailTopic, User
from proposals.mailing.grouping import Digest
from proposals.mailing.letter import Letter
from proposals.mailing.unsubscribing import Subscription
from proposals.mailing.waiting import Waiting
from proposals.models import Delivery, DeliveryKind
from proposals.telling.sentences import Said
from skills.algebra.text import clean_line
from skills.names import Names

_SUBJECT_LIMIT: Final = 150  # characters


def at_once(delivery: Delivery, person: User, words: Said, names: Names) -> Letter:
    notification = words.notification
    topic = MailTopic(notification.topic)
    watches = notification.context.get("watches", [])
    subscription = Subscription(person.pk, topic=topic)
    watched = ""
    if len(watches) == 1:
        kind, slug, _level = watches[0]
        subscription = Subscription(person.pk, watched=(kind, slug))
        watched = names.document(kind, slug)
    context = {"words": words, "topic": topic.label, "watched": watched}
    message = _letter(delivery, person, "at_once", words.text, context, subscription)
    if proposal := notification.event.proposal_id:
        # Mail programs show together what happens to one proposal.
        message.extra_headers["References"] = f"<proposal.{proposal}@{_host()}>"
    return message


def digest(delivery: Delivery, person: User, contents: Digest) -> Letter:
    frequency = MailFrequency(delivery.kind)
    if frequency == MailFrequency.DAILY:
        subject = ngettext(
            "Your day on %(site)s: %(count)d thing happened",
            "Your day on %(site)s: %(count)d things happened",
            contents.total,
        )
    else:
        subject = ngettext(
            "Your week on %(site)s: %(count)d thing happened",
            "Your week on %(site)s: %(count)d things happened",
            contents.total,
        )
    subject %= {"site": settings.SITE_NAME, "count": contents.total}
    context = {"digest": contents, "is_daily": frequency == MailFrequency.DAILY}
    subscription = Subscription(person.pk, digest=frequency)
    return _letter(delivery, person, "digest", subject, context, subscription)


def to_review(delivery: Delivery, person: User, waits: Waiting) -> Letter:
    parts = []
    if waits.proposals:
        parts.append(
            ngettext(
                "%(count)d proposal waits for you",
                "%(count)d proposals wait for you",
                waits.proposals,
            )
            % {"count": waits.proposals}
        )
    if waits.reports:
        parts.append(
            ngettext("%(count)d report", "%(count)d reports", waits.reports)
            % {"count": waits.reports}
        )
    subscription = Subscription(person.pk, topic=MailTopic.TO_REVIEW)
    return _letter(delivery, person, "to_review", ", ".join(parts), {"waits": waits}, subscription)


def test(delivery: Delivery, person: User) -> Letter:
    return _letter(delivery, person, "test", _("A test mail"), {}, None)


def _letter(
    delivery: Delivery,
    person: User,
    template: str,
    subject: str,
    context: dict[str, Any],
    subscription: Subscription | None,
) -> Letter:
    """As text and as HTML. Names and titles stand in the subject on one line, whatever is in them;
    the recipient's name stands in no header at all."""
    address, language = settings.SITE_URL_IN_MAILS, translation.get_language()
    unsubscribe = (
        f"{address}{reverse('unsubscribe', args=[subscription.token])}" if subscription else ""
    )
    subject = Truncator(clean_line(subject)).chars(_SUBJECT_LIMIT)
    context |= {
        "subject": subject,
        "person": person,
        "site_name": settings.SITE_NAME,
        "site_url": address,
        "mail_settings": f"{address}{_path('me_mail', language)}",
        "inbox": f"{address}{_path('notifications', language)}",
        "unsubscribe_url": unsubscribe,
        "LANGUAGE_CODE": language,
        "is_right_to_left": translation.get_language_bidi(),
    }
    text = render_to_string(f"proposals/mail/{template}.txt", context)
    message = Letter(
        subject,
        text.strip() + "\n",
        _sender(),
        to=[person.email],
        headers=_headers(delivery, unsubscribe),
    )
    html = render_to_string(f"proposals/mail/{template}.html", context)
    message.attach_html(html)
    return message


@cache
def _path(name: str, language: str) -> str:
    """Of a page that every mail leads to, in the language that is active."""
    return reverse(name)


def _sender() -> str:
    """Under the site's name, unless the operator chose another."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or clean_line(settings.SITE_NAME), address))


def _headers(delivery: Delivery, unsubscribe: str) -> dict[str, str]:
    headers = {
        "Message-ID": delivery.message_id,
        # No out-of-office answers, please.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "bulk",
        "List-Id": _list_id(delivery),
    }
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _list_id(delivery: Delivery) -> str:
    """By which people sort their mail: what comes at once, the digests, what waits for review."""
    kind = DeliveryKind(delivery.kind).value.replace("_", "-")
    return f"<{kind}.{_host()}>"


def _host() -> str:
    return urlsplit(settings.SITE_URL_IN_MAILS).hostname or "localhost"
