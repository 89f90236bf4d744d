import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from skills.growth.sharing import owner_of, revoke, share
from tests.factories import make_skill
from tests.people import make_person
from tests.skills.growth.factories import aim, say

pytestmark = pytest.mark.django_db


def test_there_is_one_link_at_a_time() -> None:
    alice = make_person()
    first = share(user=alice)
    assert share(user=alice) == first
    revoke(user=alice)
    assert owner_of(first.token) is None
    second = share(user=alice)
    assert second.token != first.token
    assert owner_of(second.token) == alice


def test_a_closed_account_shows_nothing_and_makes_no_link() -> None:
    alice = make_person()
    link = share(user=alice)
    User.objects.update(is_active=False)
    assert owner_of(link.token) is None
    with pytest.raises(PermissionDenied):
        share(user=alice)


def test_whoever_has_the_link_sees_ratings_and_evidence_and_can_press_nothing(
    client: Client,
) -> None:
    alice = make_person(display_name="Alice Moreau")
    sql = make_skill(required={"dba senior": "Joins tables"})
    aim(alice)
    say(sql, "senior", by=alice, note="Moved the billing")
    page = client.get(f"/growth/{share(user=alice).token}/")
    assert "Alice Moreau" in page.text
    assert "<b>1 of 1</b> required expectation met" in page.text
    assert "Moved the billing" in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert 'method="post"' not in page.text


def test_a_link_that_was_taken_back_or_never_given_shows_nothing(client: Client) -> None:
    alice = make_person()
    token = share(user=alice).token
    revoke(user=alice)
    assert client.get(f"/growth/{token}/").status_code == 404
    assert client.get("/growth/guess/").status_code == 404


def test_without_a_goal_there_is_a_page_that_says_so(client: Client) -> None:
    assert "no goal yet" in client.get(f"/growth/{share(user=make_person()).token}/").text
