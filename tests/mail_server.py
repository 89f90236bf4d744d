"""A real mail server, for the tests where a mail is part of the journey."""

import asyncio
import re
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings


class Mailbox:
    """Every mail the server took, oldest first."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        #: The same as they came, byte for byte.
        self.raw: list[bytes] = []
        self.port = 0
        #: What it answers to a recipient, where it takes no mail for them.
        self.refused: dict[str, str] = {}
        #: The recipient after whose mail it says nothing for so many seconds.
        self.silent_after, self.silence = "", 0.0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.refused.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = cast(bytes, envelope.content)
        self.raw.append(content)
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        if self.silent_after in envelope.rcpt_tos:
            await asyncio.sleep(self.silence)
        return "250 taken"

    def recipients(self) -> list[str]:
        return [mail["To"] for mail in self.mails]

    def newest(self) -> EmailMessage:
        return self.mails[-1]

    def text(self) -> str:
        """What the newest mail says."""
        body = self.newest().get_body(("plain",))
        assert body is not None
        return cast(str, body.get_content()).replace("\r\n", "\n")

    def code(self) -> str:
        """The code in the newest mail."""
        found = re.search(r"^ +(\d{4}-\d{4})$", self.text(), re.MULTILINE)
        assert found, self.text()
        return found[1]

    def link(self) -> str:
        """The one link in the newest mail that leads further than the front page."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.text())
        assert found, self.text()
        return found[1]


class OnAFreePort(Controller):
    """The controller's own way takes a port that was chosen before, and it may be gone by then."""

    def _create_server(self) -> Coroutine[Any, Any, asyncio.AbstractServer]:
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        return self.loop.create_server(self._factory_invoker, sock=listening)


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Runs on a free port of this machine; the site's mail goes there meanwhile."""
    mailbox = Mailbox()
    controller = OnAFreePort(mailbox, hostname="127.0.0.1")
    controller.start()
    mailbox.port = controller.port
    try:
        options = {"host": "127.0.0.1", "port": controller.port, "timeout": 10}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        with override_settings(MAILERS={"default": {"BACKEND": backend, "OPTIONS": options}}):
            yield mailbox
    finally:
        controller.stop()
