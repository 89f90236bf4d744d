"""A whole skill, role, group or domain: one form, a part of it at a time."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from proposals.models import Proposal
from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, NAME, PARENT, SUMMARY, Path, description, listing
from skills.models import Document
from tests.factories import edit, make_domain, make_group, make_role, make_skill, retire
from tests.proposals.factories import make_contributor, propose
from tests.proposals.pages import client_of, page, sent, whole_form

pytestmark = pytest.mark.django_db
SQL = "/skills/sql/suggest/"


@pytest.fixture
def sql() -> Document:
    return make_skill(
        required={"data-engineer": "Queries", "analyst lead": "Explains"}, summary="Tables"
    )


@pytest.fixture
def carla(client: Client) -> Client:
    return client_of(make_contributor())


def changes(proposal: Proposal) -> list[Change]:
    return [row.as_tuple() for row in proposal.current_changes()]


def test_it_shows_the_document_and_one_role(client: Client, sql: Document) -> None:
    shown = page(client.get(SQL))
    assert 'name="name" value="Sql"' in shown
    assert "Tables</textarea>" in shown
    assert "Explains</textarea>" in shown
    assert "Queries (junior)" not in shown


@pytest.mark.parametrize("part", ["role=data-engineer", "level=junior"])
def test_a_link_can_ask_for_a_role_or_a_level(client: Client, sql: Document, part: str) -> None:
    shown = page(client.get(f"{SQL}?{part}"))
    assert "Queries (junior)</textarea>" in shown
    assert "Explains</textarea>" not in shown


def test_only_what_differs_is_sent(carla: Client, sql: Document) -> None:
    form = whole_form(sql, name="SQL", summary="Tables", parent="storage", labels="")
    assert changes(sent(carla.post(SQL, form))) == [Change(NAME, "Sql", "SQL")]


def test_labels_links_and_identifiers_are_lines(carla: Client, sql: Document) -> None:
    form = whole_form(sql, labels="Structured Query\n\n SeQueL ", identifiers="esco: S5.6") | {
        "link_url": ["https://example.org/sql", ""],
        "link_title": ["A course", ""],
    }
    assert {path.field: new for path, _old, new in changes(sent(carla.post(SQL, form)))} == {
        "alt_label:structured query": "Structured Query",
        "alt_label:sequel": "SeQueL",
        "identifier:esco": "S5.6",
        "link:https://example.org/sql": "A course",
    }


def test_what_was_there_and_is_gone_is_dropped(carla: Client, sql: Document) -> None:
    edit(sql, {Path("alt_label:sequel"): "SeQueL"})
    proposal = sent(carla.post(SQL, whole_form(sql, labels="", summary="")))
    assert {path.field: new for path, _old, new in changes(proposal)} == {
        "alt_label:sequel": None,
        "summary": None,
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "It needs a name."),
        ({"labels": "x" * 101}, "101 characters; the limit is 100"),
        ({"identifiers": "only words"}, "An identifier is a line such as"),
        ({"link_url": "javascript:alert(1)", "link_title": "Bad"}, "is no web address"),
        ({"name": "x" * 201}, "201 characters; the limit is 200"),
    ],
)
def test_what_needs_mending_comes_back(
    carla: Client, sql: Document, fields: dict[str, str], said: str
) -> None:
    response = carla.post(SQL, whole_form(sql, **{"summary": "My words"} | fields))
    assert response.status_code == 422
    assert said in page(response)
    assert "My words</textarea>" in page(response)


def test_another_part_keeps_what_was_typed_and_marks_it(carla: Client, sql: Document) -> None:
    form = whole_form(sql, do="show", part="role:data-engineer", show="role:analyst") | {
        "word:data-engineer:junior": "optional",
        "text:data-engineer:junior": "Reads “tables”",
        "name": "SQL",
    }
    response = carla.post(SQL, form)
    shown = page(response)
    assert "Data Engineer (changed)" in shown
    assert "Junior (changed)" in shown
    assert "Explains</textarea>" in shown
    kept = response.context["kept"]
    assert len(json.loads(kept)) == 2
    proposal = sent(carla.post(SQL, whole_form(sql, kept=kept, part="role:analyst", name="SQL")))
    assert len(changes(proposal)) == 3


@pytest.mark.parametrize(
    "kept", ["x", "{}", "[1]", '[["status","","","x"]]', '[["role","a","junior","b"]]', "[" * 9999]
)
def test_what_was_kept_can_not_be_made_up(carla: Client, sql: Document, kept: str) -> None:
    response = carla.post(SQL, whole_form(sql, kept=kept))
    assert response.status_code == (409 if kept == "{}" else 400)


@pytest.mark.parametrize("cell", ["data-engineer:boss", "A B:junior", "data-engineer"])
def test_nor_can_a_cell(carla: Client, sql: Document, cell: str) -> None:
    form = whole_form(sql) | {f"word:{cell}": "required"}
    assert carla.post(SQL, form).status_code == 400


def test_a_role_is_added_with_its_levels(carla: Client, sql: Document) -> None:
    make_role("painter")
    asked = carla.post(SQL, whole_form(sql, do="add_role", role_to_add="painter"))
    assert [cell.level for cell in asked.context["sheet"].cells] == list(LEVELS)
    form = whole_form(sql, part="role:painter") | {
        "word:painter:lead": "required",
        "text:painter:lead": "Paints",
        "word:painter:junior": "none",
        "text:painter:junior": "",
    }
    proposal = sent(carla.post(SQL, form))
    assert Change(listing("painter"), None, "listed") in changes(proposal)
    assert len(changes(proposal)) == 3


def test_a_text_without_a_word_on_whether_it_is_required_is_asked_about(
    carla: Client, sql: Document
) -> None:
    make_role("painter")
    form = whole_form(sql, part="role:painter") | {
        "word:painter:lead": "none",
        "text:painter:lead": "Paints walls",
    }
    response = carla.post(SQL, form)
    assert response.status_code == 422
    assert "Painter · Lead: say whether it is required or optional." in page(response)
    assert 'href="#suggest-word-painter-lead"' in page(response)
    assert "Paints walls</textarea>" in page(response)


def test_what_is_to_be_mended_is_shown_wherever_it_is(carla: Client, sql: Document) -> None:
    make_role("painter")
    kept = json.dumps(
        [
            [what, role, level, value]
            for role, level in (("analyst", "lead"), ("painter", "lead"))
            for what, value in (("requirement", "required"), ("description", ""))
        ]
    )
    response = carla.post(SQL, whole_form(sql, part="role:data-engineer", kept=kept))
    shown = page(response)
    assert response.status_code == 422
    assert 'href="#suggest-text-analyst-lead"' in shown
    assert 'value="show:role:painter"' in shown
    shown = page(carla.post(SQL, whole_form(sql, do="show:role:painter", kept=kept)))
    assert 'id="suggest-text-painter-lead"' in shown


def test_one_role_leads_to_the_next(client: Client, sql: Document) -> None:
    assert "Next: Data Engineer" in page(client.get(SQL))
    assert "Next: Middle" in page(client.get(f"{SQL}?level=junior"))
    assert "Next:" not in page(client.get(f"{SQL}?role=data-engineer"))


def test_a_role_is_taken_out_by_one_button(carla: Client, sql: Document) -> None:
    part = {"part": "role:analyst"}
    response = carla.post(SQL, whole_form(sql, do="drop_role") | part)
    shown = [(cell.level, cell.word) for cell in response.context["sheet"].cells]
    assert ("lead", "none") in shown
    form = whole_form(sql) | part | {"word:analyst:lead": "none", "text:analyst:lead": "Explains"}
    assert Change(listing("analyst"), "listed", None) in changes(sent(carla.post(SQL, form)))


def test_a_change_underneath_keeps_theirs_and_yours(carla: Client, sql: Document) -> None:
    form = whole_form(sql, name="SQL", summary="My summary", labels="", parent="storage")
    edit(sql, {SUMMARY: "Their summary", Path("alt_label:sequel"): "SeQueL"})
    response = carla.post(SQL, form)
    assert response.status_code == 409
    assert "Their summary" in page(response)
    fields = response.context["fields"]
    assert (fields.name, fields.summary, fields.labels) == ("SQL", "My summary", "SeQueL")


def test_the_other_kinds_have_the_same_form(carla: Client, sql: Document) -> None:
    analyst, storage, data = (
        make_role("analyst"),
        make_group("storage"),
        make_domain("data"),
    )
    make_domain("web")
    for document, address, fields in (
        (analyst, "/roles/analyst/suggest/", {"parent": "web"}),
        (storage, "/groups/storage/suggest/", {"summary": "Where things are kept"}),
        (data, "/domains/data/suggest/", {"name": "Data and more"}),
    ):
        assert carla.get(address).status_code == 200
        proposal = sent(carla.post(address, whole_form(document, **fields)))
        assert list(fields.values()) == [new for _path, _old, new in changes(proposal)]


def test_a_move_names_the_new_place(carla: Client, sql: Document) -> None:
    make_group("modelling")
    proposal = sent(carla.post(SQL, whole_form(sql, parent="modelling")))
    assert changes(proposal) == [Change(PARENT, "storage", "modelling")]
    response = carla.post(SQL, whole_form(sql, parent="nowhere"))
    assert response.status_code == 422


def test_retired_roles_stay_out_of_it_and_as_they_are(carla: Client, sql: Document) -> None:
    retire(make_role("analyst"))
    assert "Analyst" not in page(carla.get(SQL))
    proposal = sent(carla.post(SQL, whole_form(sql, name="SQL")))
    assert changes(proposal) == [Change(NAME, "Sql", "SQL")]


def test_it_is_missing_or_retired(client: Client, sql: Document) -> None:
    assert client.get("/skills/nosql/suggest/").status_code == 404
    assert client.put(SQL).status_code == 405
    retire(sql)
    assert client.get(SQL)["Location"] == f"{SQL}retire/"


def test_a_large_skill_stays_usable_in_constant_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    big = make_skill("big", required={f"role-{number}": "Text" for number in range(30)})
    with django_assert_max_num_queries(15):
        shown = page(client.get("/skills/big/suggest/?level=lead"))
    assert shown.count("<textarea") < 40
    form = whole_form(big, do="preview") | {
        f"{what}:role-{number}:lead": value
        for number in range(30)
        for what, value in (("word", "required"), ("text", f"Another text {number}"))
    }
    with django_assert_max_num_queries(15):
        client.post("/skills/big/suggest/", form, headers={"HX-Request": "true"})


def test_open_proposals_about_it_are_named(client: Client, sql: Document) -> None:
    proposal = propose(sql, {description("data-engineer", "junior"): "Reads"})
    assert proposal.get_absolute_url() in page(client.get(SQL))
