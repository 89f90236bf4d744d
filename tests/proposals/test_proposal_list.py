import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from proposals.models import Proposal
from proposals.operations.approve import approve
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.withdraw import withdraw
from skills.algebra.paths import PARENT, SUMMARY
from skills.models import Document
from tests.factories import make_group, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)
from tests.proposals.pages import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


def read(client: Client, query: str = "", address: str = "/proposals/") -> str:
    response = client.get(f"{address}{query}")
    assert response.status_code == 200
    return text_of(response)


# ── Everybody's ─────────────────────────────────────────────────────────────────────────────────
def test_what_is_not_decided_yet_comes_first(client: Client, sql: Document) -> None:
    propose(sql, {JUNIOR: "Reads tables"}, why="It says more")
    withdraw(propose(sql, {LEAD: "Plans tables"}), author=make_contributor())
    page = read(client)
    assert 'SQL: New wording for <span class="whole">Data Engineer · Junior</span>' in page
    assert "“It says more”" in page
    assert "Data Engineer · Lead" not in page
    assert "1 proposal<" in page


def test_all_of_them_say_their_state(client: Client, sql: Document) -> None:
    withdraw(propose(sql, {LEAD: "Plans tables"}), author=make_contributor())
    assert "state-withdrawn" in read(client, "?state=all")
    assert "state-withdrawn" in read(client, "?state=withdrawn")
    assert "No proposal fits all of that." in read(client, "?state=rejected")


def test_it_is_narrowed_by_kind_author_and_words(client: Client, sql: Document) -> None:
    propose(sql, {JUNIOR: "Reads tables"}, why="It says more")
    propose(sql, {JUNIOR_REQUIRED: "required"}, author=make_contributor("Olaf"), why="Postings")
    for query in ("kind=wording", "author=carla", "author=@Carla", "q=says MORE"):
        page = read(client, f"?{query}")
        assert "New wording for" in page
        assert "Required for" not in page


def test_it_is_narrowed_to_a_skill_or_words_of_its_name(client: Client, sql: Document) -> None:
    propose(sql, {JUNIOR: "Reads tables"})
    other = make_skill("nosql", name="NoSQL stores", optional={"data-engineer": "Reads"})
    propose(other, {SUMMARY: "Not only tables"})
    page = read(client, "?about=skill/sql")
    assert "1 proposal<" in page
    assert "Remove the filter</span> SQL" in page
    assert "2 proposals<" in read(client, "?about=sql")
    assert "1 proposal<" in read(client, "?about=stores")


def test_a_move_is_found_in_both_domains(client: Client, sql: Document) -> None:
    make_group("serving", domain="ml")
    propose(sql, {PARENT: "serving"})
    assert "1 proposal<" in read(client, "?domain=data")
    assert "1 proposal<" in read(client, "?domain=ml")


def test_what_there_is_not_is_said(client: Client) -> None:
    for query in ("state=lost", "kind=lost", "domain=lost"):
        assert client.get(f"/proposals/?{query}").status_code == 400


def test_nothing_at_all_leads_to_suggesting(client: Client) -> None:
    assert "Nothing waits for a decision." in read(client)


def test_long_lists_take_as_many_queries(
    client: Client, sql: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        person = make_contributor(f"person-{number}")
        propose(sql, {JUNIOR: f"Reads {number} tables"}, author=person)
        if number in (0, 29):
            with django_assert_num_queries(7):
                page = read(client)
    assert "Page 1 of 2" in page


# ── One's own ───────────────────────────────────────────────────────────────────────────────────
MINE = "/me/proposals/"


def test_ones_own_take_signing_in(client: Client) -> None:
    assert client.get(MINE)["Location"] == f"/accounts/login/?next={MINE}"
    assert client_of(make_contributor()).post(MINE).status_code == 405


def test_ones_own_say_what_was_accepted(sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables", LEAD: "Plans tables"})
    propose(sql, {SUMMARY: "Tables"}, author=make_contributor("olaf"))
    accepted = [rows(proposal)[LEAD].pk]
    approve(proposal, reviewer=make_moderator(), version=1, accept=accepted)
    page = read(client_of(proposal.author), address=MINE)
    assert "mona accepted 1 of 2 changes." in page
    assert "Published as you wrote it" in page
    assert ">Declined<" in page
    assert "the summary" not in page


def test_a_correction_stands_beside_what_was_proposed(sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tabels of many kinds"})
    row = rows(proposal)[JUNIOR]
    better = {row.pk: "Reads tables of many kinds"}
    approve(proposal, reviewer=make_moderator(), version=1, corrections=better)
    page = read(client_of(proposal.author), address=MINE)
    assert "mona corrected the wording." in page
    assert "Reads <del>tabels</del> of many kinds" in page
    assert "Reads <ins>tables</ins> of many kinds" in page


def test_what_reviewers_ask_for_is_on_the_list(sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables"})
    ask_for_changes(proposal, reviewer=make_moderator(), version=1, text="Which tables?")
    page = read(client_of(proposal.author), "?show=open", MINE)
    assert "<b>mona</b>: asked for changes" in page
    assert "Which tables?" in page
    assert f"/proposals/{proposal.pk}/revise/" in page


def test_nobody_has_any_at_first() -> None:
    assert "You have not proposed anything yet." in read(
        client_of(make_contributor()), address=MINE
    )


def test_ones_own_take_as_many_queries_however_many(
    sql: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, moderator = client_of(make_contributor()), make_moderator()
    for number in range(8):
        proposal = propose(sql, {JUNIOR: f"Reads {number} tables"})
        row = rows(proposal)[JUNIOR]
        better = {row.pk: f"Reads {number} large tables"}
        approve(proposal, reviewer=moderator, version=1, corrections=better)
        if number in (0, 7):
            with django_assert_max_num_queries(16):
                read(client, address=MINE)
    assert Proposal.objects.count() == 8
