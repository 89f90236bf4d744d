"""Watching, for tests of who is told."""

from accounts.models import User
from proposals.models import Watch
from skills.models import Document


def watches(user: User, document: Document, level: str = "") -> Watch:
    return Watch.objects.create(user=user, document=document, level=level)
