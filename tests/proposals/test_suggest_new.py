"""What is not there yet."""

import pytest
from django.test import Client

from proposals.models import Proposal
from skills.algebra.paths import NAME, PARENT
from skills.models import Document
from tests.factories import make_domain, make_group, make_role, make_skill, retire
from tests.proposals.factories import make_contributor, rows
from tests.proposals.pages import client_of, page, sent

pytestmark = pytest.mark.django_db
NEW = "/skills/new/"


@pytest.fixture
def carla(client: Client) -> Client:
    make_group("storage")
    return client_of(make_contributor())


def form(**fields: str) -> dict[str, str]:
    start = {"name": "C++", "summary": "", "parent": "storage", "cause": "", "do": "send"}
    return start | {"why": "Everybody asks for it"} | fields


def test_the_name_looked_for_is_there_already(carla: Client) -> None:
    assert 'value="Feature stores"' in page(carla.get(f"{NEW}?name=Feature+stores"))
    assert "/skills/new/?name=feature%20stores" in page(carla.get("/search/?q=feature+stores"))


def test_a_new_skill_takes_its_address_from_its_name(carla: Client) -> None:
    proposal = sent(carla.post(NEW, form()))
    assert (proposal.kind, proposal.document.slug) == ("created", "c-plus-plus")
    assert proposal.document.number == 0
    assert {path: row.new for path, row in rows(proposal).items()}[PARENT] == "storage"


def test_it_may_come_with_a_role(carla: Client) -> None:
    make_role("data-engineer")
    cells = {"word:data-engineer:lead": "required", "text:data-engineer:lead": "Owns it"}
    assert len(rows(sent(carla.post(NEW, form(**cells))))) == 6


@pytest.mark.parametrize("name", ["机器学习", "!!!", "New"])
def test_where_no_address_comes_out_it_is_asked_for(carla: Client, name: str) -> None:
    response = carla.post(NEW, form(name=name))
    assert response.status_code == 422
    assert 'name="slug"' in page(response)
    assert f'value="{name}"' in page(response)
    assert sent(carla.post(NEW, form(name=name, slug="machines"))).document.slug == "machines"


def test_an_address_that_is_none_is_refused(carla: Client) -> None:
    response = carla.post(NEW, form(slug="Not An Address"))
    assert response.status_code == 422
    assert "letters a to z" in page(response)


def test_a_taken_address_leads_to_what_is_there(carla: Client) -> None:
    make_skill("c-plus-plus", name="C Plus Plus")
    response = carla.post(NEW, form())
    assert response.status_code == 409
    assert "The address “c-plus-plus” belongs to C Plus Plus." in page(response)
    assert 'href="/skills/c-plus-plus/suggest/"' in page(response)
    assert 'id="suggest-slug-wrong"' in page(response)
    assert sent(carla.post(NEW, form(slug="cpp"))).document.slug == "cpp"


@pytest.mark.parametrize("name", ["C++", "c++", "Ｃ＋＋"])
def test_a_taken_name_leads_to_what_is_there(carla: Client, name: str) -> None:
    make_skill("cpp", name="C++")
    response = carla.post(NEW, form(name=name, slug="another"))
    assert response.status_code == 409
    assert "There is a skill called “C++” already." in page(response)
    assert 'href="/skills/cpp/suggest/"' in page(response)
    assert 'id="suggest-name-wrong"' in page(response)
    assert sent(carla.post(NEW, form(name="C++ on chips"))).document.slug == "c-plus-plus-on-chips"


def test_groups_of_two_domains_may_share_a_name(carla: Client) -> None:
    make_group("testing", domain="web")
    fields = form(name="Testing", parent="web")
    assert "in this domain already" in page(carla.post("/groups/new/", fields))
    fields |= {"parent": "data", "slug": "testing-data"}
    assert sent(carla.post("/groups/new/", fields)).document.slug == "testing-data"


def test_what_is_retired_can_be_brought_back_instead(carla: Client) -> None:
    retire(make_skill("c-plus-plus", name="C++"))
    response = carla.post(NEW, form())
    assert "belongs to C++, which is retired" in page(response)
    assert 'href="/skills/c-plus-plus/suggest/retire/"' in page(response)


def test_the_address_follows_the_name_until_somebody_writes_their_own(carla: Client) -> None:
    typing = {"HX-Request": "true"}
    shown = page(carla.post(NEW, form(do="preview"), headers=typing))
    assert 'data-slug="c-plus-plus"' in shown
    followed = form(name="Rust", slug="c-plus-plus", slug_from_name="c-plus-plus")
    assert sent(carla.post(NEW, followed)).document.slug == "rust"
    own = form(name="Go", slug="golang", slug_from_name="rust")
    assert sent(carla.post(NEW, own)).document.slug == "golang"


def test_what_is_called_nearly_so_is_shown(carla: Client) -> None:
    make_skill("sql", name="SQL basics")
    shown = page(carla.post(NEW, form(name="sql", do="preview"), headers={"HX-Request": "true"}))
    assert 'href="/skills/sql/"' in shown


def test_two_people_may_propose_the_same_and_the_second_hears_of_the_first(carla: Client) -> None:
    first = sent(carla.post(NEW, form()))
    otto = client_of(make_contributor("otto"))
    assert first.get_absolute_url() in page(otto.post(NEW, form(do="preview")))
    second = sent(otto.post(NEW, form(summary="A language")))
    assert second.document == first.document
    assert otto.post(NEW, form()).status_code == 409  # word for word the same


def test_a_refusal_leaves_no_trace(carla: Client) -> None:
    newcomer = client_of(make_contributor("newcomer", terms_accepted_at=None))
    assert newcomer.post(NEW, form()).status_code == 422
    assert carla.post(NEW, form(parent="")).status_code == 422
    assert not Document.objects.filter(slug="c-plus-plus").exists()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("kind", ["role", "group", "domain"])
def test_the_other_kinds_too(carla: Client, kind: str) -> None:
    make_domain("data")
    address = f"/{kind}s/new/"
    assert carla.get(f"{address}?parent=data").status_code == 200
    fields = form(name="Painting") | ({} if kind == "domain" else {"parent": "data"})
    proposal = sent(carla.post(address, fields))
    assert proposal.document.kind == kind
    assert rows(proposal)[NAME].new == "Painting"


@pytest.mark.parametrize("name", ["x" * 100_000, "nul\x00led", "100%_"])
def test_no_name_is_too_strange_to_be_looked_at(carla: Client, name: str) -> None:
    assert carla.post(NEW, form(name=name, do="preview")).status_code == 200
    assert carla.get(NEW, {"name": name, "parent": name}).status_code == 200


def test_other_methods_are_not_allowed(client: Client) -> None:
    assert client.delete(NEW).status_code == 405
