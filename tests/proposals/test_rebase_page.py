"""Bringing a proposal and the live text together, cell by cell."""

import pytest
from django.test import Client

from proposals.models import Proposal
from proposals.operations.approve import approve
from proposals.operations.withdraw import withdraw
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import edit, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)
from tests.proposals.pages import sent_draft, text_of

pytestmark = pytest.mark.django_db

CELL = "cell|data-engineer|junior|"
TEXT = "text|description|data-engineer|junior|"


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Reads tables"}, summary="Tables")


@pytest.fixture
def overtaken(skill: Document) -> Proposal:
    """Two cells by carla, one of which has other words by now."""
    proposal = propose(skill, {JUNIOR: "Reads big tables (junior)", LEAD: "Leads"})
    edit(skill, {JUNIOR: "Reads tables daily (junior)"}, summary="Every day")
    return proposal


def address(proposal: Proposal) -> str:
    return f"/proposals/{proposal.pk}/rebase/"


def seen(proposal: Proposal) -> dict[str, object]:
    proposal.document.refresh_from_db()
    return {"version": proposal.version, "live": proposal.document.number}


@pytest.fixture
def author(client: Client, overtaken: Proposal) -> Client:
    client.force_login(make_contributor())
    return client


def test_it_shows_the_three_texts_and_a_beginning(author: Client, overtaken: Proposal) -> None:
    page = text_of(author.get(address(overtaken)))
    assert "Revision 2 by author changed this: “Every day”" in page
    assert "Reads big tables daily (junior)</textarea>" in page
    assert "1 other part fits as it is" in page


def test_the_proposed_text_is_kept_on_todays_text(author: Client, overtaken: Proposal) -> None:
    form = seen(overtaken) | {f"choice|{CELL}": "proposed"}
    response = author.post(address(overtaken), form)
    assert response["Location"] == f"/proposals/{overtaken.pk}/"
    overtaken.refresh_from_db()
    row = rows(overtaken)[JUNIOR]
    assert (row.old, row.new) == ("Reads tables daily (junior)", "Reads big tables (junior)")
    assert not overtaken.is_conflicted


def test_the_live_text_is_kept_and_the_rest_goes_on(author: Client, overtaken: Proposal) -> None:
    author.post(address(overtaken), seen(overtaken) | {f"choice|{CELL}": "live"})
    overtaken.refresh_from_db()
    assert set(rows(overtaken)) == {LEAD}


def test_the_two_are_written_together(author: Client, overtaken: Proposal) -> None:
    form = {f"choice|{CELL}": "together", TEXT: "Reads big tables every day\r\n"}
    author.post(address(overtaken), seen(overtaken) | form)
    overtaken.refresh_from_db()
    assert rows(overtaken)[JUNIOR].new == "Reads big tables every day"


def test_a_moderator_goes_on_to_decide(client: Client, overtaken: Proposal) -> None:
    client.force_login(make_moderator())
    form = seen(overtaken) | {f"choice|{CELL}": "proposed"}
    response = client.post(address(overtaken), form)
    assert response["Location"] == f"/review/{overtaken.pk}/"
    overtaken.refresh_from_db()
    approve(overtaken, reviewer=make_moderator(), version=2)
    assert overtaken.author.username == "carla"


def test_what_is_not_chosen_is_asked_for_and_nothing_lost(
    author: Client, overtaken: Proposal
) -> None:
    response = author.post(address(overtaken), seen(overtaken) | {TEXT: "My own words"})
    page = text_of(response)
    assert response.status_code == 422
    assert "Choose which text to keep." in page
    assert "My own words</textarea>" in page


def test_a_cell_that_has_gone_takes_a_word(client: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads big tables"})
    edit(skill, {JUNIOR: None, JUNIOR_REQUIRED: None})
    client.force_login(make_contributor())
    form = seen(proposal) | {f"choice|{CELL}": "proposed"}
    response = client.post(address(proposal), form)
    assert response.status_code == 422
    assert "Say whether it is required." in text_of(response)
    client.post(address(proposal), form | {f"required|{CELL}": "optional"})
    proposal.refresh_from_db()
    assert rows(proposal)[JUNIOR_REQUIRED].new == "optional"


def test_nothing_left_says_what_to_do_then(client: Client, skill: Document) -> None:
    proposal = propose(skill, {SUMMARY: "Views"})
    edit(skill, {SUMMARY: "Cubes"})
    client.force_login(make_contributor())
    response = client.post(address(proposal), seen(proposal) | {"choice|summary|||": "live"})
    assert response.status_code == 409
    assert "withdraw the proposal" in text_of(response)


def test_nobody_writes_over_what_they_have_not_seen(
    author: Client, overtaken: Proposal, skill: Document
) -> None:
    form = seen(overtaken) | {f"choice|{CELL}": "together", TEXT: "My own words"}
    edit(skill, {JUNIOR: "Reads all tables (junior)"})
    response = author.post(address(overtaken), form)
    page = text_of(response)
    assert response.status_code == 409
    assert "The live text changed again meanwhile (revision 3)." in page
    assert "My own words</textarea>" in page
    assert 'name="live" value="3"' in page


def test_another_version_is_told(author: Client, overtaken: Proposal) -> None:
    form = seen(overtaken) | {"version": 7, f"choice|{CELL}": "proposed"}
    response = author.post(address(overtaken), form)
    assert response.status_code == 409
    assert "has a new version" in text_of(response)


def test_a_rule_that_is_broken_comes_back(author: Client, overtaken: Proposal) -> None:
    form = {f"choice|{CELL}": "together", TEXT: "x" * 2001}
    response = author.post(address(overtaken), seen(overtaken) | form)
    assert response.status_code == 422
    assert "x" * 2001 in text_of(response)


def test_a_closed_one_is_told_and_the_words_are_kept(author: Client, overtaken: Proposal) -> None:
    withdraw(overtaken, author=make_contributor())
    form = {f"choice|{CELL}": "together", TEXT: "My own words"}
    response = author.post(address(overtaken), seen(overtaken) | form)
    assert response.status_code == 409
    assert "My own words" in text_of(response)
    assert author.get(address(overtaken))["Location"] == f"/proposals/{overtaken.pk}/"


def test_where_all_fits_it_says_so(client: Client, skill: Document) -> None:
    client.force_login(make_contributor())
    page = text_of(client.get(address(propose(skill, {JUNIOR: "Reads"}))))
    assert "All of this proposal fits the live text as it stands." in page


def test_it_takes_the_author_or_a_moderator_here(client: Client, overtaken: Proposal) -> None:
    assert client.get(address(overtaken)).status_code == 302
    for person in (make_contributor("nils"), make_moderator("far", domain="elsewhere")):
        client.force_login(person)
        assert client.get(address(overtaken)).status_code == 403
        form = seen(overtaken) | {f"choice|{CELL}": "proposed"}
        assert client.post(address(overtaken), form).status_code == 403


def test_missing_and_malformed(author: Client, overtaken: Proposal) -> None:
    assert author.get("/proposals/404/rebase/").status_code == 404
    assert author.put(address(overtaken)).status_code == 405
    form = {"version": "x", "live": "1", f"choice|{CELL}": "proposed"}
    assert author.post(address(overtaken), form).status_code == 400


def written_together(proposal: Proposal, text: str) -> dict[str, object]:
    return seen(proposal) | {f"choice|{CELL}": "together", TEXT: text}


def test_a_text_over_the_limit_comes_back_whole(author: Client, overtaken: Proposal) -> None:
    response = author.post(address(overtaken), written_together(overtaken, "x" * 2001))
    assert response.status_code == 422
    page = text_of(response)
    assert "2,001 characters; the limit is 2,000. Nothing is lost." in page
    assert "x" * 2001 + "</textarea>" in page
    assert '<a href="#proposed-1">' in page


def test_an_ended_session_keeps_what_was_written_together(
    client: Client, overtaken: Proposal
) -> None:
    response = client.post(address(overtaken), written_together(overtaken, "Reads it all"))
    assert response["Location"] == "/accounts/login/?next=%2Fproposals%2Fsend%2F"
    client.force_login(make_contributor())
    sent = client.get("/proposals/send/")
    overtaken.refresh_from_db()
    assert rows(overtaken)[JUNIOR].new == "Reads it all"
    assert sent_draft(sent) == f"{address(overtaken)}?version=1"


def test_a_form_from_before_signing_in_is_shown_again_and_not_sent(overtaken: Proposal) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_contributor())
    response = client.post(address(overtaken), written_together(overtaken, "Reads it all"))
    assert response.status_code == 403
    assert "Reads it all</textarea>" in text_of(response)
    assert "Please send it once more." in text_of(response)
    overtaken.refresh_from_db()
    assert overtaken.version == 1
