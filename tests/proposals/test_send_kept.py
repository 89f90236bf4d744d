"""Writing signed out, signing in at the end; and forms whose page was opened before."""

import pytest
from django.test import Client

from proposals.models import Proposal
from skills.models import Document
from tests.factories import edit, make_skill
from tests.proposals.factories import JUNIOR, make_contributor
from tests.proposals.pages import CELL, cell_form, client_of, page, sent, sent_draft

pytestmark = pytest.mark.django_db
KEPT = "/proposals/send/"


@pytest.fixture
def sql() -> Document:
    return make_skill(required={"data-engineer": "Queries"})


def write(client: Client, sql: Document, **fields: str) -> None:
    response = client.post(CELL, cell_form(sql, "Writes queries", terms="on", **fields))
    assert response["Location"] == f"/accounts/login/?next={KEPT.replace('/', '%2F')}"


def sign_in(client: Client, username: str = "newcomer") -> None:
    client.force_login(make_contributor(username, terms_accepted_at=None))


def test_what_was_written_signed_out_is_sent_after_signing_in(
    client: Client, sql: Document
) -> None:
    write(client, sql)
    sign_in(client)
    response = client.get(KEPT)
    proposal = sent(response)
    assert proposal.author.username == "newcomer"
    assert proposal.author.terms_accepted_at
    assert sent_draft(response) == CELL


def test_it_is_sent_once(client: Client, sql: Document) -> None:
    write(client, sql)
    sign_in(client)
    client.get(KEPT)
    assert client.get(KEPT)["Location"] == "/me/proposals/"
    assert Proposal.objects.count() == 1


def test_publishing_at_once_is_nothing_a_stranger_asks_for(client: Client, sql: Document) -> None:
    write(client, sql, do="publish")
    sign_in(client)
    assert client.get(KEPT).status_code == 403


def test_what_needs_mending_is_said_before_signing_in(client: Client, sql: Document) -> None:
    nothing = client.post(CELL, cell_form(sql, "Queries (junior)", terms="on"))
    assert nothing.status_code == 409
    assert client.post(CELL, cell_form(sql, "x" * 2001, terms="on")).status_code == 422
    without = client.post(CELL, cell_form(sql, "Writes queries"))
    assert without.status_code == 422
    assert "please agree to the licence" in page(without)


def test_a_change_underneath_meanwhile_shows_the_form_with_the_text(
    client: Client, sql: Document
) -> None:
    write(client, sql)
    edit(sql, {JUNIOR: "Reads queries"})
    sign_in(client)
    response = client.get(KEPT)
    assert response.status_code == 409
    assert f'action="{CELL}"' in page(response)
    assert "Writes queries</textarea>" in page(response)


def test_signed_out_it_leads_to_signing_in(client: Client) -> None:
    assert client.get(KEPT)["Location"].startswith("/accounts/login/?next=")
    assert client.post(KEPT).status_code == 405


def test_with_nothing_kept_it_leads_to_ones_proposals(client: Client) -> None:
    sign_in(client)
    assert client.get(KEPT)["Location"] == "/me/proposals/"


def test_a_form_with_an_old_token_comes_back_as_it_was_left(sql: Document) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_contributor())
    response = strict.post(CELL, cell_form(sql, "Writes queries"))
    assert response.status_code == 403
    shown = page(response)
    assert "Please send it once more." in shown
    assert "Writes queries</textarea>" in shown
    assert not Proposal.objects.exists()
    token = response.cookies["csrftoken"].value
    form = cell_form(sql, "Writes queries", csrfmiddlewaretoken=token)
    assert sent(strict.post(CELL, form))


def test_other_forms_with_an_old_token_are_refused_as_ever() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/login/", {}).status_code == 403


def test_a_blocked_account_sends_nothing(sql: Document) -> None:
    banned = make_contributor("banned")
    client = client_of(banned)
    banned.is_active = False
    banned.save()
    response = client.post(CELL, cell_form(sql, "Writes queries", terms="on"))
    assert response.status_code == 302  # signed out by now
    assert not Proposal.objects.exists()
