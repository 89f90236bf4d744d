"""Which other open proposals a reader of one is told of."""

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from proposals.models import Proposal
from proposals.operations.withdraw import withdraw
from proposals.proposal_page.neighbours import neighbours
from skills.algebra.paths import NAME, SUCCESSOR, SUMMARY, Path, listing
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    propose,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries tables"})


@pytest.fixture
def proposal(sql: Document) -> Proposal:
    return propose(sql, {JUNIOR_REQUIRED: "required"})


def test_of_many_some_are_named_and_the_rest_counted(
    sql: Document,
    proposal: Proposal,
    settings: Settings,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.OPEN_PROPOSALS_NEWCOMER = 20
    for number in range(11):
        propose(sql, {JUNIOR: f"Reads {number} tables"}, author=make_contributor("olaf"))
    propose(sql, {LEAD: "Plans tables"}, author=make_contributor("olaf"))
    with django_assert_max_num_queries(7):
        found = neighbours(proposal, [JUNIOR_REQUIRED])
    assert (len(found.on_the_same), found.more_on_the_same, found.elsewhere) == (8, 3, 1)


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([SUMMARY], ["summary"]),
        ([SUMMARY._replace(field="summary.source")], ["summary"]),
        ([JUNIOR], ["junior"]),
        ([JUNIOR, SUMMARY], ["junior", "summary"]),
        ([LEAD, SUCCESSOR, NAME, listing("data-engineer")], []),
        ([Path("description", "tester", "junior"), JUNIOR, LEAD], ["junior"]),
    ],
)
def test_they_touch_the_same_cells_fields_or_listings(
    sql: Document, proposal: Proposal, paths: list[Path], found: list[str]
) -> None:
    named = {proposal.pk: "junior"}
    named[propose(sql, {SUMMARY: "Tables"}, author=make_contributor("olaf")).pk] = "summary"
    other = propose(sql, {LEAD: "Plans tables"}, author=make_contributor("nina"))
    lines = neighbours(other, paths).on_the_same
    assert [named[line.proposal.pk] for line in lines] == found


def test_what_is_closed_is_no_neighbour(sql: Document, proposal: Proposal) -> None:
    withdraw(propose(sql, {JUNIOR: "Reads"}), author=make_contributor())
    assert neighbours(proposal, [JUNIOR]) == ([], 0, 0)
