from unittest.mock import ANY

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.usernames import suggest_username
from tests.mail_server import Mailbox
from tests.people import make_person

pytestmark = pytest.mark.django_db

ANNA = {"email": "anna@example.org", "username": "anna"}


def confirm(client: Client, code: str, **more: str) -> ANY:
    return client.post("/accounts/confirm-email/", {"code": code, **more})


def test_a_mailed_code_is_enough(client: Client, mailbox: Mailbox) -> None:
    asked = client.post("/accounts/signup/", ANNA)
    assert asked.headers["Location"] == "/accounts/confirm-email/"
    assert mailbox.newest()["To"] == "anna@example.org"
    assert confirm(client, mailbox.code()).headers["Location"] == "/me/"
    assert not User.objects.get(username="anna").has_usable_password()
    assert "anna" in client.get("/me/").text


def test_a_password_works_too(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/signup/", ANNA | {"password1": "mountain stream"})
    confirm(client, mailbox.code())
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "Anna", "password": "mountain stream"})
    assert "Sign out" in client.get("/me/").text


def test_one_lands_where_one_was(client: Client, mailbox: Mailbox) -> None:
    asked = client.post("/accounts/signup/", ANNA | {"next": "/about/?a=1&b=2"})
    page = client.get(asked.headers["Location"])
    assert 'name="next" value="/about/?a=1&amp;b=2"' in page.text
    assert confirm(client, mailbox.code()).headers["Location"] == "/about/?a=1&b=2"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_elsewhere_is_ignored(client: Client, mailbox: Mailbox, elsewhere: str) -> None:
    page = client.get("/accounts/signup/", {"next": elsewhere})
    assert "evil" not in page.text.replace(page.context["request"].get_full_path(), "")
    client.post("/accounts/signup/", ANNA | {"next": elsewhere})
    answer = confirm(client, mailbox.code(), next=elsewhere)
    assert answer.headers["Location"] == "/me/"


def test_nobody_is_in_before_the_code(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/signup/", ANNA | {"password1": "mountain stream"})
    assert "Sign out" not in client.get("/me/").text
    wrong = confirm(client, "0000-0000", next="/about/")
    assert wrong.status_code == 422
    assert "This is not the code we mailed" in wrong.text
    assert 'value="/about/"' in wrong.text


def test_three_wrong_codes_are_the_last(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/signup/", ANNA | {"next": "/about/"})
    answers = [confirm(client, "0000-0000", next="/about/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert answers[-1].headers["Location"] == "/accounts/login/?next=%2Fabout%2F"
    assert "too many tries" in client.get("/accounts/login/").text
    confirm(client, mailbox.code())
    assert "Sign out" not in client.get("/me/").text


def test_a_name_is_suggested_and_tells_nothing_of_the_address(client: Client) -> None:
    page = client.get("/accounts/signup/", {"email": "anna.smith@example.org"})
    suggested = page.context["form"]["username"].value()
    assert suggested.count("-") == 2
    assert "anna" not in suggested
    assert suggest_username() != suggest_username()


@pytest.mark.parametrize(
    ("username", "complaint"),
    [("ALICE", "Somebody has this name"), ("Admin", "reserved"), ("a b", "A username starts")],
)
def test_a_name_that_wont_do_comes_back_with_what_was_typed(
    client: Client, username: str, complaint: str
) -> None:
    make_person("alice")
    page = client.post("/accounts/signup/", ANNA | {"username": username})
    assert page.status_code == 422
    assert complaint in page.text
    assert f'value="{username}"' in page.text
    assert 'value="anna@example.org"' in page.text


@pytest.mark.parametrize("field", ["username", "email"])
@pytest.mark.parametrize("end", ["\r\nBcc: all@example.org", "\nX: y", "\x00", "\x85x"])
def test_nothing_gets_into_the_head_of_a_mail(
    client: Client, mailbox: Mailbox, field: str, end: str
) -> None:
    sent = {"username": "anna", "email": "anna@example.org"}
    page = client.post("/accounts/signup/", sent | {field: sent[field] + end})
    assert page.status_code == 422
    assert not mailbox.mails


def test_a_password_everybody_has_is_refused(client: Client) -> None:
    page = client.post("/accounts/signup/", ANNA | {"password1": "password"})
    assert page.status_code == 422
    assert not User.objects.filter(username="anna").exists()


def test_an_address_that_is_known_gives_nothing_away(client: Client, mailbox: Mailbox) -> None:
    make_person("alice")
    asked = client.post("/accounts/signup/", ANNA | {"email": "alice@example.org"})
    assert asked.headers["Location"] == "/accounts/confirm-email/"
    assert not User.objects.filter(username="anna").exists()
    assert "there is one with this address already" in mailbox.text()
    client.post("/accounts/logout/")  # what "Start again" does
    assert 'value="alice@example.org"' in client.get(mailbox.link()).text


def test_a_wrong_address_can_be_put_right(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/signup/", ANNA | {"email": "anan@example.org"})
    change = {"action": "change", "email": "anna@example.org", "next": "/about/"}
    client.post("/accounts/confirm-email/", change)
    assert mailbox.newest()["To"] == "anna@example.org"
    assert confirm(client, mailbox.code(), next="/about/").headers["Location"] == "/about/"
    assert User.objects.get(username="anna").email == "anna@example.org"


def test_a_strangers_password_doesnt_open_the_owners_account(mailbox: Mailbox) -> None:
    stranger, owner = Client(), Client()
    stranger.post("/accounts/signup/", ANNA | {"password1": "mountain stream"})
    owner.post("/accounts/login/code/", {"email": "anna@example.org"})
    owner.post("/accounts/login/code/confirm/", {"code": mailbox.code()})
    assert "Sign out" in owner.get("/me/").text
    assert not User.objects.get(username="anna").has_usable_password()


def test_a_mail_that_cant_be_sent_is_said(client: Client, settings: ANY) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": 1}
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    page = client.post("/accounts/signup/", ANNA | {"next": "/about/"})
    assert page.status_code == 503
    assert "/accounts/login/code/?next=/about/" in page.text


def test_too_many_from_one_place_have_to_wait(client: Client) -> None:
    answers = [client.post("/accounts/signup/", {}).status_code for _ in range(21)]
    assert answers[-2:] == [422, 429]


def test_the_page_costs_no_more_than_the_look_at_the_session(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):  # is the suggested name free?
        client.get("/accounts/signup/")
