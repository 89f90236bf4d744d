"""Where somebody is signed in, and signing them out there."""

import time

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.devices import browser_name, devices_of
from accounts.models import User
from tests.people import make_person

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
    "Mobile Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/26.0 Mobile/15E148 Safari/604.1"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0"


@pytest.fixture
def alice() -> User:
    return make_person("alice", password="mountain stream")


def on(browser: str, name: str = "alice") -> Client:
    """Somebody signs in with this browser."""
    client = Client(headers={"User-Agent": browser})
    client.post("/accounts/login/", {"login": name, "password": "mountain stream"})
    return client


def signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/me/").text


def row(browser: str) -> UserSession:
    return UserSession.objects.get(user_agent=browser)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (CHROME, "Chrome on Android"),
        (SAFARI, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("curl/8.5", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_browsers_are_named_as_people_know_them(said: str, name: str) -> None:
    assert browser_name(said) == name


@pytest.mark.usefixtures("alice")
def test_each_browser_is_listed_and_this_one_is_marked() -> None:
    on(CHROME)
    page = on(FIREFOX).get("/me/security/").text
    assert page.index("Firefox on Linux") < page.index("this one") < page.index("Chrome on Android")


@pytest.mark.usefixtures("alice")
def test_one_is_signed_out_there() -> None:
    phone, desk = on(CHROME), on(FIREFOX)
    desk.post(f"/me/security/devices/{row(CHROME).pk}/sign-out/")
    assert "Signed out there." in desk.get("/me/security/").text
    assert signed_in(desk)
    assert not signed_in(phone)


@pytest.mark.usefixtures("alice")
def test_all_others_are_signed_out_at_once() -> None:
    others, desk = [on(CHROME), on(SAFARI)], on(FIREFOX)
    page = desk.post("/me/security/devices/sign-out/", follow=True)
    assert "Signed out in 2 places." in page.text
    assert "Sign out everywhere else" not in page.text
    assert not any(signed_in(other) for other in others)
    assert signed_in(desk)


@pytest.mark.usefixtures("alice")
def test_nobody_signs_others_out() -> None:
    make_person("bob", password="mountain stream")
    phone, bob = on(CHROME), on(FIREFOX, "bob")
    assert bob.post(f"/me/security/devices/{row(CHROME).pk}/sign-out/").status_code == 404
    bob.post("/me/security/devices/sign-out/")
    assert signed_in(phone)


def test_a_new_password_ends_the_others(alice: User) -> None:
    on(CHROME)
    desk = on(FIREFOX)
    both = {"password1": "meadow at noon", "password2": "meadow at noon"}
    desk.post("/accounts/password/change/", both | {"oldpassword": "mountain stream"})
    alice.refresh_from_db()
    page = desk.get("/me/security/").text
    assert "Chrome on Android" not in page
    assert "Firefox on Linux" in page


@pytest.mark.usefixtures("alice")
def test_when_it_was_last_used_is_noted_now_and_then() -> None:
    phone = on(CHROME)
    first = row(CHROME).last_seen_at
    phone.get("/me/")
    assert row(CHROME).last_seen_at == first
    with time_machine.travel(time.time() + 700, tick=False):
        phone.get("/me/")
        assert row(CHROME).last_seen_at == timezone.now()


@pytest.mark.usefixtures("alice")
def test_pages_for_everyone_note_nothing() -> None:
    phone = on(CHROME)
    with time_machine.travel(time.time() + 700, tick=False):
        answer = phone.get("/about/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert row(CHROME).last_seen_at < timezone.now()


@pytest.mark.usefixtures("alice")
def test_rows_of_sessions_that_are_over_go_with_the_next_sign_in() -> None:
    on(CHROME).post("/accounts/logout/")
    on(FIREFOX)
    assert UserSession.objects.get().user_agent == FIREFOX


def test_many_cost_no_more_queries_than_one(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        on(CHROME)
    with django_assert_num_queries(2):
        assert len(devices_of(alice, session_key=None)) == 3
