from django.db import transaction

from accounts.models import User
from proposals.events import record
from proposals.models import EventKind
from proposals.operations.appoint import require_administrator
from skills.models import Document


def protect(document: Document, *, protected: bool, by: User) -> Document:
    """Say whether changes of the document take two reviewers. Raises `PermissionDenied`."""
    require_administrator(by)
    with transaction.atomic():
        document = Document.objects.lock(document.pk)
        if document.protected != protected:
            document.protected = protected
            document.save(update_fields=["protected"])
            record(EventKind.DOCUMENT_PROTECTED, actor=by, document=document, protected=protected)
    return document
