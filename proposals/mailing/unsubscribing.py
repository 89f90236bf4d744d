"""What a mail's reader can switch off from the mail itself, without signing in (RFC 8058)."""

from dataclasses import dataclass, replace
from typing import Any, Final, Self

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import MailFrequency, MailTopic, User
from proposals.models import Watch
from proposals.operations.watch import unwatch, watch
from skills.models import Document
from skills.names import Reference, names_now

_SALT: Final = "unsubscribe"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one person gets mail about: a topic, all that comes in one digest, or a single watch.

    Exactly one of `topic`, `digest` and `watched` says something. `before` is there once it was
    switched off: what brings it back.
    """

    user_id: int
    topic: str = ""
    digest: str = ""
    watched: tuple[str, str] = ("", "")
    before: tuple[tuple[str, str], ...] = ()

    @property
    def token(self) -> str:
        """For an address; it holds for ever, for this alone, and nobody else can make one."""
        facts = [self.user_id, self.topic, self.digest, self.watched, self.before]
        return signing.dumps(facts, salt=_SALT)

    @classmethod
    def of_token(cls, token: str) -> Self:
        """Raises `signing.BadSignature`."""
        user_id, topic, digest, (kind, slug), before = signing.loads(token, salt=_SALT)
        pairs = tuple((name, value) for name, value in before)
        return cls(user_id, topic, digest, (kind, slug), pairs)

    @property
    def name(self) -> str:
        """As in "No more mails about …"."""
        if self.topic:
            return str(MailTopic(self.topic).label)
        if self.digest:
            return _("Daily mails") if self.digest == MailFrequency.DAILY else _("Weekly mails")
        return names_now({Reference(*self.watched)}).document(*self.watched)

    @property
    def is_watch(self) -> bool:
        return bool(self.watched[1])


class Nobody(Exception):
    """Whoever it was about has no account any more."""


def switch_off(subscription: Subscription) -> Subscription:
    """Gives the same with what brings it back. Doing it again changes nothing."""
    with transaction.atomic():
        user = _locked(subscription.user_id)
        if subscription.is_watch:
            return replace(subscription, before=_stop_watching(user, subscription))
        topics = [
            topic
            for topic in MailTopic
            if topic == subscription.topic or user.mail_frequency(topic) == subscription.digest
        ]
        before = tuple((topic.value, user.mail_frequencies.get(topic, "")) for topic in topics)
        _choose(user, dict.fromkeys(topics, MailFrequency.NEVER))
    return replace(subscription, before=before)


def switch_on_again(subscription: Subscription) -> None:
    """As it was before `switch_off`."""
    with transaction.atomic():
        user = _locked(subscription.user_id)
        if not subscription.is_watch:
            _choose(user, dict(subscription.before))
            return
        document = _watched(subscription)
        for _name, level in subscription.before:
            watch(document, by=user, level=level)


def is_off(subscription: Subscription) -> bool:
    user = _person(subscription.user_id)
    if subscription.is_watch:
        return not Watch.objects.of(_watched(subscription)).by(user).standing().exists()
    if subscription.topic:
        return user.mail_frequency(MailTopic(subscription.topic)) == MailFrequency.NEVER
    return all(user.mail_frequency(topic) != subscription.digest for topic in MailTopic)


def _stop_watching(user: User, subscription: Subscription) -> tuple[tuple[str, str], ...]:
    document = _watched(subscription)
    standing = Watch.objects.of(document).by(user).standing().values_list("level", flat=True)
    before = tuple(("level", level) for level in standing)
    unwatch(document, by=user)
    return before


def _choose(user: User, frequencies: dict[Any, str]) -> None:
    """An empty frequency is the usual one."""
    chosen = user.mail_frequencies | {str(topic): value for topic, value in frequencies.items()}
    user.mail_frequencies = {topic: str(value) for topic, value in chosen.items() if value}
    user.save(update_fields=["mail_frequencies"])


def _locked(pk: int) -> User:
    user = User.objects.select_for_update(no_key=True).filter(pk=pk, deleted_at=None).first()
    if user is None:
        raise Nobody
    return user


def _person(pk: int) -> User:
    user = User.objects.filter(pk=pk, deleted_at=None).first()
    if user is None:
        raise Nobody
    return user


def _watched(subscription: Subscription) -> Document:
    kind, slug = subscription.watched
    document = Document.objects.filter(kind=kind, slug=slug).first()
    if document is None:
        raise Nobody
    return document
