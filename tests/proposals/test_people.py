import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from proposals.operations.approve import approve
from skills.algebra.paths import SUMMARY
from tests.factories import make_skill
from tests.proposals.factories import make_contributor, make_moderator, propose
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


def test_it_says_what_somebody_proposed_and_what_was_accepted(client: Client) -> None:
    sql = make_skill(name="SQL")
    carla = make_contributor(display_name="Carla Mendes")
    approve(propose(sql, {SUMMARY: "Tables"}), reviewer=make_moderator(), version=1)
    propose(sql, {SUMMARY: "Tables and views"})
    page = text_of(client.get(f"/people/{carla.username}/"))
    assert '<h1 class="mb-2">Carla Mendes</h1>' in page
    assert "<b>1</b> of 2 proposals accepted" in page
    assert "<b>1</b> not decided yet" in page
    assert 'SQL: New wording for <span class="whole">the summary</span>' in page
    assert carla.email not in page


def test_reviews_are_counted(client: Client) -> None:
    proposal = propose(make_skill(), {SUMMARY: "Tables"})
    approve(proposal, reviewer=make_moderator(), version=1)
    assert "<b>1</b> revision reviewed" in text_of(client.get("/people/mona/"))


def test_a_name_in_any_case_leads_there(client: Client) -> None:
    make_contributor("Carla.M-2")
    response = client.get("/people/carla.m-2/")
    assert (response.status_code, response["Location"]) == (301, "/people/Carla.M-2/")


def test_whom_nobody_knows_is_not_found(client: Client) -> None:
    assert client.get("/people/nobody/").status_code == 404
    make_contributor()
    assert client.post("/people/carla/").status_code == 405


def test_many_proposals_take_as_many_queries_as_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sql, moderator = make_skill(), make_moderator()
    for number in range(6):
        approve(propose(sql, {SUMMARY: f"{number} tables"}), reviewer=moderator, version=1)
        if number in (0, 5):
            with django_assert_num_queries(10):
                client.get("/people/carla/")
