from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.models import DirectPublication
from skills.history import changes_of_revision
from skills.models import Revision


def mark_checked(revision: Revision, *, by: User) -> DirectPublication:
    """Say that somebody else has looked over what was published directly."""
    with transaction.atomic():
        publication = DirectPublication.objects.select_for_update(no_key=True).get(
            revision=revision.pk
        )
        scope = rights.scope_of(revision.document, changes_of_revision(revision))
        if by.pk == revision.author_id or not rights.may_decide_in(by, scope):
            raise PermissionDenied(_("Looking this over takes another moderator of its domain."))
        if publication.checked_by_id is None:
            publication.checked_by = by
            publication.checked_at = timezone.now()
            publication.save(update_fields=["checked_by", "checked_at"])
    return publication
