import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.people import make_administrator, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_administrator())
    return client


def test_people_are_listed_and_found(admin: Client) -> None:
    make_moderator("mona")
    page = admin.get(reverse("admin:accounts_user_changelist"), {"q": "mona"})
    assert "mona@example.org" in page.text


def test_a_persons_page_shows_their_scopes(admin: Client) -> None:
    mona = make_moderator("mona", domain="cloud")
    page = admin.get(reverse("admin:accounts_user_change", args=[mona.pk]))
    assert "cloud" in page.text
    assert 'value="cloud"' not in page.text  # to look at: moderators are appointed on the site


def test_an_account_can_be_added(admin: Client) -> None:
    admin.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "bob",
            "email": "bob@example.org",
            "usable_password": "false",
            "moderator_scopes-TOTAL_FORMS": "0",
            "moderator_scopes-INITIAL_FORMS": "0",
        },
    )
    assert not User.objects.get(username="bob").has_usable_password()


def test_nobody_is_deleted(admin: Client) -> None:
    mona = make_moderator("mona")
    assert admin.post(reverse("admin:accounts_user_delete", args=[mona.pk])).status_code == 403
