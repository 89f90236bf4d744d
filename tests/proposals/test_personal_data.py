"""All one's own data in one file; nothing that leads to a person is left out of it."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from proposals.models import Comment, SavedReply, Vote, Watch
from proposals.operations.approve import approve
from proposals.operations.ban import ban, unban
from proposals.personal_data import SECTIONS
from proposals.personal_data.section import as_json
from tests.factories import make_skill
from tests.people import make_administrator, make_person
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose

pytestmark = pytest.mark.django_db


def data_of(user: User) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads("".join(as_json(user, SECTIONS)))
    return loaded


def columns_that_lead_to_people() -> set[str]:
    relations = User._meta.get_fields(include_hidden=True)
    return {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in relations
        if relation.auto_created and not relation.concrete
    }


def test_every_row_that_leads_to_a_person_is_in_a_section() -> None:
    covered = [column for section in SECTIONS for column in section.covers]
    assert set(covered) == columns_that_lead_to_people()
    assert len(covered) == len(set(covered))
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)


def test_what_somebody_did_is_all_there() -> None:
    sql, mona = make_skill(required={"data-engineer": "Knows it"}), make_moderator()
    carla = make_contributor(display_name="Carla Mendes")
    approve(propose(sql, {JUNIOR: "Uses it"}), reviewer=mona, version=1)
    open_one = propose(sql, {LEAD: "Leads by it"}, author=mona, why="Why not")
    Vote.objects.create(proposal=open_one, user=carla, supports=True)
    Comment.objects.create(document=sql, author=carla, text="Is this true?")
    Watch.objects.get_or_create(user=carla, document=sql)
    data = data_of(carla)
    assert data["account"][0]["display_name"] == "Carla Mendes"
    assert data["proposals"][0]["about"] == "skill/sql"
    (change,) = data["proposals"][0]["versions"][0]["changes"]
    assert (change["new"], change["outcome"]) == ("Uses it", "accepted")
    assert data["revisions"][0]["changes"][0]["new"] == "Uses it"
    assert data["votes"] == [data["votes"][0] | {"proposal": open_one.pk, "supports": True}]
    assert data["comments"][0]["text"] == "Is this true?"
    assert data["watches"][0]["document"] == "skill/sql"
    assert [event["what"] for event in data["events"]] == ["proposal_submitted"]
    assert data["reviews"] == []


def test_what_a_moderator_did_too() -> None:
    sql, mona = make_skill(required={"data-engineer": "Knows it"}), make_moderator()
    approve(propose(sql, {JUNIOR: "Uses it"}), reviewer=mona, version=1)
    SavedReply.objects.create(user=mona, name="Thanks", text="Thank you")
    otto = make_person("otto")
    ban(otto, by=mona, reason="Advertising")
    unban(otto, by=mona)
    data = data_of(mona)
    assert data["reviews"][0]["verdict"] == "approve"
    assert data["decisions"][0]["status"] == "approved"
    assert data["revisions_reviewed"][0]["document"] == "skill/sql"
    assert data["saved_replies"] == [{"name": "Thanks", "text": "Thank you"}]
    assert data["bans_given"][0]["person"] == data["bans_lifted"][0]["person"] == "otto"
    assert data_of(otto)["bans"][0]["reason"] == "Advertising"


def test_secrets_are_not_in_it() -> None:
    root = make_administrator()
    assert root.password not in "".join(as_json(root, SECTIONS))


def test_it_comes_as_a_file_that_nobody_keeps(client: Client) -> None:
    client.force_login(make_contributor())
    answer = client.get("/me/data/download/")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="carla-')
    assert "no-store" in answer.headers["Cache-Control"]
    data = json.loads(answer.getvalue())
    assert data["username"] == "carla"
    assert list(data)[3:] == [section.name for section in SECTIONS]


def test_the_page_leads_to_both(client: Client) -> None:
    client.force_login(make_contributor())
    page = client.get("/me/data/").text
    assert 'href="/me/data/download/"' in page
    assert 'href="/me/delete/"' in page
    assert client.post("/me/data/").status_code == 405
