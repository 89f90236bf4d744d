"""The inbox: what happened, newest first, and what has been read of it."""

import pytest
from django.test import Client

from accounts.models import MailTopic, User
from proposals.models import Event, EventKind, Notification
from proposals.operations.mark_read import mark_read
from proposals.operations.reject import reject
from proposals.telling.fan_out import tell
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla() -> User:
    return make_contributor(display_name="Carla Mendes")


@pytest.fixture
def inbox(client: Client, carla: User) -> Client:
    client.force_login(carla)
    return client


@pytest.fixture
def skill() -> Document:
    return make_skill("sql", required={"data-engineer": "Queries"})


def turned_down(skill: Document, why: str = "Which tables?") -> Notification:
    """Carla is told that a proposal of hers was."""
    proposal = propose(skill, {JUNIOR: "Reads"})
    reject(proposal, reviewer=make_moderator(), version=1, reason="unclear", text=why)
    event = Event.objects.filter(kind=EventKind.PROPOSAL_REJECTED).newest_first()[0]
    tell.call(event.pk)
    return Notification.objects.get(event=event)


def copies(notification: Notification, count: int, **fields: object) -> None:
    facts = {
        "recipient": notification.recipient,
        "event": notification.event,
        "topic": notification.topic,
        "mail": "never",
        **fields,
    }
    Notification.objects.bulk_create(
        Notification(thing=f"copy:{number}", **facts) for number in range(count)
    )


def test_it_says_what_happened_and_quotes_who_did_it(inbox: Client, skill: Document) -> None:
    turned_down(skill)
    page = text_of(inbox.get("/notifications/"))
    assert "Your proposal was <b>turned down</b>: Sql" in page
    assert "Which tables?" in page
    assert "1 not read yet" in page


def test_nothing_yet_says_how_to_be_told(inbox: Client) -> None:
    assert "Watch a skill or a role" in text_of(inbox.get("/notifications/"))


def test_following_one_marks_it_read(inbox: Client, skill: Document) -> None:
    notification = turned_down(skill)
    response = inbox.get(f"/notifications/{notification.pk}/")
    assert response["Location"] == notification.event.proposal.get_absolute_url()
    notification.refresh_from_db()
    assert notification.read_at


def test_only_one_s_own_can_be_followed(client: Client, skill: Document) -> None:
    notification = turned_down(skill)
    client.force_login(make_contributor("olga"))
    assert client.get(f"/notifications/{notification.pk}/").status_code == 404
    notification.refresh_from_db()
    assert notification.read_at is None


def test_all_are_marked_read_as_far_as_they_were_seen(inbox: Client, skill: Document) -> None:
    seen, later = turned_down(skill), turned_down(skill, "Still unclear")
    inbox.post("/notifications/read/", {"up_to": seen.pk})
    assert list(Notification.objects.unread()) == [later]


@pytest.mark.parametrize("up_to", ["", "much", "-1", "9" * 30])
def test_a_number_that_is_none_breaks_nothing(inbox: Client, up_to: str) -> None:
    assert inbox.post("/notifications/read/", {"up_to": up_to}).status_code == 302
    assert inbox.get("/notifications/", {"before": up_to, "topic": "nonsense"}).status_code == 200


def test_one_topic_can_be_looked_at_and_marked(inbox: Client, skill: Document) -> None:
    notification = turned_down(skill)
    copies(notification, 1, topic=MailTopic.REPLIES)
    page = text_of(inbox.get("/notifications/?topic=replies"))
    assert page.count('class="unread"') == 1
    newest = Notification.objects.newest_first()[0].pk
    inbox.post("/notifications/read/", {"up_to": newest, "topic": "replies"})
    assert list(Notification.objects.unread()) == [notification]


def test_ten_thousand_are_six_queries_and_a_page_at_a_time(
    inbox: Client, skill: Document, django_assert_max_num_queries
) -> None:
    copies(turned_down(skill), 10_000)
    with django_assert_max_num_queries(6):
        page = text_of(inbox.get("/notifications/"))
    assert "10,001 not read yet" in page or "10001 not read yet" in page
    assert page.count('class="unread"') == 25
    assert "Older ones" in page


def test_nobody_marks_another_s_as_read(skill: Document) -> None:
    notification = turned_down(skill)
    assert mark_read(by=make_contributor("olga"), up_to=notification.pk) == 0
    assert Notification.objects.unread().count() == 1


def test_the_header_says_how_many_are_unread(inbox: Client, skill: Document) -> None:
    turned_down(skill)
    assert 'href="/notifications/"' in text_of(inbox.get("/me/header/"))
