"""The forms in which people comment, answer and edit."""

import pytest
from django.test import Client
from django.test.utils import override_settings

from accounts.models import User
from proposals.models import Comment
from proposals.operations.delete_comment import delete_comment
from proposals.operations.hide_comment import hide_comment
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import make_contributor, make_moderator, propose
from tests.proposals.pages import client_of, page, sent_draft, text_of
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db
NEW = "/skills/sql/comments/new/"
CELL = "/skills/sql/comments/new/data-engineer/junior/"
KEPT = "/proposals/send/"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def carla() -> Client:
    return client_of(make_contributor())


def writing(text: str = "Is that so?", **fields: str) -> dict[str, str]:
    return {"text": text, "do": "send"} | fields


def test_sending_leads_to_where_it_stands(carla: Client, sql: Document) -> None:
    response = carla.post(NEW, writing())
    comment = Comment.objects.get()
    assert response["Location"] == f"/skills/sql/comments/#comment-{comment.pk}"
    assert sent_draft(response) == NEW
    assert (comment.document, comment.text) == (sql, "Is that so?")


def test_a_cell_and_a_proposal_are_commented_on(carla: Client, sql: Document) -> None:
    carla.post(CELL, writing())
    assert Comment.objects.get().level == "junior"
    proposal = propose(sql, {SUMMARY: "Tables"})
    carla.post(f"{proposal.get_absolute_url()}comments/new/", writing("Why?"))
    assert Comment.objects.get(proposal=proposal).text == "Why?"


def test_pressing_twice_says_it_once(carla: Client, sql: Document) -> None:
    first = carla.post(NEW, writing())
    assert carla.post(NEW, writing())["Location"] == first["Location"]


def test_answering(carla: Client, sql: Document) -> None:
    comment = say(sql, "The **question**", by=make_contributor("olaf"))
    address = f"/comments/{comment.pk}/reply/"
    assert "<strong>question</strong>" in page(carla.get(address))
    carla.post(address, writing("The answer"))
    assert comment.replies.get().text == "The answer"


def test_the_form_opens_in_place(carla: Client, sql: Document) -> None:
    found = page(carla.get(NEW, headers={"HX-Request": "true"}))
    assert "<html" not in found
    assert f'action="{NEW}"' in found
    assert "csrfmiddlewaretoken" in found


def test_a_preview_shows_how_it_will_look_and_sends_nothing(carla: Client, sql: Document) -> None:
    form = writing("**bold**", do="preview")
    whole = page(carla.post(NEW, form))
    assert "<strong>bold</strong>" in whole
    assert "**bold**</textarea>" in whole
    part = page(carla.post(NEW, form, headers={"HX-Request": "true"}))
    assert "<strong>bold</strong>" in part
    assert "<form" not in part
    empty = carla.post(NEW, writing(" ", do="preview"), headers={"HX-Request": "true"})
    assert "Write something first." in page(empty)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 4001, "- a\n" * 999])
def test_what_won_t_do_comes_back(carla: Client, sql: Document, text: str) -> None:
    response = carla.post(NEW, writing(text))
    assert response.status_code == 422
    assert "Nothing was sent yet, and nothing is lost." in page(response)
    assert f"\n{text}</textarea>" in response.content.decode()
    assert "data-typed" in page(response)


def test_past_the_limit_the_text_stays(carla: Client, sql: Document) -> None:
    with override_settings(COMMENTS_NEWCOMER_PER_DAY=0):
        response = carla.post(NEW, writing("A long thought"))
    assert response.status_code == 409
    assert "as many as one may at first" in text_of(response)
    assert "A long thought</textarea>" in page(response)


def test_terms_come_with_the_first(sql: Document) -> None:
    newcomer = client_of(make_contributor("new", terms_accepted_at=None))
    response = newcomer.post(NEW, writing())
    assert response.status_code == 422
    assert "please agree to the licence" in page(response)
    assert newcomer.post(NEW, writing(terms="on")).status_code == 302
    assert User.objects.get(username="new").terms_accepted_at


@pytest.mark.parametrize("address", [NEW, CELL])
def test_what_was_written_signed_out_is_sent_after_signing_in(
    client: Client, sql: Document, address: str
) -> None:
    response = client.post(address, writing(terms="on"))
    assert response["Location"] == f"/accounts/login/?next={KEPT.replace('/', '%2F')}"
    client.force_login(make_contributor("new", terms_accepted_at=None))
    response = client.get(KEPT)
    comment = Comment.objects.get()
    assert response["Location"].endswith(f"#comment-{comment.pk}")
    assert comment.level == ("junior" if address == CELL else "")


def test_a_form_with_an_old_token_comes_back_as_it_was_left(sql: Document) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_contributor())
    response = strict.post(NEW, writing("Half a thought"))
    assert response.status_code == 403
    assert "Please send it once more." in page(response)
    assert "Half a thought</textarea>" in page(response)
    assert not Comment.objects.exists()


def test_an_answer_to_what_is_gone_comes_back_with_its_text(carla: Client, sql: Document) -> None:
    comment = say(sql, by=make_contributor("olaf"))
    hide_comment(comment, by=make_moderator(), reason="spam")
    response = carla.post(f"/comments/{comment.pk}/reply/", writing("My answer"))
    assert response.status_code == 409
    assert "hidden by a moderator meanwhile" in page(response)
    assert "My answer</textarea>" in page(response)


def test_editing_starts_with_what_it_says(carla: Client, sql: Document) -> None:
    comment = say(sql, "As it was")
    address = f"/comments/{comment.pk}/edit/"
    assert "As it was</textarea>" in page(carla.get(address))
    carla.post(address, writing("As it is"))
    comment.refresh_from_db()
    assert comment.text == "As it is"
    assert carla.post(address, writing("")).status_code == 422


def test_what_was_hidden_meanwhile_is_not_edited(carla: Client, sql: Document) -> None:
    comment = say(sql)
    hide_comment(comment, by=make_moderator(), reason="spam")
    address = f"/comments/{comment.pk}/edit/"
    assert carla.get(address)["Location"] == comment.get_absolute_url()
    carla.post(address, writing("Better"))
    comment.refresh_from_db()
    assert comment.text != "Better"


def test_what_was_deleted_is_not_found(carla: Client, sql: Document) -> None:
    comment = say(sql)
    delete_comment(comment, author=comment.author)
    for do in ("reply", "edit", "delete", "report"):
        assert carla.get(f"/comments/{comment.pk}/{do}/").status_code == 404


@pytest.mark.parametrize("cell", ["nobody/junior", "data-engineer/boss"])
def test_there_has_to_be_such_a_cell(carla: Client, sql: Document, cell: str) -> None:
    assert carla.post(f"{NEW}{cell}/", writing()).status_code in (400, 422)
    assert not Comment.objects.exists()


def test_sent_about_a_cell_it_stands_on_the_page_of_that_cell(carla: Client, sql: Document) -> None:
    response = carla.post(CELL, writing())
    about = "?role=data-engineer&level=junior"
    assert response["Location"].startswith(f"/skills/sql/comments/{about}#comment-")


def test_an_answer_that_the_page_leaves_out_stands_with_its_thread(
    carla: Client, sql: Document
) -> None:
    comment = say(sql, by=make_contributor("olaf"))
    address = f"/comments/{comment.pk}/reply/"
    where = [carla.post(address, writing(f"Answer {n}"))["Location"] for n in range(6)]
    assert where[4].startswith("/skills/sql/comments/#comment-")
    assert where[5].startswith(f"/skills/sql/comments/?thread={comment.pk}#comment-")


@pytest.mark.usefixtures("sql")
def test_a_cell_is_seen_while_one_writes_about_it(client: Client) -> None:
    assert '<p class="said mb-0">Queries (junior)</p>' in text_of(client.get(CELL))
    assert "Today nothing is said" in text_of(client.get(CELL.replace("data-engineer", "designer")))


@pytest.mark.usefixtures("sql")
def test_a_name_that_nobody_has_is_said_before_and_after(carla: Client) -> None:
    preview = carla.post(NEW, writing("@nobodyhere and @carla?") | {"do": "preview"})
    assert "Nobody is called @nobodyhere here" in text_of(preview)
    sent = carla.post(NEW, writing("@nobodyhere and @carla?"), follow=True)
    assert "Nobody is called @nobodyhere here" in text_of(sent)
    assert "@nobodyhere and" in Comment.objects.get().text


def test_those_who_talk_there_are_named_to_be_mentioned(carla: Client, sql: Document) -> None:
    say(sql, by=make_contributor("olaf", display_name="Olaf Berg"))
    found = text_of(carla.get(NEW))
    assert "In this discussion:" in found
    assert "@olaf" in found
    assert "<span>@olaf</span>" in text_of(carla.get("/skills/sql/comments/"))
