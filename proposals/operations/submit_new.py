"""Proposing a document that is not there yet."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals.errors import ProposalError
from proposals.models import Proposal
from proposals.operations.submit import submit
from skills.algebra.changes import diff
from skills.algebra.paths import Content
from skills.algebra.text import is_slug
from skills.models import Document


class AddressTaken(ProposalError):
    """Something published stands under this slug, in use or retired."""

    code = "address_taken"

    def __init__(self, document: Document) -> None:
        super().__init__(_("There is one under this address already. Choose another address."))
        self.document = document


def submit_new(kind: str, slug: str, content: Content, *, author: User, why: str) -> Proposal:
    """Propose a document with this content; its row exists from then on, at revision 0.

    Others may have proposed one under the same slug: they share it. Raises `AddressTaken`, and as
    `submit` does; then no row is left behind.
    """
    if not is_slug(slug):
        message = _("An address is made of the letters a to z, digits and single hyphens.")
        raise ValidationError(message, code="slug")
    with transaction.atomic():
        document = Document.objects.claim(kind, slug)
        if document.is_published:
            raise AddressTaken(document)
        return submit(document, diff({}, content), author=author, why=why)
