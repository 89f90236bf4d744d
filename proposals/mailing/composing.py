"""What a mail says: put together when it is sent, in its reader's language and time zone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone, translation

from accounts.models import MailFrequency, MailTopic, User
from proposals.mailing import letters
from proposals.mailing.grouping import SHOWN, digest_of
from proposals.mailing.waiting import waiting_for
from proposals.mailing.zones import zone_named
from proposals.models import Delivery, DeliveryKind, EventKind, Notification
from proposals.telling.sentences import Said, said
from skills.names import Names, Reference, names_now

#: So many notifications of one digest are read at most; the rest is counted.
_READ: Final = SHOWN + 20
_DIGESTS: Final = (DeliveryKind.DAILY, DeliveryKind.WEEKLY)


@dataclass(frozen=True, slots=True)
class Mail:
    message: EmailMultiAlternatives
    #: The keys of the notifications that are done with once it is sent.
    told: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Contents:
    """Of each delivery, by its key: its newest notifications, and how many there are of them all
    that are still to be told."""

    newest: Mapping[int, list[Notification]]
    counts: Mapping[int, int]


def compose(deliveries: Sequence[Delivery]) -> list[Mail | None]:
    """A mail for each, in order; None where nothing is left to say, or nobody to say it to.

    A fixed number of queries for many of the same language, but for those about what waits for
    review, of which moderators get one a day.
    """
    people = User.objects.in_bulk({delivery.recipient_id for delivery in deliveries})
    contents = _contents(deliveries, people)
    by_language: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_language[language_of(people[delivery.recipient_id])].append(delivery)
    mails: dict[int, Mail | None] = {}
    for language, those in by_language.items():
        with translation.override(language):
            mails |= _compose(those, people, contents)
    return [mails[delivery.pk] for delivery in deliveries]


def language_of(person: User) -> str:
    known = {code for code, _name in settings.LANGUAGES}
    return person.language if person.language in known else settings.LANGUAGE_CODE


def _compose(
    deliveries: Sequence[Delivery], people: Mapping[int, User], contents: _Contents
) -> dict[int, Mail | None]:
    rows = [row for delivery in deliveries for row in contents.newest.get(delivery.pk, ())]
    of_delivery: dict[int, list[Said]] = defaultdict(list)
    for each in said(rows):
        of_delivery[each.notification.delivery_id or 0].append(each)
    names = _names(rows)
    mails: dict[int, Mail | None] = {}
    for delivery in deliveries:
        person = people[delivery.recipient_id]
        with timezone.override(zone_named(person.time_zone)):
            words = of_delivery[delivery.pk]
            # What was read of is hidden by now; nobody is told that there was something.
            rest = contents.counts.get(delivery.pk, 0) - len(contents.newest.get(delivery.pk, ()))
            mails[delivery.pk] = _mail(delivery, person, words, rest, names)
    return mails


def _mail(
    delivery: Delivery, person: User, words: list[Said], rest: int, names: Names
) -> Mail | None:
    if not person.email:
        return None
    if delivery.kind == DeliveryKind.TEST:
        return Mail(letters.test(delivery, person))
    if delivery.kind == DeliveryKind.TO_REVIEW:
        waits = waiting_for(person)
        return Mail(letters.to_review(delivery, person, waits)) if waits else None
    if not words:
        return None
    told = [each.notification.pk for each in words]
    if delivery.kind in _DIGESTS:
        return Mail(letters.digest(delivery, person, digest_of(words, rest)), told)
    return Mail(letters.at_once(delivery, person, words[0], names), told)


def _contents(deliveries: Iterable[Delivery], people: Mapping[int, User]) -> _Contents:
    """What is still to be told: of digests nothing that was read meanwhile, nothing that somebody
    no longer wants mail about, and to who is blocked only that they are."""
    in_digests = [each.pk for each in deliveries if each.kind in _DIGESTS]
    at_once = [each.pk for each in deliveries if each.kind == DeliveryKind.AT_ONCE]
    rows = Notification.objects.filter(
        Q(delivery__in=at_once) | Q(delivery__in=in_digests, read_at=None)
    )
    place = Window(RowNumber(), partition_by="delivery", order_by="-pk")
    newest: dict[int, list[Notification]] = defaultdict(list)
    found = rows.sharing_what_they_are_about().annotate(place=place).filter(place__lte=_READ)
    for row in found.order_by("-pk"):
        if _is_wanted(row, people[row.recipient_id]):
            newest[row.delivery_id or 0].append(row)
    counts: dict[int, int] = defaultdict(int)
    of_topics = rows.values_list("delivery", "recipient", "topic").annotate(count=Count("pk"))
    for delivery, recipient, topic, count in of_topics.order_by():
        if people[recipient].mail_frequency(MailTopic(topic)) != MailFrequency.NEVER:
            counts[delivery] += count
    return _Contents(newest, counts)


def _is_wanted(row: Notification, person: User) -> bool:
    if row.event.actor_id == person.pk:
        return False
    if not person.is_active:
        return row.event.kind == EventKind.USER_BANNED and row.event.person_id == person.pk
    # That an account was blocked is no news one can switch off.
    told_anyway = row.event.kind == EventKind.USER_BANNED
    return told_anyway or person.mail_frequency(MailTopic(row.topic)) != MailFrequency.NEVER


def _names(rows: Iterable[Notification]) -> Names:
    """Of what people watch, to say why they got a mail."""
    watched = {
        Reference(kind, slug)
        for row in rows
        for kind, slug, _level in row.context.get("watches", [])
    }
    return names_now(watched)
