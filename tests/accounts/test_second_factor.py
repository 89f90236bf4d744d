"""The second step of signing in, with an authenticator app and recovery codes."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from tests.authenticator_app import code_of_app, recovery_codes_on, secret_on, set_up_app
from tests.mail_server import Mailbox
from tests.people import make_administrator, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]

ACTIVATE, SECOND = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"
CODES = "/accounts/2fa/recovery-codes/"


@pytest.fixture
def alice() -> User:
    return make_person("alice", password="mountain stream")


def sign_in(client: Client, going_to: str = "/about/") -> str:
    """With the password; where it leads."""
    asked = {"login": "alice", "password": "mountain stream", "next": going_to}
    return client.post("/accounts/login/", asked).headers["Location"]


def app_of(client: Client) -> str:
    """Somebody signs in, sets up their app, and signs out."""
    sign_in(client)
    secret = set_up_app(client)
    client.post("/accounts/logout/")
    return secret


def signed_in(client: Client) -> bool:
    return "Sign out" in client.get("/me/").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("alice")
def test_the_app_is_set_up_with_a_code_of_it(client: Client, mailbox: Mailbox) -> None:
    sign_in(client)
    page = client.get(ACTIVATE)
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "otpauth://totp/alice%40example.org?secret=" in page.text
    assert "issuer=Rungs" in page.text
    code = code_of_app(secret_on(page.text))
    page = client.post(ACTIVATE, {"code": code}, follow=True)
    assert "Your authenticator app is set up." in page.text
    assert len(recovery_codes_on(page.text)) == 10
    assert mailbox.newest()["Subject"] == "An authenticator app was set up"
    assert "see what is set up (http://testserver/me/security/)" in mailbox.text()


def test_recovery_codes_are_shown_at_once_however_long_ago_one_signed_in(client: Client) -> None:
    person = make_person("anna")
    client.force_login(person)  # as by a mailed code, a day ago: nothing to type a second time
    secret = secret_on(client.get(ACTIVATE).text)
    page = client.post(ACTIVATE, {"code": code_of_app(secret)}, follow=True)
    assert len(recovery_codes_on(page.text)) == 10


@pytest.mark.usefixtures("alice")
def test_a_wrong_code_sets_up_nothing_and_the_key_stays(client: Client) -> None:
    sign_in(client)
    secret = secret_on(client.get(ACTIVATE).text)
    page = client.post(ACTIVATE, {"code": "000000"})
    assert page.status_code == 422
    assert secret_on(page.text) == secret
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("alice")
def test_the_password_alone_is_not_enough_then(client: Client) -> None:
    secret = app_of(client)
    assert sign_in(client) == f"{SECOND}?next=%2Fabout%2F"
    assert not signed_in(client)
    wrong = client.post(SECOND, {"code": "000000", "next": "/about/"})
    assert wrong.status_code == 422
    assert 'name="next" value="/about/"' in wrong.text
    assert not signed_in(client)
    answer = client.post(SECOND, {"code": code_of_app(secret), "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert signed_in(client)


def test_nor_is_a_mailed_code_or_a_new_password(
    client: Client, alice: User, mailbox: Mailbox
) -> None:
    app_of(client)
    client.post("/accounts/login/code/", {"email": alice.email})
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code()})
    assert not signed_in(client)
    client.post("/accounts/password/reset/", {"email": alice.email})
    client.post("/accounts/password/reset/confirm/", {"code": mailbox.code()})
    new = {"password1": "meadow at noon", "password2": "meadow at noon"}
    answer = client.post("/accounts/password/reset/complete/", new)
    assert answer.headers["Location"] == SECOND
    assert not signed_in(client)


@pytest.mark.usefixtures("alice")
def test_a_code_works_once_however_slow_the_clock(client: Client) -> None:
    secret = app_of(client)
    now = time.time() // 30 * 30 + 1
    code = code_of_app(secret, at=now)
    for seconds, lets_in in ((0, True), (1, False), (31, False), (45, False)):
        with time_machine.travel(now + seconds, tick=False):
            sign_in(client)
            client.post(SECOND, {"code": code})
            assert signed_in(client) == lets_in
            client.post("/accounts/logout/")


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(("off", "lets_in"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_clock_may_be_half_a_minute_off(client: Client, off: int, lets_in: bool) -> None:
    secret = app_of(client)
    sign_in(client)
    client.post(SECOND, {"code": code_of_app(secret, at=time.time() + off)})
    assert signed_in(client) == lets_in


@pytest.mark.usefixtures("alice")
def test_a_recovery_code_lets_in_once(client: Client) -> None:
    sign_in(client)
    set_up_app(client)
    first, *others = recovery_codes_on(client.get(CODES).text)
    for lets_in in (True, False):
        client.post("/accounts/logout/")
        sign_in(client)
        client.post(SECOND, {"code": first})
        assert signed_in(client) == lets_in
    client.post(SECOND, {"code": others[0]})
    assert recovery_codes_on(client.get(CODES).text) == others[1:]
    assert "8 left, for the day when the device is lost" in client.get("/me/security/").text


@pytest.mark.usefixtures("alice")
def test_recovery_codes_are_a_file_too_and_new_ones_end_the_old(client: Client) -> None:
    sign_in(client)
    set_up_app(client)
    shown = recovery_codes_on(client.get(CODES).text)
    file = client.get(f"{CODES}download/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "Recovery codes of alice on Rungs" in file.text
    assert [line for line in file.text.splitlines() if line.isdigit()] == shown
    page = client.post(f"{CODES}generate/", follow=True)
    assert not set(recovery_codes_on(page.text)) & set(shown)


@pytest.mark.usefixtures("alice")
def test_guessing_codes_is_slowed_down(client: Client) -> None:
    secret = app_of(client)
    sign_in(client)
    pages = [client.post(SECOND, {"code": f"00000{number}"}) for number in range(6)]
    assert "too many tries" in pages[-1].text
    assert client.post(SECOND, {"code": code_of_app(secret)}).status_code == 422
    assert not signed_in(client)


@pytest.mark.usefixtures("alice")
def test_it_is_asked_again_who_is_there_before_anything_changes(client: Client) -> None:
    sign_in(client)
    secret = set_up_app(client)
    off = "/accounts/2fa/totp/deactivate/"
    with time_machine.travel(time.time() + 400):
        asked = client.get(off)
        assert (
            asked.headers["Location"] == f"/accounts/reauthenticate/?next={off.replace('/', '%2F')}"
        )
        page = client.get(asked.headers["Location"])
        assert "Use a code of your authenticator app" in page.text
        again = {"code": code_of_app(secret), "next": off}
        assert client.post("/accounts/2fa/reauthenticate/", again).headers["Location"] == off
        client.post(off)
    assert not Authenticator.objects.exists()  # the recovery codes went with it


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_asking_again_leads_nowhere_else(client: Client, alice: User, elsewhere: str) -> None:
    client.force_login(alice)
    sent = {"password": "mountain stream", "next": elsewhere}
    assert client.post("/accounts/reauthenticate/", sent).headers["Location"] == "/me/"


def test_an_administrator_can_take_away_what_was_lost_and_sees_no_secret(client: Client) -> None:
    make_person("bob", password="mountain stream")
    client.post("/accounts/login/", {"login": "bob", "password": "mountain stream"})
    secret = set_up_app(client)
    app = Authenticator.objects.get(type="totp")
    client.force_login(make_administrator())
    page = client.get(f"/admin/mfa/authenticator/{app.pk}/change/")
    assert page.status_code == 200
    assert secret not in page.text
    client.post(f"/admin/mfa/authenticator/{app.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(pk=app.pk).exists()


NONSENSE = ["", "no JSON", "[]", '{"response": 5}', '{"id": "x", "rawId": "x", "response": {}}']


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_no_passkey(client: Client, sent: str) -> None:
    sign_in(client)
    add = "/accounts/2fa/webauthn/add/"
    client.get(add)
    page = client.post(add, {"name": "Phone", "credential": sent})
    assert page.status_code == 422
    assert 'value="Phone"' in page.text
    set_up_app(client)
    client.post("/accounts/logout/")
    sign_in(client)
    client.get(SECOND)
    assert client.post(SECOND, {"credential": sent}).status_code == 422
    assert not signed_in(client)
