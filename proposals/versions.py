"""Writing a proposal's versions, and what is computed with them."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from accounts.models import User
from proposals.models import Proposal, ProposalChange, ProposalVersion, VersionKind
from proposals.rights import scope_of
from skills.algebra.changes import Change
from skills.algebra.meaning import kind_of
from skills.algebra.merging import merge
from skills.algebra.paths import NAME, Path
from skills.models import Document


def current_changes(proposal: Proposal) -> list[Change]:
    return [row.as_tuple() for row in proposal.current_changes()]


def describe(
    proposal: Proposal, document: Document, live: Mapping[Path, str], changes: list[Change]
) -> None:
    """Set what queues filter by, computed from the changes; the caller saves."""
    scope = scope_of(document, changes)
    names = [change.new for change in changes if change.path == NAME and change.new]
    proposal.title = live.get(NAME) or (names[0] if names else document.slug)
    proposal.kind = kind_of(changes)
    proposal.domain = scope.domains[0] if scope.domains else ""
    proposal.other_domain = scope.domains[1] if len(scope.domains) > 1 else ""
    proposal.languages = ",".join(scope.languages)[:200]
    proposal.touches_source = scope.touches_source
    proposal.is_conflicted = bool(merge(live, changes).conflicts)
    proposal.updated_at = timezone.now()


DESCRIBED = (
    "title",
    "kind",
    "domain",
    "other_domain",
    "languages",
    "touches_source",
    "is_conflicted",
    "updated_at",
)


def write_version(
    proposal: Proposal,
    document: Document,
    changes: Iterable[Change],
    *,
    by: User,
    kind: VersionKind,
) -> list[ProposalChange]:
    """Write `proposal.version` of the proposal; gives its rows in the order of `changes`."""
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=proposal.version,
        by=by,
        kind=kind,
        base_number=document.number,
    )
    return ProposalChange.objects.bulk_create(
        ProposalChange(
            version=version,
            field=path.field,
            role=path.role,
            level=path.level,
            language=path.language,
            old=old,
            new=new,
        )
        for path, old, new in changes
    )
