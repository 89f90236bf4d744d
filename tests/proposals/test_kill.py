"""Killing the process that approves, at random moments."""

import os
import random
import subprocess
import sys
import time

import pytest

from proposals.models import Proposal
from skills.algebra.paths import LEVELS, description
from skills.verification import verify
from tests.factories import make_skill
from tests.processes import address_of_the_database
from tests.proposals.factories import make_contributor, make_moderator, propose, rows

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_each_proposal_is_fully_applied_or_fully_open() -> None:
    proposals = _fifty_proposals()
    make_moderator()
    chance = random.Random(50)
    for _ in range(8):
        _approve(killed_after=chance.uniform(0.05, 0.6))
        for proposal in proposals:
            _assert_whole(proposal)
    _approve()
    for proposal in proposals:
        _assert_whole(proposal)
    assert not Proposal.objects.awaiting_review().exists()
    assert verify().is_clean


def _fifty_proposals() -> list[Proposal]:
    skills = [make_skill(f"skill{n}", optional={"data-engineer": "Queries"}) for n in range(10)]
    return [
        propose(
            document,
            {description("data-engineer", level): f"New {level} text of {document.slug}"},
            author=make_contributor(f"author{place}"),
        )
        for place, document in enumerate(skills)
        for level in LEVELS
    ]


def _approve(*, killed_after: float | None = None) -> None:
    """Let a process approve what is open; kill it so many seconds after it has begun."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.proposals.approve_all"],
        env={**os.environ, "DATABASE_URL": address_of_the_database()},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    if killed_after is not None:
        time.sleep(killed_after)
        process.kill()
    process.communicate(timeout=120)


def _assert_whole(proposal: Proposal) -> None:
    proposal.refresh_from_db()
    [row] = rows(proposal).values()
    revisions = proposal.document.revisions.filter(changes__new=row.new).count()
    if proposal.status == "open":
        assert (revisions, row.outcome, proposal.reviews.count()) == (0, "", 0)
    else:
        assert proposal.status == "approved"
        assert (revisions, row.outcome, proposal.reviews.count()) == (1, "accepted", 1)
    assert proposal.events.count() == (1 if proposal.status == "open" else 2)
