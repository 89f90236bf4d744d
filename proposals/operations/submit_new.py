"""Proposing a document that is not there yet."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.errors import ProposalError
from proposals.models import Proposal
from proposals.operations.submit import submit
from skills.algebra.changes import diff
from skills.algebra.paths import NAME, PARENT, Content
from skills.algebra.text import NAME_LIMIT, is_slug
from skills.models import Document, Kind, Status
from skills.projection import MODELS, Row
from skills.search_text import fold


class Taken(ProposalError):
    """Something published is in the way: `row` is what stands there."""

    def __init__(self, message: str, row: Row) -> None:
        super().__init__(message)
        self.row = row


class AddressTaken(Taken):
    """It stands under this slug, in use or retired."""

    code = "address_taken"

    def __init__(self, row: Row) -> None:
        if row.is_retired:
            message = _("The address “%(slug)s” belongs to %(name)s, which is retired.")
        else:
            message = _("The address “%(slug)s” belongs to %(name)s. Choose another address.")
        super().__init__(message % {"slug": row.slug, "name": row.name}, row)


class NameTaken(Taken):
    """It is in use under this name; of groups, in the same domain."""

    code = "name_taken"

    def __init__(self, row: Row) -> None:
        super().__init__(_ALREADY[row.document.kind]() % {"name": row.name}, row)


_ALREADY: Final[dict[str, Callable[[], str]]] = {
    Kind.SKILL: lambda: _("There is a skill called “%(name)s” already."),
    Kind.ROLE: lambda: _("There is a role called “%(name)s” already."),
    Kind.GROUP: lambda: _("There is a group called “%(name)s” in this domain already."),
    Kind.DOMAIN: lambda: _("There is a domain called “%(name)s” already."),
}


def submit_new(kind: str, slug: str, content: Content, *, author: User, why: str) -> Proposal:
    """Propose a document with this content; its row exists from then on, at revision 0.

    Others may have proposed one under the same slug: they share it. Raises `Taken`, and as `submit`
    does; then no row is left behind.
    """
    if not is_slug(slug):
        message = _("An address is made of the letters a to z, digits and single hyphens.")
        raise ValidationError(message, code="slug")
    with transaction.atomic():
        document = Document.objects.claim(kind, slug)
        check_free(kind, slug, content)
        return submit(document, diff({}, content), author=author, why=why)


def check_free(kind: str, slug: str, content: Content) -> None:
    """Raises `NameTaken` or `AddressTaken`."""
    if row := _called(kind, content.get(NAME, ""), content.get(PARENT, "")):
        raise NameTaken(row)
    rows = MODELS[kind]._default_manager.select_related("document")
    if row := rows.filter(slug=slug).first():
        raise AddressTaken(row)


def _called(kind: str, name: str, parent: str) -> Row | None:
    """Whatever its case, width and accents."""
    folded = fold(name[:NAME_LIMIT])
    if not folded:
        return None
    is_first_line = Q(search_text__title=folded) | Q(search_text__title__startswith=f"{folded}\n")
    documents = Document.objects.filter(is_first_line, kind=kind)
    rows = (
        MODELS[kind]
        ._default_manager.select_related("document")
        .filter(document__in=documents, status=Status.ACTIVE)
    )
    if kind == Kind.GROUP:
        rows = rows.filter(Q(domain__slug=parent))
    return rows.order_by("pk").first()
