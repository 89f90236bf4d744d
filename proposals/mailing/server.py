"""The mail server, as long as one connection to it is kept open."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage


class Trouble(Enum):
    """What a failure to send says about the mails after it."""

    MAIL = "this mail will never be taken"
    MOMENT = "this mail may be taken later"
    SERVER = "no mail can be sent at the moment"


class NotSent(Exception):
    """`message` is what the server, or the way to it, said."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble, self.message = trouble, message


class Server:
    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def send(self, message: EmailMessage) -> str:
        """What the server answered, empty where there is none (mail to the console, say). Raises
        `NotSent`."""
        answers: list[tuple[int, bytes]] = []
        try:
            self._backend.open()  # and it stays open
            self._listen_to(answers)
            self._backend.send_messages([message])
        except Exception as error:
            if not isinstance(error, OSError | ValueError):
                raise
            raise NotSent(_trouble(error), _said(error)) from error
        return " ".join(_answer(*each) for each in answers)

    def _listen_to(self, answers: list[tuple[int, bytes]]) -> None:
        """Django's backend keeps to itself what the server says to a mail that it takes."""
        connection = getattr(self._backend, "connection", None)
        if not isinstance(connection, smtplib.SMTP):
            return

        def data(msg: Any) -> tuple[int, bytes]:
            answer = smtplib.SMTP.data(connection, msg)
            answers.append(answer)
            return answer

        connection.data = data  # type: ignore[method-assign]


@contextmanager
def mail_server() -> Iterator[Server]:
    """It is only called when the first mail is sent."""
    backend = mail.mailers.default
    try:
        yield Server(backend)
    finally:
        with suppress(OSError):  # whoever hung up needs no good-bye
            backend.close()


def _trouble(error: OSError | ValueError) -> Trouble:
    match error:
        case ValueError():
            return Trouble.MAIL  # an address that is none
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _answer in error.recipients.values()]
            if 421 in codes:  # closing down
                return Trouble.SERVER
            return Trouble.MAIL if codes and min(codes) >= 500 else Trouble.MOMENT
        case smtplib.SMTPDataError() if error.smtp_code != 421:
            return Trouble.MAIL if error.smtp_code >= 500 else Trouble.MOMENT
        case smtplib.SMTPNotSupportedError():
            return Trouble.MAIL
        case _:
            return Trouble.SERVER


def _said(error: OSError | ValueError) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return "\n".join(
                f"{address}: {_answer(*answer)}" for address, answer in error.recipients.items()
            )
        case smtplib.SMTPResponseException():
            return _answer(error.smtp_code, error.smtp_error)
        case _:
            return f"{type(error).__name__}: {error}"


def _answer(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {text}"
