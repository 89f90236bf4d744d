import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from proposals.models import DirectPublication
from proposals.operations.publish_directly import publish_directly
from proposals.operations.revert import revert
from skills.algebra.paths import SUMMARY
from skills.models import Document, Revision
from skills.projection import live_content
from tests.factories import make_domain, make_skill
from tests.proposals.factories import changes_to, make_contributor, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def scribe() -> User:
    return make_moderator("scribe")


@pytest.fixture
def mona(client: Client) -> User:
    user = make_moderator("mona", domain="data")
    client.force_login(user)
    return user


def directly(document: Document, text: str, scribe: User) -> Revision:
    return publish_directly(
        document, changes_to(document, {SUMMARY: text}), author=scribe, why="Ok"
    )


@pytest.mark.usefixtures("mona")
def test_it_shows_what_changed_and_settles_it(
    client: Client, skill: Document, scribe: User
) -> None:
    revision = directly(skill, "All tables", scribe)
    page = client.get("/review/patrol/")
    assert "All" in page.text
    assert f"/skills/sql/history/{revision.number}/revert/" in page.text
    answer = client.post(f"/review/patrol/{revision.pk}/?domain=data")
    assert answer.headers["Location"] == "/review/patrol/?domain=data"
    assert DirectPublication.objects.get().checked_by == User.objects.get(username="mona")
    assert "Everything has been looked over" in client.get("/review/patrol/").text


def test_nobody_looks_over_their_own(client: Client, skill: Document, scribe: User) -> None:
    revision = directly(skill, "All tables", scribe)
    client.force_login(scribe)
    assert client.get("/review/patrol/").context["entries"] == []
    assert client.post(f"/review/patrol/{revision.pk}/").status_code == 403


def test_a_moderator_elsewhere_neither_sees_nor_settles_it(
    client: Client, skill: Document, scribe: User
) -> None:
    revision = directly(skill, "All tables", scribe)
    make_domain("design")
    client.force_login(make_moderator("dora", domain="design"))
    assert client.get("/review/patrol/").context["entries"] == []
    assert client.post(f"/review/patrol/{revision.pk}/").status_code == 403
    assert not DirectPublication.objects.get().checked_by


@pytest.mark.usefixtures("mona")
def test_it_is_narrowed_by_domain_and_author(client: Client, skill: Document, scribe: User) -> None:
    directly(skill, "All tables", scribe)
    for query, count in [
        ("author=scribe", 1),
        ("author=x", 0),
        ("domain=data", 1),
        ("domain=x", 0),
    ]:
        assert len(client.get(f"/review/patrol/?{query}").context["entries"]) == count


@pytest.mark.usefixtures("mona")
def test_what_was_reviewed_is_not_there(client: Client, skill: Document) -> None:
    revision = Revision.objects.get(document=skill)
    assert client.post(f"/review/patrol/{revision.pk}/").status_code == 404


def test_taking_it_back_settles_it(skill: Document, scribe: User) -> None:
    revision = directly(skill, "All tables", scribe)
    mona = make_moderator("mona")
    revert(revision, by=mona, why="It was better before")
    assert live_content(skill)[SUMMARY] == "Tables"
    assert DirectPublication.objects.get().checked_by == mona


def test_proposing_to_take_it_back_does_not(skill: Document, scribe: User) -> None:
    revert(directly(skill, "All tables", scribe), by=make_contributor(), why="It was better")
    assert not DirectPublication.objects.get().checked_by


@pytest.mark.usefixtures("mona")
def test_its_queries_stay_the_same(client: Client, skill: Document, scribe: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/review/patrol/").status_code == 200
        return len(captured)

    directly(skill, "All tables", scribe)
    before = queries()
    for number in range(8):
        other = make_skill(f"sql-{number}", optional={"data-engineer": "x"}, summary="Tables")
        directly(other, "All tables", make_moderator(f"scribe{number}"))
    assert queries() == before
    assert "scribe7" in client.get("/review/patrol/").text


def test_contributors_are_kept_out(client: Client, skill: Document, scribe: User) -> None:
    revision = directly(skill, "All tables", scribe)
    client.force_login(make_contributor())
    assert client.get("/review/patrol/").status_code == 403
    assert client.post(f"/review/patrol/{revision.pk}/").status_code == 403


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/review/patrol/7/", "/review/patrol/"),
        ("/review/7/approve/", "/review/7/"),
        ("/review/bulk/", "/review/bulk/"),
        ("/review/replies/7/", "/review/replies/7/"),
        ("/review/replies/7/delete/", "/review/replies/"),
    ],
)
def test_who_was_signed_out_meanwhile_comes_back(client: Client, form: str, page: str) -> None:
    answer = client.post(f"{form}?domain=data")
    assert answer.headers["Location"] == f"/accounts/login/?next={page}%3Fdomain%3Ddata"


def test_it_is_settled_by_post_alone(client: Client, mona: User) -> None:
    assert client.get("/review/patrol/1/").status_code == 405
