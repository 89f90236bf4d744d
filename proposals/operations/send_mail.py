"""What administrators do about mails: try out whether they go, and try again what was given up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.errors import ProposalError
from proposals.mailing.composing import compose
from proposals.mailing.message_ids import message_id
from proposals.mailing.sending import send_now, send_waiting
from proposals.models import Delivery, DeliveryKind, DeliveryState
from proposals.operations.appoint import require_administrator


class NotGivenUp(ProposalError):
    """A mail that was sent, or will be, is not tried again."""

    code = "not_given_up"

    def __init__(self) -> None:
        super().__init__(_("Only a mail that was given up can be tried again."))


def try_again(delivery: Delivery, *, by: User) -> Delivery:
    """Send a mail that was given up, with all its tries before it. Raises `PermissionDenied`,
    `NotGivenUp`."""
    require_administrator(by)
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        if delivery.state != DeliveryState.FAILED or delivery.kind == DeliveryKind.TEST:
            raise NotGivenUp
        delivery.state, delivery.attempts = DeliveryState.WAITING, 0
        delivery.try_after = timezone.now()
        delivery.save(update_fields=["state", "attempts", "try_after"])
        send_waiting.enqueue()
    return delivery


def send_test(*, by: User) -> str:
    """Mail the administrator who asks, while they wait; gives what the mail server answered, empty
    where it said nothing. Raises `PermissionDenied`, `ValidationError`, and `NotSent` with what
    went wrong; either way it stands in the log.
    """
    require_administrator(by)
    if not by.email:
        raise ValidationError(_("Your account has no e-mail address to send it to."))
    delivery = Delivery.objects.create(
        recipient=by,
        kind=DeliveryKind.TEST,
        message_id=message_id(f"test:{get_random_string(12)}", by.pk),
        state=DeliveryState.SENDING,
        try_after=timezone.now(),
    )
    [mail] = compose([delivery])
    assert mail  # noqa: S101 - there is an address, and something to say
    return send_now(delivery, mail.message)
