"""The three texts side by side."""

import pytest
from pytest_django import DjangoAssertNumQueries

from proposals.conflicts import UnitConflict, unit_conflicts
from proposals.models import Proposal
from proposals.versions import current_changes
from skills.algebra.merging import merge
from skills.algebra.paths import LEVELS, SUMMARY, description
from skills.algebra.words import Piece
from skills.models import Document
from skills.projection import live_content
from tests.factories import edit, make_skill
from tests.proposals.factories import JUNIOR, JUNIOR_REQUIRED, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer junior": "Reads tables."}, summary="Tables")


def conflicts_of(proposal: Proposal) -> list[UnitConflict]:
    live = live_content(proposal.document)
    merged = merge(live, current_changes(proposal))
    return unit_conflicts(proposal.document, merged.conflicts, live)


def test_a_cell_shows_its_three_texts_and_the_revision_between(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads big tables."})
    edit(skill, {JUNIOR: "Reads tables daily."})
    [conflict] = conflicts_of(proposal)
    [facet] = conflict.facets
    assert conflict.heading == "Data Engineer · Junior"
    assert conflict.changed_in
    assert conflict.changed_in.number == 2
    assert (facet.when, facet.proposed, facet.live) == (
        "Reads tables.",
        "Reads big tables.",
        "Reads tables daily.",
    )
    assert Piece("added", " big") in facet.proposed_pieces
    assert facet.together == "Reads big tables daily."


def test_what_cannot_be_woven_begins_with_the_proposed_text(skill: Document) -> None:
    proposal = propose(skill, {SUMMARY: "Views"})
    edit(skill, {SUMMARY: "Cubes"})
    [conflict] = conflicts_of(proposal)
    assert conflict.facets[0].together == "Views"


def test_a_cell_that_has_gone_is_said_to_have(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads big tables."})
    edit(skill, {JUNIOR: None, JUNIOR_REQUIRED: None})
    [conflict] = conflicts_of(proposal)
    assert conflict.has_gone
    assert conflict.facets[0].live_pieces == []


def test_requirements_are_named_not_quoted() -> None:
    skill = make_skill("nosql", optional={"data-engineer": "Queries"})
    proposal = propose(skill, {JUNIOR_REQUIRED: None, JUNIOR: None})
    edit(skill, {JUNIOR_REQUIRED: "required"})
    [conflict] = conflicts_of(proposal)
    assert conflict.facets[0].live_pieces == [Piece("added", "Required")]
    assert not conflict.has_gone


def test_the_queries_stay_the_same_however_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    skill = make_skill("nosql", optional={"data-engineer": "Queries"})
    texts = [description("data-engineer", level) for level in LEVELS]
    proposal = propose(skill, {path: f"Proposed {path.level}" for path in texts})
    edit(skill, {path: f"Now {path.level}" for path in texts})
    live = live_content(skill)
    found = merge(live, current_changes(proposal)).conflicts
    with django_assert_num_queries(3):
        assert len(unit_conflicts(skill, found, live)) == 5
