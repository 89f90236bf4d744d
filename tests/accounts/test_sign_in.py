import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.mail_server import Mailbox
from tests.people import make_administrator, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return make_person("alice", password="mountain stream")


def signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/me/").text


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("login", ["alice", "Alice", "alice@example.org", "ALICE@example.org"])
def test_a_password_with_name_or_address(client: Client, login: str) -> None:
    asked = {"login": login, "password": "mountain stream", "next": "/about/"}
    assert client.post("/accounts/login/", asked).headers["Location"] == "/about/"
    assert signed_in(client)


@pytest.mark.usefixtures("alice")
def test_a_wrong_password_comes_back_with_the_name(client: Client) -> None:
    page = client.post("/accounts/login/", {"login": "alice", "password": "x", "next": "/about/"})
    assert page.status_code == 422
    assert 'value="alice"' in page.text
    assert 'value="/about/"' in page.text
    assert "belong together" in page.text


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("more", [{}, {"password": "half typed", "by_code": "1"}])
def test_without_a_password_a_code_is_mailed(
    client: Client, mailbox: Mailbox, more: dict[str, str]
) -> None:
    asked = client.post(
        "/accounts/login/", {"login": "alice@example.org", "next": "/about/", **more}
    )
    where = asked.headers["Location"]
    assert where == "/accounts/login/code/confirm/?next=%2Fabout%2F"
    assert 'value="/about/"' in client.get(where).text
    answer = client.post(where, {"code": mailbox.code(), "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert signed_in(client)


@pytest.mark.usefixtures("alice")
def test_the_code_may_be_typed_without_its_dash(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/login/code/", {"email": "alice@example.org"})
    typed = f" {mailbox.code().replace('-', ' ')} "
    client.post("/accounts/login/code/confirm/", {"code": typed})
    assert signed_in(client)


@pytest.mark.usefixtures("alice")
def test_a_new_code_takes_the_place_of_the_old(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/login/code/", {"email": "alice@example.org"})
    first, confirm = mailbox.code(), "/accounts/login/code/confirm/"
    again = client.post(confirm, {"action": "resend", "next": "/about/"})
    assert again.headers["Location"] == f"{confirm}?next=%2Fabout%2F"
    assert client.post(confirm, {"code": first}).status_code == 422
    client.post(confirm, {"code": mailbox.code()})
    assert signed_in(client)


def test_a_name_gets_no_code(client: Client) -> None:
    page = client.post("/accounts/login/", {"login": "alice"})
    assert page.status_code == 422
    assert "type your e-mail address" in page.text


def test_an_unknown_address_is_told_by_mail_how_to_begin(client: Client, mailbox: Mailbox) -> None:
    asked = client.post("/accounts/login/code/", {"email": "new@example.org", "next": "/about/"})
    assert asked.headers["Location"] == "/accounts/login/code/confirm/?next=%2Fabout%2F"
    page = client.get(mailbox.link())
    assert 'value="new@example.org"' in page.text
    assert 'name="next" value="/about/"' in page.text


@pytest.mark.usefixtures("alice")
def test_three_wrong_codes_are_the_last(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/login/code/", {"email": "alice@example.org"})
    wrong = {"code": "0000-0000", "next": "/about/"}
    answers = [client.post("/accounts/login/code/confirm/", wrong) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert answers[-1].headers["Location"] == "/accounts/login/code/?next=%2Fabout%2F"
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code()})
    assert not signed_in(client)


@pytest.mark.usefixtures("alice")
def test_opening_the_sign_in_page_again_starts_again(client: Client, mailbox: Mailbox) -> None:
    client.post("/accounts/login/code/", {"email": "alice@example.org"})
    assert "E-mail address or username" in client.get("/accounts/login/").text
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code()})
    assert not signed_in(client)


@pytest.mark.usefixtures("alice")
def test_guessing_is_slowed_down_for_one_account(client: Client) -> None:
    wrong = {"login": "alice", "password": "guess"}
    pages = [client.post("/accounts/login/", wrong) for _ in range(6)]
    assert "too many tries" in pages[-1].text
    right = client.post("/accounts/login/", wrong | {"password": "mountain stream"})
    assert right.status_code == 422


def test_codes_for_one_address_are_limited(client: Client, mailbox: Mailbox) -> None:
    ask = {"email": "new@example.org"}
    statuses = []
    for _ in range(4):
        statuses.append(client.post("/accounts/login/code/", ask).status_code)
        client.get("/accounts/login/")
    assert statuses == [302, 302, 302, 422]
    assert len(mailbox.mails) == 3


def test_many_tries_from_one_place_have_to_wait(client: Client) -> None:
    for number in range(30):
        client.post("/accounts/login/", {"login": f"name{number}", "password": "x"})
    page = client.post("/accounts/login/", {"login": "other", "password": "x"})
    assert page.status_code == 429
    assert "Wait a minute" in page.text
    assert page.headers["Retry-After"] == "60"


def test_passkeys_that_fit_nobody_have_to_wait_too(client: Client) -> None:
    sent = {"credential": '{"response": {"userHandle": "MQ"}}'}
    statuses = [client.post("/accounts/2fa/webauthn/login/", sent).status_code for _ in range(11)]
    assert statuses[:10] == [302] * 10
    assert statuses[-1] == 429


@pytest.mark.parametrize("sent", ["", "no JSON", "[]", "null", '{"response": 5}', '{"id": "x"}'])
def test_nonsense_is_no_passkey(client: Client, sent: str) -> None:
    asked = client.post(
        "/accounts/2fa/webauthn/login/?next=/about/", {"credential": sent, "next": "/about/"}
    )
    assert asked.headers["Location"] == "/accounts/login/?next=%2Fabout%2F"
    assert not signed_in(client)


def test_a_blocked_account_stays_out_and_learns_why(client: Client, alice: User) -> None:
    alice.is_active = False
    alice.save()
    answer = client.post("/accounts/login/", {"login": "alice", "password": "mountain stream"})
    assert answer.headers["Location"] == "/accounts/inactive/"
    assert "blocked" in client.get("/accounts/inactive/").text
    assert not signed_in(client)


def test_an_account_without_an_address_can_be_used(client: Client) -> None:
    User.objects.create_superuser("chief", "", "mountain stream")
    client.post("/accounts/login/", {"login": "chief", "password": "mountain stream"})
    assert signed_in(client)


def test_the_administration_uses_the_same_door(client: Client) -> None:
    make_administrator("root")
    answer = client.get("/admin/")
    login = client.get(answer.headers["Location"])
    assert login.headers["Location"].startswith("/accounts/login/?next=")
    client.post("/accounts/login/", {"login": "root", "password": "a long password"})
    assert client.get("/admin/").status_code == 200


def test_only_administrators_get_there(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/admin/login/?next=/admin/").status_code == 403


def test_whoever_is_signed_in_goes_straight_on(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/accounts/login/?next=/about/").headers["Location"] == "/about/"
    assert client.get("/accounts/login/?next=//evil.example").headers["Location"] == "/me/"


def test_signing_out_is_a_post_and_asks_when_it_is_a_link(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert "Sign out?" in client.get("/accounts/logout/").text
    assert signed_in(client)
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/me/", "To see your own page"),
        ("/me/proposals/", "To see your own page"),
        ("/skills/sql/suggest/data-engineer/junior/?a=b", "What you wrote is kept"),
        ("/review/", "To review proposals"),
        ("/about/", "then you are back where you were"),
        ("/nowhere/", "then you are back where you were"),
    ],
)
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/"])
def test_the_page_says_why_one_is_there(
    client: Client, page: str, address: str, reason: str
) -> None:
    assert reason in client.get(page, {"next": address}).text
    assert reason not in client.get(page).text


def test_the_console_is_named_where_mail_goes_there(
    client: Client, alice: User, settings: pytest.FixtureRequest
) -> None:
    backend = "django.core.mail.backends.console.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend}}  # type: ignore[attr-defined]
    client.post("/accounts/login/code/", {"email": alice.email})
    assert (
        "prints each one where it was started" in client.get("/accounts/login/code/confirm/").text
    )


@pytest.mark.usefixtures("alice")
def test_its_mail_names_the_site_as_the_site_is_known(
    client: Client, mailbox: Mailbox, settings: Settings
) -> None:
    settings.SITE_URL = "https://rungs.example"
    client.post("/accounts/login/code/", {"email": "alice@example.org"})
    assert mailbox.text().rstrip().endswith("https://rungs.example/")
    assert "testserver" not in mailbox.text()
