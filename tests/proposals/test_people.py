import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from proposals.models import Comment
from proposals.operations.approve import approve
from proposals.operations.reject import reject
from skills.algebra.paths import SUMMARY
from tests.factories import make_skill
from tests.people import make_administrator
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
    assert page.count('class="proposal-line"') == 2
    assert carla.email not in page
    accepted = text_of(client.get("/people/carla/?show=accepted"))
    assert accepted.count('class="proposal-line"') == 1


def test_reviews_are_listed_with_their_verdicts(client: Client) -> None:
    sql, mona = make_skill(name="SQL"), make_moderator()
    approve(propose(sql, {SUMMARY: "Tables"}), reviewer=mona, version=1)
    reject(propose(sql, {SUMMARY: "Rows"}), reviewer=mona, version=1, reason="unclear")
    assert "<b>2</b> reviews" in text_of(client.get("/people/mona/"))
    page = text_of(client.get("/people/mona/?show=reviews"))
    assert page.index("<span>rejected</span>") < page.index("<span>approved</span>")
    assert 'proposed by <a class="quiet" href="/people/carla/">carla</a>' in page


def test_comments_are_listed_but_for_those_taken_away(client: Client) -> None:
    sql, carla = make_skill(name="SQL"), make_contributor()
    proposal = propose(sql, {SUMMARY: "Tables"})
    Comment.objects.create(document=sql, author=carla, text="Is <b>this</b> true?")
    Comment.objects.create(proposal=proposal, author=carla, text="I think so")
    Comment.objects.create(document=sql, author=carla, text="Oops", deleted_at=timezone.now())
    page = text_of(client.get("/people/carla/?show=comments"))
    assert "<b>2</b> comments" in page
    assert "&lt;b&gt;this&lt;/b&gt;" in client.get("/people/carla/?show=comments").text
    assert "I think so" in page
    assert "Oops" not in page


def test_what_there_is_none_of_has_no_list(client: Client) -> None:
    make_contributor()
    page = client.get("/people/carla/?show=reviews").text
    assert "carla has not proposed anything yet" in page
    assert "?show=" not in page


def test_an_administrator_finds_the_way_to_appointing(client: Client) -> None:
    make_contributor()
    client.force_login(make_administrator())
    assert 'href="/moderators/?username=carla"' in client.get("/people/carla/").text
    client.force_login(make_moderator())
    assert "/moderators/" not in client.get("/people/carla/").text


def test_a_name_in_any_case_leads_there(client: Client) -> None:
    make_contributor("Carla.M-2")
    response = client.get("/people/carla.m-2/")
    assert (response.status_code, response["Location"]) == (301, "/people/Carla.M-2/")


def test_whom_nobody_knows_is_not_found(client: Client) -> None:
    page = client.get("/people/nobody/")
    assert page.status_code == 404
    assert "There is nobody called nobody." in page.text
    make_contributor()
    assert client.post("/people/carla/").status_code == 405


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/people/carla/", 11),
        ("/people/carla/?show=accepted", 11),
        ("/people/mona/?show=reviews", 12),
        ("/people/carla/?show=comments", 9),
    ],
)
def test_a_long_list_takes_as_many_queries_as_a_short_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    sql, moderator, carla = make_skill(), make_moderator(), make_contributor()
    for number in range(6):
        approve(propose(sql, {SUMMARY: f"{number} tables"}), reviewer=moderator, version=1)
        Comment.objects.create(document=sql, author=carla, text=f"{number} tables?")
        if number in (0, 5):
            with django_assert_num_queries(queries):
                client.get(address)
