import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import ModeratorScope, User
from tests.people import make_moderator, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["alice@example.org", "ALICE@Example.org"])
def test_two_people_cannot_share_an_address_whatever_its_case(email: str) -> None:
    make_person("alice")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("bob", email)


def test_two_people_cannot_share_a_username_whatever_its_case() -> None:
    make_person("alice")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Alice", "other@example.org")


def test_any_number_of_accounts_may_have_no_address() -> None:
    for name in ("import-a", "import-b"):
        User.objects.create_user(name)
    assert User.objects.filter(email="").count() == 2


def test_a_taken_address_is_refused_in_words_before_the_database_has_to() -> None:
    make_person("alice")
    with pytest.raises(ValidationError, match="Somebody has this e-mail address"):
        User(username="bob", email="Alice@Example.org", password="x").full_clean()


@pytest.mark.parametrize(
    "username", ["", ".", "a b", "-a", "a-", "x/y", "../x", "a\n", "é", "a" * 41]
)
def test_a_username_that_makes_no_good_address_is_refused(username: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        User(username=username, email="a@example.org", password="x").full_clean()
    assert list(refusal.value.message_dict) == ["username"]


@pytest.mark.parametrize("username", ["a", "a.b", "A-1_b", "0", "a" * 40])
def test_ordinary_usernames_are_fine(username: str) -> None:
    User(username=username, email="a@example.org", password="x").full_clean()


def test_people_sign_in_whatever_the_case_they_type_their_name_in() -> None:
    alice = make_person("Alice", password="a long password")
    assert authenticate(username="aLICE", password="a long password") == alice


def test_without_a_password_nobody_signs_in() -> None:
    assert not make_person().has_usable_password()


def test_a_person_is_called_by_display_name_or_else_by_username() -> None:
    alice = make_person()
    assert str(alice) == "alice"
    alice.display_name = "Alice Ørsted"
    assert str(alice) == "Alice Ørsted"


@pytest.mark.parametrize(
    "name",
    ["Anna\nBcc: all@example.org", "Anna\r", "An\x00na", "An\u202ena", "An\u2028na", "\x1b[1m"],
)
def test_a_display_name_is_one_line_of_plain_characters(name: str) -> None:
    with pytest.raises(ValidationError, match="one line"):
        User(username="alice", display_name=name).full_clean()


@pytest.mark.parametrize(
    "name", ["", "Anna Ó Briain", "张伟", "עדה", "Anna 🪜", "d’Arc-Smith, Jr."]
)
def test_names_of_all_peoples_are_fine(name: str) -> None:
    make_person("alice", display_name=name).full_clean(exclude=["password"])


def test_the_same_scope_is_not_given_twice() -> None:
    mona = make_moderator(domain="machine-learning")
    with pytest.raises(IntegrityError), transaction.atomic():
        ModeratorScope.objects.create(user=mona, domain="machine-learning")
