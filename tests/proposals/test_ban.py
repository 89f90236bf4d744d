"""Shutting people out and letting them in: the operation, the pages, and the door."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import Ban, User
from proposals.models import Event, EventKind
from proposals.operations.ban import ban, lift_bans_that_ran_out, unban
from tests.mail_server import Mailbox
from tests.people import make_administrator, make_person
from tests.proposals.factories import make_contributor, make_moderator

pytestmark = pytest.mark.django_db

PASSWORD = "mountain stream"
SIGN_IN = {"login": "carla", "password": PASSWORD}


@pytest.fixture
def carla() -> User:
    return make_contributor("carla", password=PASSWORD)


@pytest.fixture
def mona() -> User:
    return make_moderator()


def in_a_week() -> datetime:
    return timezone.now() + timedelta(days=7)


def test_a_ban_shuts_out_and_is_on_record(carla: User, mona: User) -> None:
    until = in_a_week()
    ban(carla, by=mona, reason=" Advertising\n again ", until=until)
    carla.refresh_from_db()
    assert carla.is_blocked
    given = carla.bans.get()
    assert (given.by, given.reason, given.until) == (mona, "Advertising again", until)
    event = Event.objects.get(kind=EventKind.USER_BANNED)
    assert (event.actor, event.person, event.data["reason"]) == (mona, carla, "Advertising again")


def test_whoever_is_banned_is_signed_out_at_once(client: Client, carla: User, mona: User) -> None:
    client.post("/accounts/login/", SIGN_IN)
    assert client.get("/me/settings/").status_code == 200
    ban(carla, by=mona, reason="Advertising")
    assert client.get("/me/settings/").status_code == 302
    unban(carla, by=mona)
    assert client.get("/me/settings/").status_code == 302  # the old session is gone


def test_they_are_told_why_and_until_when(client: Client, carla: User, mona: User) -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        ban(carla, by=mona, reason="Advertising", until=in_a_week())
        assert client.post("/accounts/login/", SIGN_IN).headers["Location"] == "/accounts/inactive/"
        page = client.get("/accounts/inactive/").text
        assert "Advertising" in page
        assert "8 March 2026" in page
    assert "Advertising" not in Client().get("/accounts/inactive/").text


def test_so_is_whoever_signs_in_by_code(
    client: Client, mailbox: Mailbox, carla: User, mona: User
) -> None:
    ban(carla, by=mona, reason="Advertising")
    client.post("/accounts/login/", {"login": carla.email})
    answer = client.post("/accounts/login/code/confirm/", {"code": mailbox.code()}, follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/inactive/"
    assert "Advertising" in answer.text
    assert client.get("/me/settings/").status_code == 302


def test_a_ban_that_ran_out_keeps_nobody_out(client: Client, carla: User, mona: User) -> None:
    ban(carla, by=mona, reason="Advertising", until=in_a_week())
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        client.post("/accounts/login/", SIGN_IN)
        assert client.get("/me/settings/").status_code == 200
    event = Event.objects.get(kind=EventKind.USER_UNBANNED)
    assert (event.actor, event.person, event.data["ran_out"]) == (mona, carla, True)
    assert carla.bans.get().lifted_by is None


def test_bans_are_lifted_when_their_time_is_over(carla: User, mona: User) -> None:
    ban(carla, by=mona, reason="Advertising", until=in_a_week())
    ban(make_person("otto"), by=mona, reason="Advertising")
    assert lift_bans_that_ran_out() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert lift_bans_that_ran_out() == 1
        assert lift_bans_that_ran_out() == 0
    carla.refresh_from_db()
    assert carla.is_active
    assert User.objects.get(username="otto").is_blocked


def test_who_may_ban_whom(carla: User, mona: User) -> None:
    root, mila = make_administrator(), make_moderator("mila", domain="data")
    for person, by in (
        (carla, mila),  # decides about one domain only
        (carla, make_moderator("gerda", language="de")),
        (carla, make_person("otto")),
        (mona, mona),
        (mila, mona),  # a moderator
        (root, mona),
        (root, make_administrator("boss")),
    ):
        with pytest.raises(PermissionDenied):
            ban(person, by=by, reason="Advertising")
    assert not Ban.objects.exists()
    ban(mila, by=root, reason="Sold her votes")
    with pytest.raises(PermissionDenied):
        unban(mila, by=mona)
    assert unban(mila, by=root).is_active


def test_a_ban_needs_a_reason_and_an_end_to_come(carla: User, mona: User) -> None:
    for wrong in (
        {"reason": " \n"},
        {"reason": "x" * 501},
        {"reason": "Advertising", "until": timezone.now()},
    ):
        with pytest.raises(ValidationError):
            ban(carla, by=mona, **wrong)  # type: ignore[arg-type]
    ban(carla, by=mona, reason="Advertising")
    with pytest.raises(ValidationError):
        ban(carla, by=mona, reason="Advertising")
    unban(carla, by=mona)
    with pytest.raises(ValidationError):
        unban(carla, by=mona)


def test_a_moderator_blocks_and_unblocks_from_their_page(
    client: Client, carla: User, mona: User
) -> None:
    client.force_login(mona)
    assert 'href="/people/carla/ban/"' in client.get("/people/carla/").text
    sent = client.post("/people/carla/ban/", {"reason": "Advertising", "length": "for_good"})
    assert sent.headers["Location"] == "/people/carla/"
    page = client.get("/people/carla/").text
    assert "carla is blocked" in page
    assert "“Advertising”" in page
    assert "Advertising" not in Client().get("/people/carla/").text
    assert "“Advertising”" in client.get("/audit/").text
    assert "mona blocked this account" in client.get("/people/carla/unban/").text
    client.post("/people/carla/unban/")
    carla.refresh_from_db()
    assert carla.is_active


def test_a_day_is_whole_where_the_moderator_lives(client: Client, carla: User, mona: User) -> None:
    User.objects.filter(pk=mona.pk).update(time_zone="Asia/Tokyo")
    client.force_login(mona)
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        until = {"reason": "Advertising", "length": "date", "day": "2026-03-05"}
        client.post("/people/carla/ban/", until)
    assert carla.bans.get().until == datetime.fromisoformat("2026-03-05T23:59:59.999999+09:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "", "length": "week"},
        {"reason": "Advertising", "length": "date"},
        {"reason": "Advertising", "length": "date", "day": "2020-01-01"},
        {"reason": "Advertising", "length": "ever"},
    ],
)
def test_the_form_comes_back_with_what_was_typed(
    client: Client, carla: User, mona: User, wrong: dict[str, str]
) -> None:
    client.force_login(mona)
    page = client.post("/people/carla/ban/", wrong)
    assert page.status_code == 422
    assert wrong["reason"] in page.text
    assert not Ban.objects.exists()


def test_others_find_no_door(client: Client, carla: User) -> None:
    client.force_login(make_person("otto"))
    assert "/ban/" not in client.get("/people/carla/").text
    assert client.get("/people/carla/ban/").status_code == 403
    assert client.get("/people/nobody/ban/").status_code == 404
