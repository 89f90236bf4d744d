import pytest
from django.core.exceptions import PermissionDenied

from proposals.errors import NeedsRequirement, NothingChanges
from proposals.operations.approve import approve
from proposals.operations.rebase import rebase
from skills.algebra.paths import SUMMARY, listing
from skills.algebra.text import digest
from skills.models import Document
from skills.projection import live_content
from tests.factories import cells, edit, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


def test_a_rebased_proposal_stands_on_today_s_text_and_can_be_approved(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    edit(skill, {JUNIOR: "Somebody else's words"})
    rebased = rebase(proposal, by=make_contributor(), version=1)
    assert rows(rebased)[JUNIOR].old == "Somebody else's words"
    assert not rebased.is_conflicted
    assert approve(proposal, reviewer=make_moderator(), version=2).revision


def test_the_two_texts_can_be_written_together(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    edit(skill, {JUNIOR: "Tests queries"})
    both = {JUNIOR: "Reads and tests queries"}
    rebased = rebase(proposal, by=make_moderator(), version=1, choices=both)
    assert rows(rebased)[JUNIOR].new == "Reads and tests queries"
    assert rebased.author == make_contributor()


def test_letting_go_of_one_cell_keeps_the_others(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries", LEAD: "Leads"})
    edit(skill, {JUNIOR: "Somebody else's words"})
    rebased = rebase(proposal, by=make_contributor(), version=1, keep_live=frozenset({JUNIOR}))
    assert set(rows(rebased)) == {LEAD}


def test_what_is_there_already_is_dropped(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries", LEAD: "Leads"})
    edit(skill, {JUNIOR: "Reads queries"})
    assert set(rows(rebase(proposal, by=make_contributor(), version=1))) == {LEAD}


def test_nothing_left_is_said_so(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    with pytest.raises(NothingChanges):
        rebase(proposal, by=make_contributor(), version=1, keep_live=frozenset({JUNIOR}))


def test_dropping_a_role_drops_the_cells_it_has_gained(skill: Document) -> None:
    skill = make_skill("nosql", optional={"data-engineer junior": "Queries"})
    gone = dict.fromkeys(cells(optional={"data-engineer junior": ""}))
    proposal = propose(skill, gone)
    edit(skill, cells(optional={"data-engineer lead": "Leads"}))
    rebase(proposal, by=make_contributor(), version=1)
    approve(proposal, reviewer=make_moderator(), version=2)
    skill.refresh_from_db()
    assert listing("data-engineer") not in live_content(skill)


def test_a_cell_that_has_gone_asks_whether_it_is_required(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    edit(skill, {JUNIOR: None, JUNIOR_REQUIRED: None})
    with pytest.raises(NeedsRequirement) as caught:
        rebase(proposal, by=make_contributor(), version=1)
    assert caught.value.cells == [("data-engineer", "junior")]
    choices = {JUNIOR_REQUIRED: "optional"}
    rebased = rebase(proposal, by=make_contributor(), version=1, choices=choices)
    assert rows(rebased)[JUNIOR_REQUIRED].new == "optional"


def test_a_translation_keeps_the_digest_its_translator_saw(skill: Document) -> None:
    german = SUMMARY._replace(language="de")
    edit(skill, {german: "Tafeln", german.digest_path(): digest("Tables")})
    values = {german: "Tabellen", german.digest_path(): digest("Tables, old")}
    proposal = propose(skill, values)
    edit(skill, {SUMMARY: "All tables", german: "Tische"})
    rebased = rebase(proposal, by=make_contributor(), version=1)
    assert rows(rebased)[german.digest_path()].new == digest("Tables, old")


def test_only_the_author_or_a_moderator_here_may(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    for outsider in (make_contributor("other"), make_moderator("far", domain="elsewhere")):
        with pytest.raises(PermissionDenied):
            rebase(proposal, by=outsider, version=1)
