from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.events import record
from proposals.locking import lock, require_pending, require_version
from proposals.models import EventKind, Proposal, Status, VersionKind
from proposals.operations.described import check_described
from proposals.operations.submit import acceptable, clean_why
from proposals.versions import DESCRIBED, describe, write_version
from skills.algebra.changes import Change, apply
from skills.projection import live_content


def revise(
    proposal: Proposal, changes: Iterable[Change], *, author: User, why: str, version: int
) -> Proposal:
    """Replace the list by a new version on today's text; one sent back is open again.

    `version` is the one the author saw. Raises as `submit` does, and `NotOpen`, `VersionChanged`.
    """
    with transaction.atomic():
        document, proposal = lock(proposal)
        check(proposal, author=author)
        require_version(proposal, version)
        live = live_content(document)
        changes = acceptable(document, live, changes)
        check_described(live, apply(live, changes))
        proposal.version += 1
        proposal.status = Status.OPEN
        proposal.summary = clean_why(why)
        describe(proposal, document, live, changes)
        proposal.save(update_fields=["version", "status", "summary", *DESCRIBED])
        write_version(proposal, document, changes, by=author, kind=VersionKind.REVISION)
        record(
            EventKind.PROPOSAL_REVISED, actor=author, proposal=proposal, version=proposal.version
        )
    return proposal


def check(proposal: Proposal, *, author: User) -> None:
    """Raises `PermissionDenied` or `NotOpen` where revising would."""
    rights.require_active(author)
    if author.pk != proposal.author_id:
        raise PermissionDenied(_("Only its author can revise a proposal."))
    require_pending(proposal)
