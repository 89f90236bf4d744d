"""Filling in forms as a browser would send them, and reading the pages that come back."""

from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from proposals.models import Proposal
from skills.models import Document

CELL = "/skills/sql/suggest/data-engineer/junior/"
WORD = "word:data-engineer:junior"
TEXT = "text:data-engineer:junior"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cell_form(document: Document, text: str, **fields: str) -> dict[str, str]:
    """The cell form as it is sent: the word as it was, the given text, a reason that suffices."""
    return {
        "base": str(document.number),
        WORD: "required",
        TEXT: text,
        "cause": "unclear",
        "why": "",
        "do": "send",
    } | fields


def whole_form(document: Document, **fields: str) -> Mapping[str, str]:
    """The form of a whole document, with nothing of it but what is given."""
    return {"base": str(document.number), "cause": "outdated", "do": "send"} | fields


def page(response: HttpResponse) -> str:
    """Its text, white space as one space."""
    return " ".join(response.content.decode().split())


def text_of(response: HttpResponse) -> str:
    """The page with its spaces and entities made plain."""
    return " ".join(unescape(response.content.decode()).split())


def sent(response: HttpResponse) -> Proposal:
    """The proposal that a form became: its page is where the sender lands."""
    assert response.status_code == 302, page(response)
    proposal = Proposal.objects.order_by("-pk")[0]
    assert response["Location"] == proposal.get_absolute_url()
    return proposal


def sent_draft(response: HttpResponse) -> str:
    """The form whose draft the browser is told to forget."""
    return unquote(response.cookies["sent_draft"].value) if "sent_draft" in response.cookies else ""
