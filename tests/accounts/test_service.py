import pytest

from accounts.service import service_account
from tests.people import make_person

pytestmark = pytest.mark.django_db


def test_it_makes_an_account_nobody_can_sign_in_to() -> None:
    account = service_account("import-profile")
    assert not account.is_active
    assert not account.has_usable_password()
    assert account.email == ""


def test_it_finds_the_account_again() -> None:
    assert service_account("import-profile") == service_account("Import-Profile")


def test_it_never_acts_under_a_persons_name() -> None:
    make_person("alice")
    with pytest.raises(ValueError, match="of a person"):
        service_account("alice")


def test_a_banned_persons_name_is_still_a_persons() -> None:
    make_person("alice", password="a long password", is_active=False)
    with pytest.raises(ValueError, match="of a person"):
        service_account("alice")
