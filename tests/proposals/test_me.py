import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from proposals.operations.approve import approve
from tests.factories import make_skill
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_proposals() -> None:
    skill = make_skill(required={"data-engineer": "Knows it"})
    first = propose(skill, {JUNIOR: "Knows it well"})
    approve(first, reviewer=make_moderator("mona"), version=1)
    propose(skill, {LEAD: "Leads by it"})


def test_signed_out_it_offers_to_sign_in(client: Client) -> None:
    page = client.get("/me/")
    assert page.status_code == 200
    assert reverse("account_login") in page.text
    assert reverse("account_signup") in page.text


@pytest.mark.usefixtures("two_proposals")
def test_a_contributor_sees_what_became_of_theirs(client: Client) -> None:
    client.force_login(make_contributor())
    page = client.get("/me/")
    assert (page.context["pending"], page.context["accepted"]) == (1, 1)
    assert reverse("my_proposals") in page.text
    assert f'href="{reverse("review")}"' not in page.text


@pytest.mark.usefixtures("two_proposals")
def test_a_moderator_sees_what_waits_for_them(client: Client) -> None:
    client.force_login(make_moderator("mona"))
    assert "1 proposal waits for you" in client.get("/me/").text
    client.force_login(make_moderator("elsewhere", domain="design"))
    assert "Nothing waits for you" in client.get("/me/").text


@pytest.mark.usefixtures("two_proposals")
def test_the_header_has_name_and_counts_in_five_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_moderator("mona"))
    with django_assert_max_num_queries(5):
        header = client.get("/me/header/")
    assert "mona" in header.text
    assert '<span class="tag">1' in header.text
    assert "no-store" in header.headers["Cache-Control"]


def test_the_header_of_nobody_is_the_link_again(client: Client) -> None:
    header = client.get("/me/header/")
    assert "Sign in" in header.text
    assert "data-header" not in header.text


def test_the_header_brings_the_messages_that_wait(client: Client) -> None:
    make_contributor("carla", password="mountain stream")
    client.post("/accounts/login/", {"login": "carla", "password": "mountain stream"})
    assert "Welcome, carla." in client.get("/me/header/").text
    assert "Welcome" not in client.get("/me/header/").text


def test_a_name_is_never_markup(client: Client) -> None:
    client.force_login(make_contributor("carla", display_name="<b>Carla</b>"))
    assert "&lt;b&gt;Carla" in client.get("/me/header/").text


@pytest.mark.parametrize("address", ["/me/", "/me/header/"])
def test_they_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
