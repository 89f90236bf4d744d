"""A mail on its way to the server, put together as fast as ten thousand digests a morning need."""

import email.policy
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from functools import cache
from typing import Any, Final, override

from django.core.mail import EmailMultiAlternatives

#: As long as a line may be (RFC 5322); what is within need not be encoded to be sent.
_LINE: Final = 990


class _OnOneLine(BaseHeader):
    """Stands as it was given, which is of our own making. Python would take it to pieces; an address
    that is longer than a line it would even encode, so that no program knows it any more."""

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["parse_tree"] = None
        kwds["decoded"] = value

    @override
    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _Subject(UnstructuredHeader, BaseHeader):
    """Whatever it holds, in lines and encoded words of the usual length (RFC 2047)."""

    max_count = 1

    @override
    def fold(self, *, policy: Any) -> str:
        return super().fold(policy=policy.clone(max_line_length=78))


_HEADERS: Final = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)
for _name in (
    *("auto-submitted", "list-id", "list-unsubscribe", "list-unsubscribe-post", "message-id"),
    *("precedence", "references", "x-auto-response-suppress"),
    *("mime-version", "content-transfer-encoding"),
):
    _HEADERS.map_to_type(_name, _OnOneLine)


class Letter(EmailMultiAlternatives):
    """Text, with HTML beside it."""

    @override
    def message(self, *, policy: Any = email.policy.default) -> EmailMessage:
        return super().message(policy=_policy(policy))

    def attach_html(self, html: str) -> None:
        """In plain ASCII, so that nothing of it needs encoding."""
        self.attach_alternative(html.encode("ascii", "xmlcharrefreplace").decode(), "text/html")


@cache
def _policy(policy: Any) -> Any:
    return policy.clone(header_factory=_HEADERS, max_line_length=_LINE)
