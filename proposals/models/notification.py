from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import MailFrequency, MailTopic, ModeratorScope
from proposals.models.comment import Comment
from proposals.models.event import Event, EventKind


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("mail", "waiting")
    SENDING = "sending", pgettext_lazy("mail", "being sent")
    SENT = "sent", pgettext_lazy("mail", "sent")
    FAILED = "failed", pgettext_lazy("mail", "given up")
    DROPPED = "dropped", pgettext_lazy("mail", "not sent: nothing was left to say")


class DeliveryKind(models.TextChoices):
    AT_ONCE = "at_once", pgettext_lazy("mail", "at once")
    DAILY = "daily", pgettext_lazy("mail", "daily digest")
    WEEKLY = "weekly", pgettext_lazy("mail", "weekly digest")
    TO_REVIEW = "to_review", pgettext_lazy("mail", "what waits for review")
    TEST = "test", pgettext_lazy("mail", "test")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self) -> Self:
        """To be sent now, oldest first."""
        waiting = self.filter(state=DeliveryState.WAITING, try_after__lte=timezone.now())
        return waiting.order_by("try_after", "pk")


class Delivery(models.Model):
    """One mail to one person, from the moment there is something to say until it is sent.

    What it says is worked out when it is sent, from its notifications: nobody is mailed what they
    may no longer see. A mail whose sending was cut off goes out again under the same Message-ID.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="deliveries"
    )
    kind = models.CharField(max_length=10, choices=DeliveryKind)
    message_id = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["try_after"],
                name="delivery_open",
                condition=Q(state__in=["waiting", "sending"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} mail {self.pk} to {self.recipient_id}"


_HANGS_ON_AN_EVENT: Final = (
    "actor",
    "person",
    "document",
    "proposal__document",
    "revision__author",
    "revision__reverts",
    "comment",
    "review",
)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def with_what_they_are_about(self) -> Self:
        """Ready to be put into words: with the event and what hangs on it, and whether the
        recipient decides about anything."""
        about = (f"event__{each}" for each in _HANGS_ON_AN_EVENT)
        return self._with_recipients().select_related(*about)

    def sharing_what_they_are_about(self) -> Self:
        """The same for those of many people, who were told of the same few events: each of these is
        fetched once, in a query more."""
        events = Event.objects.select_related(*_HANGS_ON_AN_EVENT)
        return self._with_recipients().prefetch_related(models.Prefetch("event", events))

    def _with_recipients(self) -> Self:
        scopes = ModeratorScope.objects.filter(user=models.OuterRef("recipient"))
        return self.select_related("recipient").annotate(decides=models.Exists(scopes))

    def about(self, comment: Comment) -> Self:
        """What told of it while it was to be seen: not that it was hidden."""
        of_what_is_hidden = (EventKind.COMMENT_HIDDEN, EventKind.FLAG_SETTLED)
        return self.filter(event__comment=comment).exclude(event__kind__in=of_what_is_hidden)

    def awaiting_digest(self, frequency: MailFrequency) -> Self:
        return self.filter(mail=frequency, delivery=None)


class Notification(models.Model):
    """Tells one person of one thing that happened, whatever number of reasons they have to know.

    `thing` names it (`revision:12`, `comment:7`, `event:3`), so that nobody is told of it twice.
    `context` says why, beyond the topic: see `proposals.telling.audience.Reason`.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", db_index=False
    )
    event = models.ForeignKey(Event, models.CASCADE, related_name="notifications")
    thing = models.CharField(max_length=40)
    topic = models.CharField(max_length=20, choices=MailTopic)
    context: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    mail = models.CharField(
        max_length=8,
        choices=MailFrequency,
        help_text="How it goes out, as the person had chosen when it happened.",
    )
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="notifications")
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "thing"], name="told_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
            models.Index(
                fields=["recipient", "topic"],
                name="notification_unread",
                condition=Q(read_at__isnull=True),
            ),
            models.Index(
                fields=["mail", "recipient"],
                name="notification_for_digest",
                condition=Q(delivery__isnull=True, mail__in=["daily", "weekly"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} is told of {self.thing}"
