"""Looking over what was published without a review."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rights import require_second_factor
from proposals import rights
from proposals.models import DirectPublication
from skills.history import changes_of_revision
from skills.models import Revision


def mark_checked(revision: Revision, *, by: User) -> DirectPublication:
    """Say that somebody else has looked over what was published directly; the first one counts.

    Raises `PermissionDenied`, and `DirectPublication.DoesNotExist` for what was reviewed.
    """
    with transaction.atomic():
        publication = DirectPublication.objects.select_for_update(no_key=True).get(
            revision=revision.pk
        )
        scope = rights.scope_of(revision.document, changes_of_revision(revision))
        require_second_factor(by)
        if not may_check(by, revision, scope):
            raise PermissionDenied(_("Looking this over takes another moderator of its domain."))
        _settle(publication, by=by)
    return publication


def may_check(by: User, revision: Revision, scope: rights.Scope) -> bool:
    """Nobody looks over what they published themselves."""
    return by.pk != revision.author_id and rights.may_decide_in(by, scope)


def settle_reverted(revision: Revision, *, by: User) -> None:
    """What is taken back needs no looking over any more."""
    publications = DirectPublication.objects.select_for_update(no_key=True).unchecked()
    for publication in publications.filter(revision=revision):
        _settle(publication, by=by)


def _settle(publication: DirectPublication, *, by: User) -> None:
    if publication.checked_by_id is None:
        publication.checked_by = by
        publication.checked_at = timezone.now()
        publication.save(update_fields=["checked_by", "checked_at"])
