"""Proposals made through the operations, by the three people every test knows."""

from collections.abc import Mapping
from datetime import UTC, datetime

from accounts.models import ModeratorScope, User
from proposals.models import Proposal, ProposalChange
from proposals.operations.submit import submit
from skills.algebra.changes import Change, diff
from skills.algebra.paths import Path, description, requirement
from skills.models import Document
from skills.projection import live_content

JUNIOR = description("data-engineer", "junior")
LEAD = description("data-engineer", "lead")
JUNIOR_REQUIRED = requirement("data-engineer", "junior")


def make_contributor(username: str = "carla", **fields: object) -> User:
    """Somebody who has agreed to the terms."""
    user = User.objects.filter(username=username).first()
    agreed = {"terms_accepted_at": datetime(2026, 1, 1, tzinfo=UTC)}
    return user or User.objects.create_user(username, f"{username}@example.org", **agreed | fields)


def make_moderator(
    username: str = "mona", *, domain: str = "", language: str = "", **fields: object
) -> User:
    user = make_contributor(username, **fields)
    ModeratorScope.objects.get_or_create(user=user, domain=domain, language=language)
    return user


def changes_to(document: Document, values: Mapping[Path, str | None]) -> list[Change]:
    """`{path: value}` on top of what is live; `None` drops."""
    document.refresh_from_db()
    live = live_content(document)
    wanted = {path: value for path, value in {**live, **values}.items() if value is not None}
    return diff(live, wanted)


def propose(
    document: Document,
    values: Mapping[Path, str | None],
    *,
    author: User | None = None,
    why: str = "It reads better",
) -> Proposal:
    by = author or make_contributor()
    return submit(document, changes_to(document, values), author=by, why=why)


def rows(proposal: Proposal) -> dict[Path, ProposalChange]:
    return {row.path: row for row in proposal.current_changes()}
