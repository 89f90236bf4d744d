"""The log of mails, for administrators."""

import pytest
from django.test import Client, override_settings
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.events import record
from proposals.models import Delivery, DeliveryKind, DeliveryState, EventKind, Notification
from proposals.operations.watch import watch
from proposals.telling.fan_out import tell
from skills.algebra.paths import SUMMARY
from tests.factories import edit, make_skill
from tests.mail_server import mail_server
from tests.people import make_administrator
from tests.proposals.background.test_recovery import lease
from tests.proposals.factories import make_contributor, make_moderator
from tests.proposals.pages import client_of, text_of

pytestmark = pytest.mark.django_db

NOWHERE = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
    }
}


@pytest.fixture
def root() -> User:
    return make_administrator()


@pytest.fixture
def client(root: User) -> Client:
    return client_of(root)


def make_delivery(number: int = 1, **fields: object) -> Delivery:
    facts: dict[str, object] = {
        "recipient": make_contributor(f"reader{number}"),
        "kind": DeliveryKind.AT_ONCE,
        "message_id": f"<{number}@rungs.example>",
    }
    return Delivery.objects.create(**facts | fields)


def test_it_shows_what_became_of_each(client: Client) -> None:
    make_delivery(1, state=DeliveryState.SENT, subject="Sql was retired")
    make_delivery(2, state=DeliveryState.FAILED, error="550 <No> such person", attempts=1)
    text = text_of(client.get("/deliveries/"))
    assert "2 mails, newest first" in text
    assert "Sql was retired" in text
    assert "550 <No> such person" in text


def test_one_is_opened_to_see_what_it_told(client: Client) -> None:
    reader = make_contributor("lin")
    skill = make_skill()
    watch(skill, by=reader)
    edit(skill, {SUMMARY: "Tables"})
    changed = record(
        EventKind.REVISION_PUBLISHED,
        actor=make_moderator(),
        document=skill,
        revision=skill.revisions.get(number=2),
    )
    tell.call(changed.pk)
    mail = make_delivery(recipient=reader, state=DeliveryState.SENT, subject="Sql changed")
    Notification.objects.update(delivery=mail)
    assert f'href="/deliveries/{mail.pk}/"' in text_of(client.get("/deliveries/"))
    text = text_of(client.get(f"/deliveries/{mail.pk}/"))
    assert "Sql changed" in text
    assert "lin@example.org" in text
    assert 'href="/skills/sql/history/2/"' in text


def test_one_of_which_nothing_is_left_says_so(client: Client) -> None:
    mail = make_delivery(1, state=DeliveryState.FAILED, error="550 No", attempts=9)
    text = text_of(client.get(f"/deliveries/{mail.pk}/"))
    assert "550 No" in text
    assert "Nothing it told of is left to be seen." in text
    assert client.get("/deliveries/404/").status_code == 404


def test_what_leads_there(client: Client) -> None:
    for address in ("/me/", "/audit/", "/moderators/"):
        assert 'href="/deliveries/"' in text_of(client.get(address))


def test_it_is_narrowed_by_state_kind_and_person(client: Client) -> None:
    make_delivery(1, state=DeliveryState.SENT, subject="First thing")
    make_delivery(2, kind=DeliveryKind.DAILY, subject="Second thing")
    for query in ("state=sent", "kind=at_once", "person=READER1", "person=reader1@example.org"):
        text = text_of(client.get(f"/deliveries/?{query}"))
        assert "First thing" in text, query
        assert "Second thing" not in text, query


def test_what_there_is_not_is_refused(client: Client) -> None:
    make_delivery()
    response = client.get("/deliveries/?state=lost")
    assert response.status_code == 400
    assert "newest first" not in response.text


def test_one_mail_and_fifty_cost_the_same(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 50):
        for number in range(count):
            make_delivery(100 * count + number)
        with django_assert_num_queries(9):
            client.get("/deliveries/")


def test_it_says_when_nobody_sends_anything(client: Client) -> None:
    assert "No worker is running" in text_of(client.get("/deliveries/"))
    lease("one", seconds=30)
    assert "<b>1</b> worker is at it" in text_of(client.get("/deliveries/"))


def test_what_was_given_up_can_be_tried_again(client: Client) -> None:
    mail = make_delivery(state=DeliveryState.FAILED, attempts=6)
    assert client.post(f"/deliveries/{mail.pk}/again/").status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (DeliveryState.WAITING, 0)
    assert DBTaskResult.objects.filter(task_path__endswith="send_waiting").exists()


def test_what_was_sent_is_not_tried_again(client: Client) -> None:
    mail = make_delivery(state=DeliveryState.SENT)
    response = client.post(f"/deliveries/{mail.pk}/again/")
    assert response.status_code == 409
    assert "Only a mail that was given up" in text_of(response)


def test_what_there_is_not_cannot_be_tried_again(client: Client) -> None:
    assert client.post("/deliveries/77/again/").status_code == 404


def test_a_test_mail_says_what_the_server_said(client: Client) -> None:
    with mail_server() as mailbox:
        response = client.post("/deliveries/test/", follow=True)
    assert mailbox.newest()["To"] == "root@example.org"
    assert "this site can send mail" in mailbox.text()
    assert "The mail server said “250 taken”" in text_of(response)
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_a_test_mail_that_is_refused_says_why(client: Client) -> None:
    with mail_server() as mailbox:
        mailbox.refused["root@example.org"] = "550 5.7.1 We don't know you"
        response = client.post("/deliveries/test/")
    assert response.status_code == 502
    assert "550 5.7.1 We don't know you" in text_of(response)
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_a_mail_server_that_is_away_is_said_to_be(client: Client) -> None:
    with override_settings(MAILERS=NOWHERE):
        response = client.post("/deliveries/test/")
    assert response.status_code == 502
    assert "Connection refused" in text_of(response)


def test_without_an_address_there_is_nobody_to_mail(client: Client, root: User) -> None:
    User.objects.filter(pk=root.pk).update(email="")
    assert client.post("/deliveries/test/").status_code == 422
