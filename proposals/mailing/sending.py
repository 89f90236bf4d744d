"""Sending what waits to be sent."""

import logging
from collections.abc import Sequence
from time import monotonic
from typing import Final

from django.core.mail import EmailMessage
from django.db import DatabaseError, InterfaceError
from django.tasks import task

from proposals.mailing.composing import Mail, compose
from proposals.mailing.outbox import (
    claim,
    mails_are_due,
    release,
    return_stuck,
    set_dropped,
    set_failed,
    set_sent,
)
from proposals.mailing.server import NotSent, Server, Trouble, mail_server
from proposals.models import Delivery

logger = logging.getLogger(__name__)

_CHUNK: Final = 50
#: Seconds after which other tasks have their turn, and a worker that is told to stop can.
_AT_MOST: Final = 10.0


@task
def send_waiting() -> int:
    """Send what is due, for a while; what is left then is a task of its own. Gives how many.

    A mail is set down as sent right after the server took it. So whatever is killed when: at most
    the one mail in flight goes out again, under the same Message-ID, and none is passed over.
    """
    ends, sent = monotonic() + _AT_MOST, 0
    return_stuck()
    with mail_server() as server:
        while deliveries := claim(_CHUNK):
            try:
                done, goes_on = _send_all(deliveries, server, ends)
            except BaseException:
                release(deliveries)  # those that are through are no longer in our hands
                raise
            sent += done
            if not goes_on:
                return sent
            if monotonic() >= ends:
                break
    if mails_are_due():
        send_waiting.enqueue()
    return sent


def _send_all(deliveries: Sequence[Delivery], server: Server, ends: float) -> tuple[int, bool]:
    """How many went out, and whether the server is there for more."""
    sent = 0
    for place, (delivery, mail) in enumerate(zip(deliveries, _compose(deliveries), strict=True)):
        if monotonic() >= ends:
            release(deliveries[place:])
            return sent, True
        if mail is None:
            set_dropped(delivery)
            continue
        if isinstance(mail, Exception):
            logger.error("Mail %s could not be put together", delivery.pk, exc_info=mail)
            set_failed(delivery, f"{type(mail).__name__}: {mail}", for_good=False)
            continue
        try:
            server.send(mail.message)
        except NotSent as problem:
            _note(delivery, problem)
            if problem.trouble is Trouble.SERVER:
                release(deliveries[place + 1 :])
                return sent, False
        else:
            set_sent(delivery, str(mail.message.subject), mail.told)
            sent += 1
    return sent, True


def _compose(deliveries: Sequence[Delivery]) -> Sequence[Mail | Exception | None]:
    """All of them together; one after the other where one of them can't be put together."""
    try:
        return compose(deliveries)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        if len(deliveries) == 1:
            return [error]
        return [mail for each in deliveries for mail in _compose([each])]


def _note(delivery: Delivery, problem: NotSent) -> None:
    given_up = set_failed(delivery, problem.message, for_good=problem.trouble is Trouble.MAIL)
    what = "given up" if given_up else "put off"
    logger.warning("Mail %s was not sent, %s: %s", delivery.pk, what, problem.message)


def send_now(delivery: Delivery, message: EmailMessage) -> str:
    """While somebody waits for it; gives what the server answered. Raises `NotSent`."""
    with mail_server() as server:
        try:
            answer = server.send(message)
        except NotSent as problem:
            set_failed(delivery, problem.message, for_good=True)
            raise
    set_sent(delivery, str(message.subject), [])
    return answer
