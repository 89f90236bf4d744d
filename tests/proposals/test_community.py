import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from proposals.operations.submit import submit
from proposals.operations.vote import vote
from proposals.operations.withdraw import withdraw
from skills.algebra.changes import diff
from skills.algebra.paths import ACTIVE, NAME, PARENT, STATUS, SUMMARY
from skills.models import Document
from tests.factories import make_domain, make_group, make_role, make_skill
from tests.proposals.factories import JUNIOR_REQUIRED, make_contributor, propose
from tests.proposals.pages import client_of, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/skills/sql/community/"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


def panel(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return text_of(response)


def test_the_panel_names_what_is_open(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR_REQUIRED: "required"})
    vote(proposal, user=make_contributor("olaf"), supports=True)
    found = panel(client)
    assert "<html" not in found
    assert 'Required for <span class="whole">Data Engineer · Junior</span></a>' in found
    assert "“It reads better”" in found
    for word in ("becomes required", "1 in favour"):
        assert f">{word}</span>" in found


def test_nobody_has_proposed_anything_yet(client: Client, sql: Document) -> None:
    found = panel(client)
    assert "No proposals yet:" in found
    assert 'href="/skills/sql/suggest/">suggest the first.</a>' in found


def test_closed_ones_are_a_link_away(client: Client, sql: Document) -> None:
    withdraw(propose(sql, {SUMMARY: "Tables"}), author=make_contributor())
    found = panel(client)
    assert "No proposal is open here." in found
    assert "/proposals/?about=skill/sql&state=all" in found


def test_the_panel_is_the_same_for_everyone(client: Client, sql: Document) -> None:
    propose(sql, {SUMMARY: "Tables"})
    response = client.get(ADDRESS, headers={"HX-Request": "true"})
    assert "Cookie" not in response["Vary"]
    assert panel(client) == panel(client_of(make_contributor()))


def test_the_skill_asks_for_its_panel_and_has_a_link_without_scripts(
    client: Client, sql: Document
) -> None:
    page = text_of(client.get("/skills/sql/"))
    assert f'hx-get="{ADDRESS}" hx-trigger="load"' in page
    assert f'<a href="{ADDRESS}"' in page
    assert ADDRESS not in text_of(client.get("/skills/sql/?revision=1"))


def test_it_is_a_page_of_its_own(client: Client, sql: Document) -> None:
    propose(sql, {SUMMARY: "Tables"})
    page = text_of(client.get(ADDRESS))
    assert '<h1 class="mb-3">Proposals for SQL</h1>' in page
    assert "New wording for" in page


def test_roles_groups_and_domains_have_one_too(client: Client) -> None:
    make_role(), make_group(), make_domain()
    for address in ("/roles/data-engineer/", "/groups/storage/", "/domains/data/"):
        assert f'hx-get="{address}community/"' in text_of(client.get(address))
        assert "No proposals yet:" in panel(client, f"{address}community/")


def test_proposals_for_something_new_stand_side_by_side(client: Client) -> None:
    make_group()
    document = Document.objects.claim("skill", "feature-stores")
    content = {NAME: "Feature Stores", STATUS: ACTIVE, PARENT: "storage"}
    submit(document, diff({}, content), author=make_contributor(), why="It is missing")
    second = diff({}, content | {SUMMARY: "Where features are kept"})
    submit(document, second, author=make_contributor("olaf"), why="Everybody has one")
    page = text_of(client.get("/skills/feature-stores/community/"))
    assert "there are 2 proposals for it" in page
    assert "As carla proposes it" in page
    assert "As olaf proposes it" in page
    assert "Where features are kept" in page


def test_what_nobody_proposed_is_not_found(client: Client) -> None:
    Document.objects.claim("skill", "feature-stores")
    assert client.get("/skills/feature-stores/community/").status_code == 404
    assert client.get("/skills/nothing/community/").status_code == 404
    assert client.post("/skills/nothing/community/").status_code == 405


def test_the_panel_takes_as_many_queries_however_many(
    client: Client, sql: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        propose(sql, {SUMMARY: f"{number} tables"}, author=make_contributor(f"p-{number}"))
        if number in (0, 5):
            with django_assert_max_num_queries(10):
                panel(client)
