import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.people import make_person

pytestmark = pytest.mark.django_db


def test_the_cookie_comes_with_signing_in_and_goes_with_signing_out(client: Client) -> None:
    make_person("alice", password="mountain stream")
    login = client.post("/accounts/login/", {"login": "alice", "password": "mountain stream"})
    cookie = login.cookies["signed_in"]
    assert cookie.value == "1"
    assert not cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == login.cookies["sessionid"]["max-age"]
    assert client.post("/accounts/logout/").cookies["signed_in"]["max-age"] == 0


def test_a_cookie_that_outlived_its_session_goes(client: Client) -> None:
    client.force_login(make_person("alice"))
    assert client.get("/me/").cookies["signed_in"].value == "1"
    Session.objects.all().delete()
    assert client.get("/me/header/").cookies["signed_in"]["max-age"] == 0


def test_pages_for_everyone_neither_set_nor_remove_it(client: Client) -> None:
    client.force_login(make_person("alice"))
    assert not client.get("/about/").cookies
    client.logout()
    client.cookies["signed_in"] = "1"
    assert not client.get("/about/").cookies


def test_leaving_by_choice_lets_the_browser_forget(client: Client) -> None:
    make_person("alice", password="mountain stream")
    client.post("/accounts/login/", {"login": "alice", "password": "mountain stream"})
    assert "left" not in client.cookies
    assert client.post("/accounts/logout/").cookies["left"].value == "1"


def test_a_session_that_ended_by_itself_lets_it_keep_what_was_written(client: Client) -> None:
    client.force_login(make_person("alice", password="mountain stream"))
    client.session.flush()
    client.get("/me/header/")
    client.post("/accounts/logout/")  # nobody is signed in
    assert "left" not in client.cookies
