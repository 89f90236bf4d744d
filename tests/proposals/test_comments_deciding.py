"""The pages on which comments are deleted, reported and hidden; the queue of reports."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.models import Comment, Flag
from proposals.operations.delete_comment import delete_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment, leave_comment
from proposals.talk.place import Place
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import make_domain, make_skill
from tests.proposals.factories import make_contributor, make_moderator, propose
from tests.proposals.pages import client_of, page, sent_draft, text_of
from tests.proposals.talk import answer, say

pytestmark = pytest.mark.django_db
QUEUE = "/review/reports/"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def comment(sql: Document) -> Comment:
    return say(sql, "Buy **this**", by=make_contributor("otto"))


@pytest.fixture
def carla() -> User:
    return make_contributor()


@pytest.fixture
def desk() -> Client:
    return client_of(make_moderator(domain="data"))


def test_deleting_asks_first(comment: Comment) -> None:
    client = client_of(comment.author)
    address = f"/comments/{comment.pk}/delete/"
    assert "<strong>this</strong>" in page(client.get(address))
    assert client.post(address)["Location"] == "/skills/sql/comments/"
    comment.refresh_from_db()
    assert comment.deleted_at


def test_what_was_hidden_meanwhile_is_not_deleted(comment: Comment) -> None:
    hide_comment(comment, by=make_moderator(), reason="spam")
    client = client_of(comment.author)
    for response in (
        client.get(f"/comments/{comment.pk}/delete/"),
        client.post(f"/comments/{comment.pk}/delete/"),
    ):
        assert response["Location"] == comment.get_absolute_url()
    comment.refresh_from_db()
    assert comment.deleted_at is None


def test_reporting_says_thank_you(comment: Comment, carla: User) -> None:
    client = client_of(carla)
    address = f"/comments/{comment.pk}/report/"
    response = client.post(address, {"reason": "spam", "text": "Again", "do": "send"})
    assert sent_draft(response) == address
    assert "Thank you." in page(client.get(response["Location"], follow=True))
    assert Flag.objects.get().text == "Again"


def test_a_report_without_a_reason_comes_back(comment: Comment, carla: User) -> None:
    response = client_of(carla).post(
        f"/comments/{comment.pk}/report/", {"text": "It is bad", "do": "send"}
    )
    assert response.status_code == 422
    assert "Choose one of the reasons in the list." in page(response)
    assert "It is bad</textarea>" in page(response)


def test_a_second_report_is_refused_before_anything_is_typed(comment: Comment, carla: User) -> None:
    flag(comment, by=carla, reason="spam")
    response = client_of(carla).get(f"/comments/{comment.pk}/report/")
    assert response.status_code == 409
    assert "Once is enough." in page(response)


def test_a_report_made_signed_out_is_sent_after_signing_in(
    client: Client, comment: Comment, carla: User
) -> None:
    client.post(f"/comments/{comment.pk}/report/", {"reason": "spam", "do": "send"})
    client.force_login(carla)
    client.get("/proposals/send/")
    assert Flag.objects.get().by == carla


def test_a_report_with_an_old_token_comes_back(comment: Comment, carla: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(carla)
    form = {"reason": "spam", "text": "Half a thought", "do": "send"}
    response = strict.post(f"/comments/{comment.pk}/report/", form)
    assert response.status_code == 403
    assert "Half a thought</textarea>" in page(response)
    assert not Flag.objects.exists()


def test_hiding_and_showing_again(comment: Comment, desk: Client) -> None:
    address = f"/comments/{comment.pk}/hide/"
    assert desk.post(address, {"text": "Because"}).status_code == 422
    assert desk.post(address, {"reason": "spam"}).status_code == 302
    again = desk.post(address, {"reason": "spam", "text": "My words"})
    assert again.status_code == 409
    desk.post(f"/comments/{comment.pk}/unhide/")
    comment.refresh_from_db()
    assert comment.is_standing


def test_the_queue_shows_each_comment_once_with_what_it_answers(
    sql: Document, comment: Comment, carla: User, desk: Client
) -> None:
    rude = answer(comment, "Go away", by=carla)
    flag(rude, by=comment.author, reason="abuse", text="Really")
    flag(rude, by=make_contributor("nora"), reason="spam")
    found = text_of(desk.get(QUEUE))
    assert "1 comment was reported." in found
    assert "otto had said:" in found
    assert "2 reports" in found
    assert "It is rude, or attacks somebody. “Really”" in found
    assert '<option value="abuse" selected>' in found


def test_oldest_reports_come_first(sql: Document, carla: User, desk: Client) -> None:
    newer, older = say(sql, "Newer"), say(Place(sql, "data-engineer", "lead"), "Older")
    olaf = make_contributor("olaf")
    for each in (older, newer):
        flag(each, by=olaf, reason="spam")
    found = text_of(desk.get(QUEUE))
    assert found.index("Older") < found.index("Newer")
    assert "SQL · Data Engineer · Lead" in found


def test_either_button_settles_all(comment: Comment, carla: User, desk: Client) -> None:
    flag(comment, by=carla, reason="spam")
    hide = desk.post(f"{QUEUE}{comment.pk}/", {"do": "hide", "reason": "spam"})
    assert hide["Location"] == QUEUE
    assert comment.document
    other = say(comment.document, "Another")
    flag(other, by=make_contributor("nora"), reason="spam")
    desk.post(f"{QUEUE}{other.pk}/", {"do": "leave"})
    assert list(Flag.objects.order_by("pk").values_list("is_upheld", flat=True)) == [True, False]
    assert "Nothing is reported." in page(desk.get(QUEUE))


def test_what_somebody_else_settled_is_said(comment: Comment, carla: User, desk: Client) -> None:
    flag(comment, by=carla, reason="spam")
    leave_comment(comment, by=make_moderator("all"))
    response = desk.post(f"{QUEUE}{comment.pk}/", {"do": "leave"})
    assert response.status_code == 409
    assert "Somebody else has seen to this comment meanwhile." in page(response)


def test_a_reason_that_won_t_do_comes_back_at_its_comment(
    comment: Comment, carla: User, desk: Client
) -> None:
    flag(comment, by=carla, reason="spam")
    address = f"{QUEUE}{comment.pk}/"
    response = desk.post(address, {"do": "hide", "reason": "other", "text": ""})
    assert response.status_code == 422
    assert "Say what is wrong with it." in page(response)
    assert '<option value="other" selected>' in page(response)
    assert desk.post(address, {"do": "dance"}).status_code == 400


def test_what_its_author_deleted_meanwhile_can_still_be_judged(
    comment: Comment, carla: User, desk: Client
) -> None:
    flag(comment, by=carla, reason="spam")
    delete_comment(comment, author=comment.author)
    found = page(desk.get(QUEUE))
    assert "deleted by its author meanwhile" in found
    assert "<strong>this</strong>" in found
    desk.post(f"{QUEUE}{comment.pk}/", {"do": "hide", "reason": "spam"})
    comment.refresh_from_db()
    assert comment.text == ""


def test_each_sees_what_they_may_decide_about(comment: Comment, carla: User, desk: Client) -> None:
    flag(comment, by=carla, reason="spam")
    make_domain("design")
    elsewhere = client_of(make_moderator("else", domain="design"))
    assert "Nothing is reported." in page(elsewhere.get(QUEUE))
    assert elsewhere.post(f"{QUEUE}{comment.pk}/", {"do": "leave"}).status_code == 403
    assert '<span class="tag new">1</span>' in page(desk.get("/review/"))
    assert desk.post(f"{QUEUE}999/", {"do": "leave"}).status_code == 404


def test_the_queue_takes_as_many_queries_however_many(
    sql: Document,
    comment: Comment,
    carla: User,
    desk: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    proposal = propose(sql, {SUMMARY: "Tables"})
    for number in range(6):
        person = make_contributor(f"person{number}")
        about = (sql, proposal, Place(sql, "data-engineer", "lead"))[number % 3]
        flag(say(about, f"@person{number} {number}", by=person), by=carla, reason="spam")
        flag(answer(comment, f"No {number}", by=person), by=carla, reason="abuse")
        if number in (0, 5):
            with django_assert_max_num_queries(13):
                desk.get(QUEUE)
