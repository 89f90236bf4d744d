"""One mail a day or a week, at seven in the morning of whoever gets it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from proposals.mailing.digests import make_digests, start_digests
from proposals.mailing.grouping import SHOWN
from proposals.mailing.sending import send_waiting
from proposals.models import Comment, Delivery, DeliveryKind, Flag, Notification
from tests.mail_server import Mailbox, mail_server
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose
from tests.proposals.mailing.happening import DAILY, change, make_watched

pytestmark = pytest.mark.django_db

SUNDAY = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def wanda() -> User:
    return make_contributor("wanda", mail_frequencies=DAILY)


def run(frequency: str = "daily", slot: str = "2026-11-22", zone: str = "") -> int:
    """The digests of a slot, made and sent."""
    make_digests.call(frequency=frequency, zone=zone, slot=slot)
    return int(send_waiting.call())


def html_of(mailbox: Mailbox) -> str:
    body = mailbox.newest().get_body(("html",))
    assert body
    return str(body.get_content())


def test_everything_of_a_day_is_one_mail_grouped_by_skill(mailbox: Mailbox, wanda: User) -> None:
    sql = make_watched(wanda)
    git = make_watched(wanda, slug="git")
    for text in ("One", "Two"):
        change(sql, text)
    change(git)
    assert run() == 1
    assert mailbox.newest()["Subject"] == "Your day on Rungs: 3 things happened"
    assert mailbox.text().count("\nSql\n") == 1
    assert html_of(mailbox).count("<h2") == 2
    assert not Notification.objects.filter(recipient=wanda, mailed_at=None).exists()


def test_it_is_made_once_a_slot_and_what_was_told_is_not_told_again(
    mailbox: Mailbox, wanda: User
) -> None:
    sql = make_watched(wanda)
    change(sql, "One")
    assert run() == 1
    change(sql, "Two")
    assert run() == 0
    assert run(slot="2026-11-23") == 1
    assert mailbox.newest()["Subject"] == "Your day on Rungs: 1 thing happened"


def test_where_nothing_happened_there_is_no_mail(mailbox: Mailbox, wanda: User) -> None:
    make_watched(wanda)
    assert run() == 0


def test_what_was_read_on_the_site_is_not_told_again(mailbox: Mailbox, wanda: User) -> None:
    change(make_watched(wanda))
    Notification.objects.update(read_at=timezone.now())
    assert run() == 0
    assert not Delivery.objects.exists()


def test_read_between_making_and_sending_it_is_dropped(mailbox: Mailbox, wanda: User) -> None:
    change(make_watched(wanda))
    make_digests.call(frequency="daily", zone="", slot="2026-11-22")
    Notification.objects.update(read_at=timezone.now())
    send_waiting.call()
    assert Delivery.objects.get().state == "dropped"


def test_a_long_one_is_cut_and_says_how_much_more_there_is(mailbox: Mailbox, wanda: User) -> None:
    event = change(make_watched(wanda))
    told = Notification.objects.get(recipient=wanda)
    Notification.objects.bulk_create(
        Notification(
            recipient=wanda,
            event=event,
            thing=f"event:{9000 + number}",
            topic=told.topic,
            context=told.context,
            mail="daily",
        )
        for number in range(221)
    )
    assert run() == 1
    assert mailbox.newest()["Subject"] == "Your day on Rungs: 222 things happened"
    assert "and 214 more: http://127.0.0.1:8000/notifications/" in mailbox.text()
    assert len(mailbox.text().splitlines()) < 3 * SHOWN


def test_each_frequency_has_its_own(mailbox: Mailbox, wanda: User) -> None:
    weekly = {"watched_changes": "weekly", "watched_proposals": "never"}
    willi = make_contributor("willi", mail_frequencies=weekly)
    change(make_watched(wanda, willi))
    assert run("weekly", "2026-W47") == 1
    assert mailbox.recipients() == ["willi@example.org"]
    assert mailbox.newest()["Subject"] == "Your week on Rungs: 1 thing happened"


def test_it_goes_out_at_seven_where_people_live() -> None:
    make_contributor("here")
    make_contributor("tokyo", time_zone="Asia/Tokyo")
    make_contributor("nowhere", time_zone="Mars/Olympus")

    def started(moment: datetime) -> set[str]:
        DBTaskResult.objects.all().delete()
        with time_machine.travel(moment, tick=False):
            start_digests.call()
        return {
            f"{task.args_kwargs['kwargs']['frequency']} {task.args_kwargs['kwargs']['zone']}"
            for task in DBTaskResult.objects.all()
        }

    tokyo_morning = datetime(2026, 11, 22, 22, 5, tzinfo=UTC)  # Monday there
    assert started(SUNDAY - timedelta(hours=1)) >= {"daily Asia/Tokyo"}
    assert started(SUNDAY) >= {"daily ", "daily Mars/Olympus"}
    assert started(SUNDAY + timedelta(minutes=15)) == set()
    assert started(tokyo_morning) == {"daily Asia/Tokyo", "weekly Asia/Tokyo"}


def test_making_many_costs_as_many_queries_as_making_few(mailbox: Mailbox) -> None:
    people = [make_contributor(f"w{number}", mail_frequencies=DAILY) for number in range(12)]
    change(make_watched(*people[:4], slug="git"))
    with CaptureQueriesContext(connection) as four:
        make_digests.call(frequency="daily", zone="", slot="1")
    change(make_watched(*people))
    with CaptureQueriesContext(connection) as twelve:
        make_digests.call(frequency="daily", zone="", slot="2")
    assert Delivery.objects.count() == 16
    assert len(twelve) == len(four)


# ── What waits for moderators ──────────────────────────────────────────────────────────────────
def test_moderators_read_what_waits_and_how_long(mailbox: Mailbox) -> None:
    mona = make_moderator()
    skill = make_watched()
    propose(skill, {JUNIOR: "Other"})
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert run() == 1
    assert mailbox.recipients() == [mona.email]
    assert mailbox.newest()["Subject"] == "1 proposal waits for you"
    assert "3\xa0days ago" in mailbox.text()


def test_while_nothing_waits_moderators_are_left_alone(mailbox: Mailbox) -> None:
    mona = make_moderator()
    skill = make_watched()
    propose(skill, {JUNIOR: "Other"}, author=mona)
    assert run() == 0


def test_reports_wait_too(mailbox: Mailbox) -> None:
    make_moderator(domain="data")
    make_moderator("elsewhere", domain="design")
    skill = make_watched()
    comment = Comment.objects.create(document=skill, author=make_contributor(), text="Bah")
    for name in ("one", "two"):
        Flag.objects.create(comment=comment, by=make_contributor(name), reason="abuse")
    assert run() == 1
    assert mailbox.recipients() == ["mona@example.org"]
    assert mailbox.newest()["Subject"] == "1 report"


def test_what_was_decided_before_it_went_out_is_not_mailed(mailbox: Mailbox) -> None:
    make_moderator()
    skill = make_watched()
    proposal = propose(skill, {JUNIOR: "Other"})
    make_digests.call(frequency="daily", zone="", slot="1")
    type(proposal).objects.update(status="withdrawn")
    assert send_waiting.call() == 0
    assert Delivery.objects.get().kind == DeliveryKind.TO_REVIEW
    assert Delivery.objects.get().state == "dropped"
