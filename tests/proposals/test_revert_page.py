"""Taking a revision back, from history."""

import pytest
from django.test import Client

from skills.algebra.paths import NAME, SUMMARY
from skills.models import Document
from skills.projection import live_content
from tests.factories import edit, make_domain, make_skill
from tests.proposals.factories import make_contributor, make_moderator
from tests.proposals.pages import client_of, page, sent

pytestmark = pytest.mark.django_db
SECOND = "/skills/sql/history/2/revert/"
WHY = {"cause": "", "why": "It was better before", "do": "send"}


@pytest.fixture
def sql() -> Document:
    skill = make_skill(summary="Tables")
    edit(skill, {SUMMARY: "Chairs"})
    return skill


def test_history_leads_there(client: Client, sql: Document) -> None:
    assert SECOND in page(client.get("/skills/sql/history/2/"))


def test_it_shows_what_would_come_back(client: Client, sql: Document) -> None:
    shown = page(client.get(SECOND))
    assert "Tables" in shown
    assert "Propose to revert it" in shown


def test_a_contributor_proposes_it(sql: Document) -> None:
    carla = client_of(make_contributor())
    proposal = sent(carla.post(SECOND, WHY))
    assert [row.new for row in proposal.current_changes()] == ["Tables"]
    assert live_content(sql)[SUMMARY] == "Chairs"


def test_a_moderator_publishes_it(sql: Document) -> None:
    mona = client_of(make_moderator(domain="data"))
    assert "Revert it now" in page(mona.get(SECOND))
    assert mona.post(SECOND, WHY)["Location"] == "/skills/sql/history/3/"
    assert live_content(sql)[SUMMARY] == "Tables"


def test_a_reason_is_asked_for_and_what_was_written_stays(sql: Document) -> None:
    carla = client_of(make_contributor())
    response = carla.post(SECOND, WHY | {"why": "Hm"})
    assert response.status_code == 422
    assert "Hm</textarea>" in page(response)


def test_later_changes_may_stand_on_it(client: Client, sql: Document) -> None:
    edit(sql, {SUMMARY: "Both"})
    assert "it can’t be reverted as a whole" in page(client.get(SECOND))
    assert client_of(make_contributor()).post(SECOND, WHY).status_code == 409


def test_nothing_of_it_may_stand(client: Client, sql: Document) -> None:
    edit(sql, {SUMMARY: "Tables"})
    assert "there is nothing to revert" in page(client.get(SECOND))


def test_the_first_one_retires_the_document(sql: Document) -> None:
    carla = client_of(make_contributor())
    assert sent(carla.post("/skills/sql/history/1/revert/", WHY)).kind == "retired"


def test_the_other_kinds_have_it(sql: Document) -> None:
    edit(make_domain("data"), {NAME: "Other"})
    carla = client_of(make_contributor())
    assert sent(carla.post("/domains/data/history/2/revert/", WHY)).document.kind == "domain"


def test_it_is_missing_or_asked_wrongly(client: Client, sql: Document) -> None:
    assert client.get("/skills/sql/history/7/revert/").status_code == 404
    assert client.get("/skills/none/history/1/revert/").status_code == 404
    assert client.delete(SECOND).status_code == 405
