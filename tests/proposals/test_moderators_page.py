import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import ModeratorScope, User
from proposals.models import Event
from tests.factories import make_domain
from tests.people import make_administrator, make_person
from tests.proposals.factories import make_contributor, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client: Client) -> User:
    make_domain("data", name="Data")
    user = make_administrator()
    client.force_login(user)
    return user


@pytest.mark.usefixtures("root")
def test_an_administrator_appoints_a_moderator(client: Client) -> None:
    make_contributor("carla")
    asked = {"username": "@Carla", "domain": "data", "language": "de"}
    page = client.post("/moderators/", asked, follow=True)
    scope = ModeratorScope.objects.get()
    assert (scope.user.username, scope.domain, scope.language) == ("carla", "data", "de")
    assert "carla may decide now" in page.text
    assert "German only" in page.text
    assert Event.objects.get().kind == "rights_granted"


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"username": "nobody"}, "Nobody here has this username"),
        ({"username": "blocked"}, "This account is not active"),
        ({"username": "mona"}, "mona may do this already"),
        ({"username": "carla", "domain": "nowhere"}, "Select a valid choice"),
        ({"username": ""}, "This field is required"),
    ],
)
def test_what_makes_no_sense_comes_back(client: Client, asked: dict[str, str], said: str) -> None:
    make_contributor("carla")
    make_moderator("mona")
    make_person("blocked", is_active=False)
    page = client.post("/moderators/", asked)
    assert page.status_code == 422
    assert said in page.text
    assert f'value="{asked["username"]}"' in page.text or not asked["username"]
    assert ModeratorScope.objects.count() == 1


@pytest.mark.usefixtures("root")
def test_a_moderator_is_dismissed_after_asking(client: Client) -> None:
    scope = make_moderator("mona", domain="data").moderator_scopes.get()
    asked = client.get(f"/moderators/{scope.pk}/dismiss/")
    assert "Dismiss mona?" in asked.text
    assert ModeratorScope.objects.exists()
    client.post(f"/moderators/{scope.pk}/dismiss/")
    assert not ModeratorScope.objects.exists()
    assert Event.objects.get().kind == "rights_revoked"
    assert client.post(f"/moderators/{scope.pk}/dismiss/").status_code == 404


@pytest.mark.usefixtures("root")
def test_blocked_moderators_are_marked(client: Client) -> None:
    make_moderator("mona", is_active=False)
    assert "blocked" in client.get("/moderators/").text


def test_moderators_do_not_make_moderators(client: Client) -> None:
    mona = make_moderator("mona")
    client.force_login(mona)
    scope = mona.moderator_scopes.get()
    assert client.get("/moderators/").status_code == 403
    assert client.post("/moderators/", {"username": "mona", "domain": "data"}).status_code == 403
    assert client.post(f"/moderators/{scope.pk}/dismiss/").status_code == 403


def test_who_is_signed_out_signs_in_and_comes_back(client: Client) -> None:
    page = client.get("/moderators/")
    assert page.headers["Location"] == "/accounts/login/?next=/moderators/"


@pytest.mark.usefixtures("root")
def test_its_queries_stay_the_same(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/moderators/")
        return len(captured)

    make_moderator("mona")
    before = queries()
    for number in range(10):
        make_moderator(f"mona{number}", domain="data")
    assert queries() == before
