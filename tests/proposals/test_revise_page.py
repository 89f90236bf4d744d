import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from proposals.models import Proposal, Status
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.rebase import rebase
from proposals.operations.submit import submit
from proposals.operations.withdraw import withdraw
from skills.algebra.changes import diff
from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    NAME,
    PARENT,
    RETIRED,
    STATUS,
    SUMMARY,
    Path,
    description,
)
from skills.models import Document
from tests.factories import edit, make_group, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)
from tests.proposals.pages import client_of, sent_draft, text_of

pytestmark = pytest.mark.django_db

WORD, TEXT = "word:data-engineer:junior", "text:data-engineer:junior"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def proposal(sql: Document) -> Proposal:
    return propose(sql, {JUNIOR: "Reads tables"}, why="It says more")


def form(proposal: Proposal, **fields: str) -> dict[str, str]:
    """As the page has it, sent without a change but those in `fields`."""
    proposal.document.refresh_from_db()
    return {
        "base": str(proposal.document.number),
        "version": str(proposal.version),
        "why": proposal.summary,
        "do": "send",
    } | fields


def send(proposal: Proposal, data: dict[str, str], status: int = 302) -> str:
    address = f"/proposals/{proposal.pk}/revise/"
    response = client_of(proposal.author).post(address, data)
    assert response.status_code == status
    proposal.refresh_from_db()
    return text_of(response)


def test_the_form_has_what_was_proposed(proposal: Proposal) -> None:
    page = text_of(client_of(proposal.author).get(f"/proposals/{proposal.pk}/revise/"))
    assert "Data Engineer · Junior" in page
    assert ">Reads tables</textarea>" in page
    assert ">It says more</textarea>" in page
    assert "Data Engineer · Lead" not in page


def test_a_new_version_takes_the_old_ones_place(proposal: Proposal) -> None:
    ask_for_changes(proposal, reviewer=make_moderator(), version=1, text="Which tables?")
    send(proposal, form(proposal, **{TEXT: "Reads large tables", WORD: "required"}))
    assert (proposal.version, proposal.status) == (2, Status.OPEN)
    assert rows(proposal)[JUNIOR].new == "Reads large tables"
    assert rows(proposal)[JUNIOR_REQUIRED].new == "required"


def test_what_the_browser_kept_of_it_is_forgotten(proposal: Proposal) -> None:
    address = f"/proposals/{proposal.pk}/revise/"
    data = form(proposal, **{TEXT: "Reads large tables", WORD: "optional"})
    assert sent_draft(client_of(proposal.author).post(address, data)) == address


def test_one_cell_can_be_left_out(sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables", LEAD: "Plans tables"})
    send(proposal, form(proposal, leave="cell:data-engineer:lead:"))
    assert rows(proposal).keys() == {JUNIOR}


@pytest.fixture
def large() -> Proposal:
    """Three roles at five levels, each with other words."""
    skill = make_skill("large", optional=dict.fromkeys(("a", "b", "c"), "Text"))
    values = {description(role, level): "More" for role in ("a", "b", "c") for level in LEVELS}
    return propose(skill, dict(values))


def test_many_cells_are_shown_a_role_or_a_level_at_a_time(large: Proposal) -> None:
    page = text_of(client_of(large.author).get(f"/proposals/{large.pk}/revise/?role=b"))
    assert page.count('name="text:') == 5
    assert "Next: C" in page
    page = send(large, form(large, do="show", show="level:lead", part="role:b"), 200)
    assert page.count('name="text:') == 3


def test_what_was_typed_elsewhere_is_kept_and_marked(large: Proposal) -> None:
    typed = {"word:a:lead": "optional", "text:a:lead": "Mine", "leave": "cell:a:junior:"}
    page = send(large, form(large, do="show:role:b", part="role:a", **typed), 200)
    assert '<option value="role:a">A (changed)</option>' in page
    assert '<input type="hidden" name="text:a:lead" value="Mine">' in page
    assert '<input type="hidden" name="leave" value="cell:a:junior:">' in page
    assert page.count('type="hidden" name="text:') == 1
    send(large, form(large, part="role:b", **typed))
    assert rows(large)[description("a", "lead")].new == "Mine"
    assert description("a", "junior") not in rows(large)
    assert len(rows(large)) == 14


def test_what_is_to_be_mended_elsewhere_is_shown(large: Proposal) -> None:
    typed = {"word:a:lead": "required", "text:a:lead": ""}
    page = send(large, form(large, part="role:b", **typed), 422)
    assert 'id="revise-text-a-lead-wrong"' in page


def test_a_text_that_is_left_out_comes_back_with_its_box_unticked(sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables", LEAD: "Plans tables"})
    typed = {WORD: "optional", TEXT: "Reads views", "leave": "cell:data-engineer:junior:"}
    page = send(proposal, form(proposal, **typed, why=""), 422)
    assert ">Reads views</textarea>" in page


def test_a_large_revision_takes_constant_queries(
    large: Proposal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(large.author)
    with django_assert_max_num_queries(22):
        client.get(f"/proposals/{large.pk}/revise/")


def test_own_fields_are_revised_too(sql: Document) -> None:
    proposal = propose(sql, {SUMMARY: "Tables", NAME: "Queries"})
    send(proposal, form(proposal, summary="Tables and views", name="SQL"))
    assert {path: row.new for path, row in rows(proposal).items()} == {SUMMARY: "Tables and views"}


def test_what_has_no_field_stays_unless_it_is_left_out(sql: Document) -> None:
    german = Path("summary", language="de")
    edit(sql, {SUMMARY: "Tables"})
    proposal = propose(sql, {german: "Tabelen"})
    page = text_of(client_of(proposal.author).get(f"/proposals/{proposal.pk}/revise/"))
    assert 'lang="de">Tabelen</textarea>' in page
    send(proposal, form(proposal, **{"value:summary:::de": "Tabellen"}))
    assert rows(proposal)[german].new == "Tabellen"
    assert german.digest_path() in rows(proposal)


def test_retiring_stays_retiring(sql: Document) -> None:
    proposal = propose(sql, {STATUS: RETIRED})
    send(proposal, form(proposal, why="Nobody uses it any more"))
    assert proposal.summary == "Nobody uses it any more"
    assert rows(proposal)[STATUS].new == RETIRED


def test_something_new_is_revised(sql: Document) -> None:
    make_group()
    document = Document.objects.claim("skill", "feature-stores")
    content = {NAME: "Feature Stores", STATUS: ACTIVE, PARENT: "storage"}
    proposal = submit(document, diff({}, content), author=make_contributor(), why="It is missing")
    send(proposal, form(proposal, name="Feature stores"))
    assert rows(proposal)[NAME].new == "Feature stores"
    assert rows(proposal)[STATUS].new == ACTIVE


def test_a_preview_comes_while_typing(proposal: Proposal) -> None:
    response = client_of(proposal.author).post(
        f"/proposals/{proposal.pk}/revise/",
        form(proposal, **{TEXT: "Reads large tables", WORD: "optional", "do": ""}),
        headers={"HX-Request": "true"},
    )
    assert "large tables" in text_of(response)
    assert "<form" not in text_of(response)


def test_a_bad_reason_keeps_the_text(proposal: Proposal) -> None:
    page = send(proposal, form(proposal, **{TEXT: "Reads views", WORD: "optional"}, why=""), 422)
    assert "Say why in a few words" in page
    assert ">Reads views</textarea>" in page


def test_no_change_left_is_refused(proposal: Proposal) -> None:
    page = send(proposal, form(proposal, leave="cell:data-engineer:junior:"), 409)
    assert "there is nothing to change" in page


def test_a_change_underneath_keeps_the_text_and_shows_both(
    sql: Document, proposal: Proposal
) -> None:
    data = form(proposal, **{TEXT: "Reads views", WORD: "optional"})
    edit(sql, {JUNIOR: "Queries much"})
    page = send(proposal, data, 409)
    assert "Queries much" in page
    assert ">Reads views</textarea>" in page
    send(proposal, data | {"base": "2"})
    assert rows(proposal)[JUNIOR].old == "Queries much"


def test_a_newer_version_keeps_the_text(sql: Document, proposal: Proposal) -> None:
    data = form(proposal, **{TEXT: "Reads views", WORD: "optional"})
    edit(sql, {JUNIOR: "Queries much"})
    rebase(proposal, by=make_moderator(), version=1)
    page = send(proposal, data | {"base": "2"}, 409)
    assert "Version 2 came while you were writing on version 1." in page
    assert ">Reads views</textarea>" in page
    send(proposal, data | {"base": "2", "version": "2"})
    assert proposal.version == 3


def test_what_is_closed_is_not_revised(proposal: Proposal) -> None:
    withdraw(proposal, author=proposal.author)
    assert "This proposal is withdrawn" in send(proposal, form(proposal), 409)


def test_only_its_author_revises(proposal: Proposal) -> None:
    client = client_of(make_moderator())
    address = f"/proposals/{proposal.pk}/revise/"
    assert client.get(address).status_code == 403
    assert client.post(address, form(proposal)).status_code == 403
    assert client.get("/proposals/99/revise/").status_code == 404


def test_an_ended_session_keeps_what_was_written(client: Client, proposal: Proposal) -> None:
    data = form(proposal, **{TEXT: "Reads views", WORD: "optional"})
    response = client.post(f"/proposals/{proposal.pk}/revise/", data)
    assert response["Location"] == "/accounts/login/?next=%2Fproposals%2Fsend%2F"
    client.force_login(proposal.author)
    client.get("/proposals/send/")
    proposal.refresh_from_db()
    assert rows(proposal)[JUNIOR].new == "Reads views"
