import pytest
from django.test import Client

from proposals.models import Proposal
from proposals.operations.rebase import rebase
from proposals.operations.revise import revise
from proposals.proposal_page.comparing import difference
from skills.algebra.changes import Change
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import edit, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    changes_to,
    make_contributor,
    propose,
)
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def revised(sql: Document) -> Proposal:
    """First a junior's paragraph and requirement, then the paragraph said otherwise, and a lead's."""
    proposal = propose(sql, {JUNIOR: "Reads small tables", JUNIOR_REQUIRED: "required"})
    second = changes_to(sql, {JUNIOR: "Reads large tables", LEAD: "Plans tables"})
    return revise(proposal, second, author=make_contributor(), why="It says more", version=1)


def test_what_one_version_leaves_alone_is_as_the_other_found_it() -> None:
    first = [Change(SUMMARY, "a", "b"), Change(JUNIOR, "c", "d")]
    second = [Change(SUMMARY, "a", "e"), Change(LEAD, "f", "g")]
    assert difference(first, second) == [
        Change(SUMMARY, "b", "e"),
        Change(JUNIOR, "d", "c"),
        Change(LEAD, "f", "g"),
    ]


def test_the_newest_two_versions_are_compared(client: Client, revised: Proposal) -> None:
    page = text_of(client.get(f"/proposals/{revised.pk}/versions/"))
    assert page.index(">small<") < page.index(">large<")
    assert "Data Engineer · Lead" in page
    assert "Version 1 left this as it was." in page
    assert "no longer required" in page


def test_any_two_can_be_chosen_in_either_order(
    client: Client, sql: Document, revised: Proposal
) -> None:
    edit(sql, {SUMMARY: "Tables"})
    rebase(revised, by=make_contributor(), version=2)
    page = text_of(client.get(f"/proposals/{revised.pk}/versions/?from=3&to=1"))
    assert "How version 3 differs from version 1." in page
    same = text_of(client.get(f"/proposals/{revised.pk}/versions/?from=2&to=3"))
    assert "The two ask for the same" in same


def test_one_version_has_nothing_beside_it(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables"})
    page = text_of(client.get(f"/proposals/{proposal.pk}/versions/"))
    assert "There is only one version" in page


def test_a_version_there_is_not_is_said(client: Client, revised: Proposal) -> None:
    for number in ("9", "0", "one", "٣"):
        response = client.get(f"/proposals/{revised.pk}/versions/?from={number}")
        assert response.status_code == 400
