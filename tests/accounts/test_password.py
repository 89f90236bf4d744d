import pytest
from django.test import Client

from accounts.models import User
from tests.mail_server import Mailbox
from tests.people import make_person

pytestmark = pytest.mark.django_db

OLD, NEW = "mountain stream", "meadow at noon"
BOTH = {"password1": NEW, "password2": NEW}


@pytest.fixture
def alice() -> User:
    return make_person("alice", password=OLD)


def has_password(user: User, password: str) -> bool:
    user.refresh_from_db()
    return user.check_password(password)


def test_a_forgotten_one_is_replaced_with_a_code(
    client: Client, alice: User, mailbox: Mailbox
) -> None:
    where = client.post(
        "/accounts/password/reset/", {"email": alice.email, "next": "/about/"}
    ).headers["Location"]
    assert 'value="/about/"' in client.get(where).text
    where = client.post(where, {"code": mailbox.code(), "next": "/about/"}).headers["Location"]
    page = client.get(where)
    assert 'value="/about/"' in page.text
    answer = client.post("/accounts/password/reset/complete/", BOTH | {"next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert has_password(alice, NEW)
    assert "replaced by a new one" in mailbox.text()


def test_a_wrong_code_changes_nothing(client: Client, alice: User, mailbox: Mailbox) -> None:
    client.post("/accounts/password/reset/", {"email": alice.email})
    confirm = "/accounts/password/reset/confirm/"
    assert client.post(confirm, {"code": "1"}).status_code == 422
    answer = client.post("/accounts/password/reset/complete/", BOTH)
    assert answer.headers["Location"] == confirm
    assert has_password(alice, OLD)


def test_an_unknown_address_gives_nothing_away(client: Client, mailbox: Mailbox) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "who@example.org"})
    assert answer.headers["Location"] == "/accounts/password/reset/confirm/"
    assert "no account with this address" in mailbox.text()


def test_two_that_differ_are_refused(client: Client, alice: User, mailbox: Mailbox) -> None:
    client.post("/accounts/password/reset/", {"email": alice.email})
    client.post("/accounts/password/reset/confirm/", {"code": mailbox.code()})
    differing = BOTH | {"password2": "something else"}
    page = client.post("/accounts/password/reset/complete/", differing)
    assert page.status_code == 422
    assert has_password(alice, OLD)


def test_asking_for_codes_is_limited(client: Client, alice: User, mailbox: Mailbox) -> None:
    ask = {"email": alice.email}
    statuses = [client.post("/accounts/password/reset/", ask).status_code for _ in range(6)]
    assert statuses[-2:] == [302, 429]


def test_one_is_changed_by_whoever_knows_the_old_one(
    client: Client, alice: User, mailbox: Mailbox
) -> None:
    client.force_login(alice)
    change = "/accounts/password/change/"
    assert client.post(change, BOTH | {"oldpassword": "guess"}).status_code == 422
    assert client.post(change, BOTH | {"oldpassword": OLD}).headers["Location"] == "/me/security/"
    assert has_password(alice, NEW)
    assert "Your password was changed." in mailbox.text()
    assert "Sign out" in client.get("/me/").text


def test_one_can_be_chosen_later(client: Client) -> None:
    bob = make_person("bob")
    client.force_login(bob)
    assert client.get("/accounts/password/change/").headers["Location"].endswith("/set/")
    answer = client.post("/accounts/password/set/", BOTH)
    assert answer.headers["Location"] == "/me/security/"
    assert has_password(bob, NEW)


def test_the_address_is_changed_with_a_code_mailed_to_the_new_one(
    client: Client, alice: User, mailbox: Mailbox
) -> None:
    client.post("/accounts/login/", {"login": "alice", "password": OLD})
    client.post("/accounts/email/", {"action_add": "1", "email": "a@example.net"})
    assert mailbox.newest()["To"] == "a@example.net"
    client.post("/accounts/confirm-email/", {"code": mailbox.code()})
    alice.refresh_from_db()
    assert alice.email == "a@example.net"
    assert mailbox.newest()["To"] == "alice@example.org"
    assert "changed from alice@example.org to a@example.net" in mailbox.text()


@pytest.mark.parametrize("page", ["password/change", "password/set", "email", "reauthenticate"])
def test_these_pages_are_for_whoever_is_signed_in(client: Client, page: str) -> None:
    answer = client.get(f"/accounts/{page}/")
    assert answer.headers["Location"] == f"/accounts/login/?next=/accounts/{page}/"
