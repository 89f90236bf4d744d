"""One paragraph: its form, what comes back and why, and that nothing typed is ever lost."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from proposals.models import Proposal
from skills.algebra.paths import description, requirement
from skills.models import Document
from skills.projection import live_content
from tests.factories import edit, make_role, make_skill, retire
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose
from tests.proposals.pages import CELL, TEXT, WORD, cell_form, client_of, page, sent, sent_draft

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def sql() -> Document:
    return make_skill(required={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def carla(client: Client) -> Client:
    return client_of(make_contributor())


def test_everybody_may_read_the_form(client: Client, sql: Document) -> None:
    shown = page(client.get(CELL))
    assert "Sql · Data Engineer · Junior" in shown
    assert f'name="{TEXT}" rows="6"' in shown
    assert "Queries (junior)</textarea>" in shown


def test_a_better_text_becomes_a_proposal(carla: Client, sql: Document) -> None:
    response = carla.post(CELL, cell_form(sql, "Writes queries"))
    proposal = sent(response)
    assert [row.as_tuple() for row in proposal.current_changes()] == [
        (JUNIOR, "Queries (junior)", "Writes queries")
    ]
    assert proposal.summary == "It is unclear"
    assert sent_draft(response) == CELL


def test_the_requirement_can_be_all_that_changes(carla: Client, sql: Document) -> None:
    form = cell_form(sql, "Queries (junior)", **{WORD: "optional"})
    assert sent(carla.post(CELL, form)).kind == "requirement_dropped"


def test_a_paragraph_can_be_taken_out(carla: Client, sql: Document) -> None:
    form = cell_form(sql, "Queries (junior)", **{WORD: "none"})
    proposal = sent(carla.post(CELL, form))
    assert proposal.kind == "requirement_dropped"
    assert {row.new for row in proposal.current_changes()} == {None}


def test_one_can_be_written_where_none_is(carla: Client, sql: Document) -> None:
    make_role("analyst")
    address = "/skills/sql/suggest/analyst/lead/"
    assert "Say what is expected here" in page(carla.get(address))
    form = cell_form(sql, "", **{"word:analyst:lead": "optional", "text:analyst:lead": "Counts"})
    form = {name: value for name, value in form.items() if name not in (WORD, TEXT)}
    proposal = sent(carla.post(address, form))
    assert {row.path.field for row in proposal.current_changes()} == {
        "role",
        "requirement",
        "description",
    }


def test_own_words_may_stand_beside_the_chip_or_alone(carla: Client, sql: Document) -> None:
    form = cell_form(sql, "Writes queries", why="joins are meant")
    assert sent(carla.post(CELL, form)).summary == "It is unclear: joins are meant"
    form = cell_form(sql, "Writes many queries", cause="", why="Juniors do more than that")
    assert sent(carla.post(CELL, form)).summary == "Juniors do more than that"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cause": "", "why": ""}, "Say why in a few words"),
        ({"cause": "", "why": "Short"}, "10 characters at least"),
        ({"cause": "nonsense"}, "Choose one of the reasons"),
        ({"why": "x" * 501}, "Your words are 501 characters long; beside a reason 485 fit."),
        ({"cause": "", "why": "x" * 501}, "the limit is 500"),
        ({TEXT: "x" * 2001}, "2,001 characters; the limit is 2,000. Nothing is lost."),
    ],
)
def test_what_needs_mending_comes_back_with_the_text(
    carla: Client, sql: Document, fields: dict[str, str], said: str
) -> None:
    form = cell_form(sql, "What I took ten minutes to write", **fields)
    response = carla.post(CELL, form)
    assert response.status_code == 422
    assert said in page(response)
    assert f"{form[TEXT]}</textarea>" in page(response)
    assert not Proposal.objects.exists()


def test_all_that_is_wrong_is_said_at_once_and_beside_its_field(sql: Document) -> None:
    client = client_of(make_contributor("newcomer", terms_accepted_at=None))
    form = cell_form(sql, "x" * 2001, cause="")
    shown = page(client.post(CELL, form))
    start = "suggest-data-engineer-junior"
    for field in (f"{start}-text-data-engineer-junior", f"{start}-why", f"{start}-terms"):
        assert f'<li><a href="#{field}">' in shown
        assert f'id="{field}-wrong"' in shown
        assert f'aria-describedby="{field}-wrong' in shown
    assert shown.count('aria-invalid="true"') == 3
    assert shown.count("autofocus") == 1


def test_what_is_needed_and_how_much_room_there_is_stands_beside_the_fields(
    client: Client, sql: Document
) -> None:
    shown = page(client.get(CELL))
    assert 'Why? <small class="needed">needed</small>' in shown
    assert "at least 10 characters" in shown
    assert "Up to 2,000 characters" in shown
    assert "Up to 500 characters" in shown


def test_what_is_required_needs_a_text(carla: Client, sql: Document) -> None:
    response = carla.post(CELL, cell_form(sql, ""))
    assert response.status_code == 422
    assert "Data Engineer · Junior: what is required needs a text" in page(response)
    sent(carla.post(CELL, cell_form(sql, "", **{WORD: "optional"})))


def test_nothing_changed_is_said_so(carla: Client, sql: Document) -> None:
    response = carla.post(CELL, cell_form(sql, "Queries  (junior) ".replace("  ", " ")))
    assert response.status_code == 409
    assert "there is nothing to change" in page(response)


def test_what_is_proposed_already_can_be_supported_instead(carla: Client, sql: Document) -> None:
    first = propose(sql, {JUNIOR: "Writes queries"}, author=make_contributor("otto"))
    response = carla.post(CELL, cell_form(sql, "Writes queries"))
    assert response.status_code == 409
    assert f'action="/proposals/{first.pk}/vote/"' in page(response)
    assert Proposal.objects.count() == 1


def test_open_proposals_about_the_paragraph_come_first(carla: Client, sql: Document) -> None:
    propose(sql, {JUNIOR: "Writes queries"}, author=make_contributor("otto"))
    shown = page(carla.get(CELL))
    assert "<b>One open proposal</b> is about this already." in shown
    assert shown.index("Support it") < shown.index("<textarea")
    assert "open proposal" not in page(carla.get("/skills/sql/suggest/data-engineer/lead/"))


def test_a_limit_keeps_the_text(carla: Client, sql: Document, settings: Settings) -> None:
    settings.OPEN_PROPOSALS_NEWCOMER = 0
    response = carla.post(CELL, cell_form(sql, "Writes queries"))
    assert response.status_code == 409
    assert "what you wrote stays below" in page(response)
    assert "Writes queries</textarea>" in page(response)


def test_the_terms_are_asked_for_once(sql: Document) -> None:
    newcomer = make_contributor("newcomer", terms_accepted_at=None)
    client = client_of(newcomer)
    assert 'name="terms"' in page(client.get(CELL))
    response = client.post(CELL, cell_form(sql, "Writes queries"))
    assert response.status_code == 422
    assert "please agree to the licence" in page(response)
    sent(client.post(CELL, cell_form(sql, "Writes queries", terms="on")))
    assert 'name="terms"' not in page(client.get(CELL))


def test_a_change_underneath_shows_all_three_texts_and_goes_on_from_today(
    carla: Client, sql: Document
) -> None:
    form = cell_form(sql, "Writes queries alone")
    edit(sql, {JUNIOR: "Reads queries (junior)"})
    response = carla.post(CELL, form)
    assert response.status_code == 409
    shown = page(response)
    assert "When you started" in shown
    assert "Nothing is lost" in shown
    assert '<input type="hidden" name="base" value="2">' in shown
    assert "Writes queries alone</textarea>" in shown
    sent(carla.post(CELL, form | {"base": "2"}))


def test_a_change_elsewhere_in_the_skill_is_no_matter(carla: Client, sql: Document) -> None:
    form = cell_form(sql, "Writes queries")
    edit(sql, {description("data-engineer", "lead"): "Owns the tables"})
    assert len(sent(carla.post(CELL, form)).current_changes()) == 1


def test_a_paragraph_that_went_meanwhile_keeps_the_words_written_for_it(
    carla: Client, sql: Document
) -> None:
    edit(sql, {JUNIOR: None, requirement("data-engineer", "junior"): None})
    response = carla.post(CELL, cell_form(sql, "Writes queries", base="1"))
    assert response.status_code == 409
    assert "Writes queries</textarea>" in page(response)
    assert sent(carla.post(CELL, cell_form(sql, "Writes queries", base="2"))).current_changes()


def test_the_preview_marks_words_and_what_it_does_to_the_ladder(
    client: Client, sql: Document
) -> None:
    form = cell_form(sql, "Queries (middle)", do="preview")
    response = client.post(CELL, form, headers=HX)
    shown = page(response)
    assert response.status_code == 200
    assert "wording" in shown
    assert "<ins>" in shown
    assert "Junior and Middle say the same, word for word" in shown
    assert "<html" not in shown


def test_a_text_of_any_length_is_previewed_at_once(client: Client, sql: Document) -> None:
    text = "so many words " * 100_000
    shown = page(client.post(CELL, cell_form(sql, text, do="preview"), headers=HX))
    assert "the limit is 2,000" in shown
    assert len(shown) < 5000


def test_htmx_gets_the_form_as_a_row(client: Client, sql: Document) -> None:
    response = client.get(CELL, headers=HX)
    assert response.content.strip().startswith(b"<tr")
    assert "HX-Request" in response["Vary"]
    assert response["HX-Push-Url"] == "false"


def test_who_may_publishes_wording_at_once(sql: Document) -> None:
    mona = client_of(make_moderator(domain="data"))
    form = cell_form(sql, "Writes queries")
    assert "Publish now" in page(mona.post(CELL, form | {"do": "preview"}))
    response = mona.post(CELL, form | {"do": "publish"})
    assert response["Location"] == "/skills/sql/history/2/"
    assert live_content(sql)[JUNIOR] == "Writes queries"


def test_nobody_else_is_offered_or_allowed_to(carla: Client, sql: Document) -> None:
    form = cell_form(sql, "Writes queries")
    assert "Publish now" not in page(carla.post(CELL, form | {"do": "preview"}))
    assert carla.post(CELL, form | {"do": "publish"}).status_code == 403
    mona = client_of(make_moderator(domain="data"))
    flip = form | {WORD: "optional"}
    assert "Publish now" not in page(mona.post(CELL, flip | {"do": "preview"}))
    assert mona.post(CELL, flip | {"do": "publish"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/skills/nosql/suggest/data-engineer/junior/",
        "/skills/sql/suggest/painter/junior/",
        "/skills/sql/suggest/data-engineer/boss/",
    ],
)
def test_what_is_not_there_is_missing(client: Client, sql: Document, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_retired_skill_leads_to_bringing_it_back(client: Client, sql: Document) -> None:
    retire(sql)
    assert client.get(CELL)["Location"] == "/skills/sql/suggest/retire/"


@pytest.mark.parametrize("base", ["", "x", "-1", "0", "7", "9" * 30])
def test_a_form_that_names_no_revision_is_refused(carla: Client, sql: Document, base: str) -> None:
    assert carla.post(CELL, cell_form(sql, "Mine", base=base)).status_code == 400


def test_other_methods_are_not_allowed(client: Client, sql: Document) -> None:
    assert client.put(CELL).status_code == 405


def test_queries_are_constant(
    carla: Client, sql: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        author = make_contributor(f"someone{number}")
        propose(sql, {JUNIOR: f"Writes {number} queries"}, author=author)
    carla.get(CELL)
    with django_assert_max_num_queries(20):
        carla.get(CELL)
