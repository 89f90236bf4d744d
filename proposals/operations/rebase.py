from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rights import require_second_factor
from proposals import rights
from proposals.errors import LiveChanged, NeedsRequirement, NothingChanges
from proposals.events import record
from proposals.locking import lock, require_pending, require_version
from proposals.models import EventKind, Proposal, Status, VersionKind
from proposals.operations.described import check_described
from proposals.operations.submit import acceptable
from proposals.versions import DESCRIBED, current_changes, describe, write_version
from skills.algebra.changes import Change, apply
from skills.algebra.paths import Content, Path, requirement, unit_of
from skills.projection import live_content


def rebase(
    proposal: Proposal,
    *,
    by: User,
    version: int,
    choices: Mapping[Path, str | None] | None = None,
    keep_live: frozenset[Path] = frozenset(),
    live_number: int | None = None,
) -> Proposal:
    """A new version on today's text, by the author or a moderator; the author's credit stays.

    What is proposed stays proposed, unless `choices` gives another value for a path (a resolved
    text, a requirement for a cell that has gone) or `keep_live` lets go of its unit. What is there
    already is dropped, and dropping a role drops the cells it gained. `live_number` is the revision
    that was live when the choices were made. Raises `LiveChanged` where another is, so that nobody
    writes over what they haven't seen, `NeedsRequirement`, and as `revise` does.
    """
    with transaction.atomic():
        document, proposal = lock(proposal)
        rights.require_active(by)
        changes = current_changes(proposal)
        if not may_rebase(by, proposal, changes):
            message = _("Its author or a moderator of its domain can bring it up to date.")
            raise PermissionDenied(message)
        require_pending(proposal)
        require_version(proposal, version)
        if live_number is not None and document.number != live_number:
            raise LiveChanged(document.number)
        live = live_content(document)
        changes = acceptable(document, live, _on_live(live, changes, choices or {}, keep_live))
        if "" in (choices or {}).values():
            check_described(live, apply(live, changes))
        proposal.version += 1
        proposal.status = Status.OPEN
        describe(proposal, document, live, changes)
        proposal.save(update_fields=["version", "status", *DESCRIBED])
        write_version(proposal, document, changes, by=by, kind=VersionKind.REBASE)
        record(EventKind.PROPOSAL_REVISED, actor=by, proposal=proposal, version=proposal.version)
    return proposal


def may_rebase(user: User, proposal: Proposal, changes: Sequence[Change]) -> bool:
    """Raises `SecondFactorNeeded` where only that is missing."""
    if user.pk == proposal.author_id:
        return True
    require_second_factor(user)
    return rights.may_decide(user, proposal, changes)


def _on_live(
    live: Content,
    changes: list[Change],
    choices: Mapping[Path, str | None],
    keep_live: frozenset[Path],
) -> list[Change]:
    let_go = {unit_of(path) for path in keep_live}
    wanted: dict[Path, str | None] = {change.path: change.new for change in changes} | dict(choices)
    wanted = {path: new for path, new in wanted.items() if unit_of(path) not in let_go}
    gone = [
        (path.role, path.level)
        for path, new in wanted.items()
        if path.level
        and new is not None
        and requirement(path.role, path.level) not in live
        and wanted.get(requirement(path.role, path.level)) is None
    ]
    if gone:
        raise NeedsRequirement(sorted(set(gone)))
    rebased = [Change(path, live.get(path), new) for path, new in wanted.items()]
    rebased = [change for change in rebased if change.old != change.new]
    if not rebased:
        raise NothingChanges
    return rebased
