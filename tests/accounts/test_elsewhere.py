"""Signing in with GitHub and Google: real requests to a real server, which stands in for them."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.authenticator_app import code_of_app, set_up_app
from tests.mail_server import Mailbox
from tests.people import make_person
from tests.provider import Provider, running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]

KEYS = {"APP": {"client_id": "rungs", "secret": "hush"}, "OAUTH_PKCE_ENABLED": True}
SIGN_UP = "/accounts/elsewhere/signup/"
JOIN = "/accounts/elsewhere/join/"


@pytest.fixture
def there(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    settings.SOCIALACCOUNT_PROVIDERS = {"github": KEYS, "google": KEYS}
    with running(Provider()) as provider:
        for adapter in (GitHubOAuth2Adapter, GoogleOAuth2Adapter):
            monkeypatch.setattr(adapter, "authorize_url", f"{provider.url}/authorize")
            monkeypatch.setattr(adapter, "access_token_url", f"{provider.url}/token")
        monkeypatch.setattr(GitHubOAuth2Adapter, "profile_url", f"{provider.url}/user")
        monkeypatch.setattr(GitHubOAuth2Adapter, "emails_url", f"{provider.url}/user/emails")
        yield provider


def come_from(name: str, client: Client, **sent: str) -> str:
    """Press the button, go there and come back; where that leads."""
    asked = client.post(f"/accounts/{name}/login/", sent)
    assert asked.status_code == 302
    back = requests.get(asked.headers["Location"], allow_redirects=False, timeout=5)
    returned = urlsplit(back.headers["Location"])
    answer = client.get(f"{returned.path}?{returned.query}")
    return str(answer.headers.get("Location", answer.status_code))


def signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/me/").text


def sign_in_as_alice(client: Client, where: str = "/me/security/") -> None:
    password = "mountain stream"
    client.post("/accounts/login/", {"login": "alice", "password": password, "next": where})


@pytest.fixture
def alice() -> User:
    return make_person("alice", password="mountain stream")


# ── Where there are no keys ────────────────────────────────────────────────────────────────────
def test_without_keys_there_is_no_button(client: Client, alice: User) -> None:
    assert "Continue with" not in client.get("/accounts/login/").text
    assert "Continue with" not in client.get("/accounts/signup/").text
    client.force_login(alice)
    assert "GitHub" not in client.get("/me/security/").text


def test_with_one_key_there_is_one_button(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"google": KEYS}
    page = client.get("/accounts/login/").text
    assert "Continue with Google" in page
    assert "GitHub" not in page
    assert client.post("/accounts/github/login/").status_code == 404
    assert client.get("/accounts/elsewhere/login/cancelled/").status_code == 200


# ── For the first time ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["github", "google"])
def test_an_account_is_made_with_a_name_of_ones_own(
    client: Client, there: Provider, mailbox: Mailbox, name: str
) -> None:
    assert come_from(name, client, next="/about/") == SIGN_UP
    page = client.get(SIGN_UP).text
    assert 'value="octo@example.net"' in page
    assert ('value="octocat"' in page) == (name == "github")
    sent = {"username": "octo", "email": "octo@example.net"}
    assert client.post(SIGN_UP, sent).headers["Location"] == "/about/"
    assert signed_in(client)
    assert not mailbox.mails  # the address was confirmed over there
    assert User.objects.get(username="octo").email == "octo@example.net"


@pytest.mark.parametrize("name", ["admin", "no spaces", "x\r\nBcc: all@example.org", "ünic"])
def test_a_name_that_can_be_none_here_is_only_not_suggested(
    client: Client, there: Provider, name: str
) -> None:
    there.name = name
    assert come_from("github", client) == SIGN_UP
    assert name not in client.get(SIGN_UP).text
    answer = client.post(SIGN_UP, {"username": name, "email": "octo@example.net"})
    assert answer.status_code == 422
    assert not User.objects.exists()


def test_an_address_nobody_confirmed_is_confirmed_by_a_code(
    client: Client, there: Provider, mailbox: Mailbox
) -> None:
    there.emails = {"octo@example.net": False}
    come_from("github", client)
    client.post(SIGN_UP, {"username": "octo", "email": "octo@example.net"})
    assert not signed_in(client)
    assert mailbox.newest()["To"] == "octo@example.net"
    client.post("/accounts/confirm-email/", {"code": mailbox.code()})
    assert signed_in(client)


def test_of_several_addresses_only_a_confirmed_one_is_taken(
    client: Client, there: Provider
) -> None:
    there.emails = {"first@example.net": False, "second@example.net": True, "3@example.net": True}
    come_from("github", client)
    client.post(SIGN_UP, {"username": "octo", "email": "somebody-else@example.net"})
    assert signed_in(client)
    assert EmailAddress.objects.get().email == "second@example.net"
    assert User.objects.get().email == "second@example.net"


@pytest.mark.usefixtures("alice")
def test_an_address_of_somebody_here_that_is_not_confirmed_opens_nothing(
    client: Client, there: Provider, mailbox: Mailbox
) -> None:
    there.emails = {"alice@example.org": False}
    assert come_from("github", client) == SIGN_UP
    client.post(SIGN_UP, {"username": "octo", "email": "alice@example.org"})
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()
    assert mailbox.newest()["To"] == "alice@example.org"


# ── With an account here ───────────────────────────────────────────────────────────────────────
def test_a_confirmed_address_of_somebody_here_is_connected_after_signing_in(
    client: Client, alice: User, there: Provider, mailbox: Mailbox
) -> None:
    there.emails = {"Alice@example.org": True}
    where = come_from("github", client, next="/about/")
    assert parse_qs(urlsplit(where).query)["next"] == [JOIN]
    assert "There is an account with this address already" in client.get(where).text
    assert not signed_in(client)
    sign_in_as_alice(client, JOIN)
    page = client.get(JOIN).text
    assert "came from GitHub as <b>octocat</b>" in page
    assert client.post(JOIN, {"connect": "1"}).headers["Location"] == "/about/"
    assert SocialAccount.objects.get().user == alice
    assert mailbox.newest()["Subject"] == "GitHub opens your account now"
    client.post("/accounts/logout/")
    assert come_from("github", client, next="/about/") == "/about/"
    assert signed_in(client)


@pytest.mark.usefixtures("alice")
def test_or_not(client: Client, there: Provider) -> None:
    there.emails = {"alice@example.org": True}
    come_from("github", client)
    sign_in_as_alice(client)
    assert client.post(JOIN).headers["Location"] == "/me/"
    assert client.get(JOIN).headers["Location"] == "/me/security/"
    assert not SocialAccount.objects.exists()


def test_it_is_connected_and_disconnected_from_security(
    client: Client, alice: User, there: Provider
) -> None:
    sign_in_as_alice(client)
    connections = "/accounts/elsewhere/"
    assert come_from("github", client, process="connect") == connections
    assert "octocat" in client.get("/me/security/").text
    page = client.post(connections, {"account": SocialAccount.objects.get().pk}, follow=True)
    assert "Disconnected." in page.text
    assert not SocialAccount.objects.exists()


def test_the_only_way_in_is_not_taken_away(client: Client, there: Provider) -> None:
    come_from("github", client)
    client.post(SIGN_UP, {"username": "octo", "email": "octo@example.net"})
    EmailAddress.objects.all().delete()
    account = SocialAccount.objects.get().pk
    page = client.post("/accounts/elsewhere/", {"account": account})
    assert page.status_code == 422
    assert "you could not sign in" in page.text


def test_what_opens_another_account_is_not_connected_twice(
    client: Client, alice: User, there: Provider
) -> None:
    come_from("github", client)
    client.post(SIGN_UP, {"username": "octo", "email": "octo@example.net"})
    client.post("/accounts/logout/")
    sign_in_as_alice(client)
    come_from("github", client, process="connect")
    assert SocialAccount.objects.get().user != alice
    assert "It belongs to another account" in client.get("/me/security/").text


@pytest.mark.usefixtures("alice")
def test_the_second_step_is_asked_for_here_too(client: Client, there: Provider) -> None:
    sign_in_as_alice(client)
    come_from("github", client, process="connect")
    secret = set_up_app(client)
    client.post("/accounts/logout/")
    assert come_from("github", client, next="/about/").startswith("/accounts/2fa/authenticate/")
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of_app(secret)})
    assert signed_in(client)


# ── What can go wrong ──────────────────────────────────────────────────────────────────────────
def test_whoever_turns_back_is_told_that_nothing_happened(client: Client, there: Provider) -> None:
    there.says_yes = False
    where = come_from("github", client)
    assert where == "/accounts/elsewhere/login/cancelled/"
    assert "nothing has happened" in client.get(where).text


def test_when_they_are_down_it_says_so(client: Client, there: Provider) -> None:
    there.works = False
    assert come_from("github", client) in {"200", "401"}
    assert not User.objects.exists()


def test_an_answer_nobody_asked_for_is_refused(client: Client, there: Provider) -> None:
    there.says_yes = True
    page = client.get("/accounts/github/login/callback/?code=x&state=y")
    assert "That did not work" in page.text
    assert not signed_in(client)


@pytest.mark.usefixtures("there")
def test_a_link_alone_starts_nothing(client: Client) -> None:
    page = client.get("/accounts/github/login/?next=/about/")
    assert page.status_code == 200
    assert '<form method="post">' in page.text  # to where it stands, with the query


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_it_leads_nowhere_else(client: Client, there: Provider, elsewhere: str) -> None:
    come_from("github", client, next=elsewhere)
    sent = {"username": "octo", "email": "octo@example.net", "next": elsewhere}
    assert client.post(SIGN_UP, sent).headers["Location"] == "/me/"


def test_a_blocked_account_stays_out(client: Client, alice: User, there: Provider) -> None:
    sign_in_as_alice(client)
    come_from("github", client, process="connect")
    client.post("/accounts/logout/")
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert come_from("github", client) == "/accounts/inactive/"
    assert not signed_in(client)
