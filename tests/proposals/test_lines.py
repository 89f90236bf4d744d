import pytest
from pytest_django import DjangoAssertNumQueries

from proposals.lines import Line, lines
from proposals.models import Proposal
from proposals.operations.submit import submit
from proposals.operations.vote import vote
from skills.algebra.changes import diff
from skills.algebra.paths import (
    ACTIVE,
    NAME,
    OPTIONAL,
    PARENT,
    RETIRED,
    STATUS,
    SUMMARY,
    Path,
    description,
    listing,
    requirement,
)
from skills.models import Document
from tests.factories import make_group, make_role, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(
        name="SQL", optional={"data-engineer": "Queries", "tester junior": "Reads tables"}
    )


def line(proposal: Proposal) -> Line:
    return lines([proposal])[0]


def called(document: Document, values: dict[Path, str | None]) -> str:
    return line(propose(document, values)).headline.alone


def test_it_says_what_would_become_required(sql: Document) -> None:
    found = line(propose(sql, {JUNIOR_REQUIRED: "required", JUNIOR: "Writes queries"}))
    assert found.headline.alone == "Required for Data Engineer · Junior"
    assert found.headline.in_full == "SQL: Required for Data Engineer · Junior"
    assert (found.meaning_name, found.cells, found.details) == ("becomes required", 1, 0)


def test_several_levels_or_roles_are_counted(sql: Document) -> None:
    two = {description("data-engineer", level): "Other words" for level in ("junior", "lead")}
    assert called(sql, {**two}) == "New wording for Data Engineer · 2 levels"
    two[description("tester", "junior")] = "Other words"
    assert called(sql, {**two}) == "New wording for 2 roles"


def test_each_kind_of_change_has_words(sql: Document) -> None:
    make_group("queries", name="Queries")
    make_role("analyst", name="Analyst")
    assert called(sql, {SUMMARY: "Tables"}) == "New wording for the summary"
    assert called(sql, {NAME: "Structured queries"}) == "Rename it to “Structured queries”"
    assert called(sql, {PARENT: "queries"}) == "Move it to Queries"
    assert called(sql, {STATUS: RETIRED}) == "Retire it"


def test_roles_and_expectations_that_come_and_go(sql: Document) -> None:
    make_role("analyst", name="Analyst")
    new = {requirement("analyst", "junior"): OPTIONAL, description("analyst", "junior"): "Reads"}
    assert called(sql, {**new, listing("analyst"): "listed"}) == "Add Analyst"
    gone = {
        listing("tester"): None,
        requirement("tester", "junior"): None,
        description("tester", "junior"): None,
    }
    assert called(sql, {**gone}) == "Remove Tester"
    dropped = {JUNIOR: None, JUNIOR_REQUIRED: None}
    assert called(sql, {**dropped}) == "Remove the expectation for Data Engineer · Junior"


def test_something_new_is_called_by_its_name() -> None:
    make_group()
    document = Document.objects.claim("skill", "feature-stores")
    content = {NAME: "Feature Stores", STATUS: ACTIVE, PARENT: "storage"}
    proposal = submit(document, diff({}, content), author=make_contributor(), why="It is missing")
    assert line(proposal).headline.in_full == "New skill: Feature Stores"
    assert line(proposal).details == 2


def test_votes_are_counted(sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Writes queries"})
    vote(proposal, user=make_contributor("olaf"), supports=True)
    vote(proposal, user=make_moderator(), supports=False)
    assert (line(proposal).support, line(proposal).oppose) == (1, 1)


def test_many_lines_take_as_many_queries_as_one(
    sql: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        propose(sql, {JUNIOR: f"Writes {number} queries"})
    for count in (1, 5):
        proposals = list(Proposal.objects.select_related("document")[:count])
        with django_assert_num_queries(3):
            lines(proposals)
