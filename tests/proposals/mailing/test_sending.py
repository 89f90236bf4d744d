"""With a real mail server, and real workers where one of them is killed."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from proposals.mailing import sending
from proposals.mailing.outbox import PAUSES, claim, return_stuck
from proposals.mailing.sending import send_waiting
from proposals.models import Delivery, DeliveryState, Notification
from tests.mail_server import Mailbox, mail_server
from tests.processes import eventually, worker
from tests.proposals.mailing.happening import (
    change,
    mailed,
    make_deliveries,
    make_watched,
    wanda,
)
from tests.races import race

NOWHERE = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
    }
}


def the_delivery() -> Delivery:
    return Delivery.objects.get()


@pytest.mark.django_db
def test_each_is_mailed_once_and_marked() -> None:
    person = wanda()
    change(make_watched(person))
    with mail_server() as mailbox:
        assert send_waiting.call() == 1
        assert send_waiting.call() == 0
    assert mailbox.recipients() == ["wanda@example.org"]
    assert mailed(person)
    assert the_delivery().state == DeliveryState.SENT
    assert the_delivery().subject == "Sql has new wording for Junior Data Engineers"


@pytest.mark.django_db
def test_all_go_over_one_connection() -> None:
    make_deliveries(["wanda", "willi", "wong"])
    opened: list[object] = []
    connect = smtplib.SMTP.connect
    with mail_server() as mailbox, pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            smtplib.SMTP, "connect", lambda *args, **kw: opened.append(1) or connect(*args, **kw)
        )
        assert send_waiting.call() == 3
    assert len(mailbox.mails) == 3
    assert len(opened) == 1


@pytest.mark.django_db
def test_a_server_that_is_away_costs_one_try_and_all_go_out_when_it_is_back() -> None:
    make_deliveries(["wanda", "willi", "wong"])
    with override_settings(MAILERS=NOWHERE):
        assert send_waiting.call() == 0
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert "ConnectionRefused" in Delivery.objects.get(attempts=1).error
    with time_machine.travel(timezone.now() + timedelta(minutes=2)), mail_server() as mailbox:
        assert send_waiting.call() == 3
    assert len(mailbox.mails) == 3
    assert set(Delivery.objects.values_list("error", flat=True)) == {""}


@pytest.mark.django_db
def test_a_recipient_who_is_refused_for_good_is_given_up_and_the_others_are_not() -> None:
    make_deliveries(["wanda", "willi"])
    with mail_server() as mailbox:
        mailbox.refused["wanda@example.org"] = "550 No such person"
        assert send_waiting.call() == 1
    assert mailbox.recipients() == ["willi@example.org"]
    given_up = Delivery.objects.get(state=DeliveryState.FAILED)
    assert given_up.error == "wanda@example.org: 550 No such person"
    assert not mailed(given_up.recipient)


@pytest.mark.django_db
def test_who_is_refused_for_the_moment_is_tried_again_with_growing_pauses() -> None:
    make_deliveries(["wanda"])
    now = timezone.now()
    with mail_server() as mailbox:
        mailbox.refused["wanda@example.org"] = "450 Try later"
        for pause in PAUSES:
            with time_machine.travel(now, tick=False):
                assert send_waiting.call() == 0
                assert the_delivery().try_after == now + pause
                assert send_waiting.call() == 0
            now += pause
        with time_machine.travel(now, tick=False):
            send_waiting.call()
    assert the_delivery().state == DeliveryState.FAILED
    assert the_delivery().attempts == len(PAUSES) + 1


@pytest.mark.django_db
def test_an_address_that_is_none_is_given_up() -> None:
    person = wanda()
    change(make_watched(person))
    User.objects.filter(pk=person.pk).update(email="wanda@example.org\nBcc: eve@example.org")
    with mail_server() as mailbox:
        send_waiting.call()
    assert mailbox.mails == []
    assert the_delivery().state == DeliveryState.FAILED


@pytest.mark.django_db
def test_a_mail_that_cannot_be_put_together_holds_up_no_other() -> None:
    make_deliveries(["wanda", "willi"])
    Notification.objects.filter(recipient__username="wanda").update(context={"watches": [1]})
    with mail_server() as mailbox:
        assert send_waiting.call() == 1
    assert mailbox.recipients() == ["willi@example.org"]
    assert "TypeError" in Delivery.objects.get(state=DeliveryState.WAITING).error


@pytest.mark.django_db
def test_when_its_time_is_up_the_rest_is_a_task_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_deliveries(["wanda", "willi"])
    monkeypatch.setattr(sending, "_AT_MOST", 0.0)
    DBTaskResult.objects.all().delete()
    assert send_waiting.call() == 0
    assert DBTaskResult.objects.get().task_path == "proposals.mailing.sending.send_waiting"
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.WAITING}


@pytest.mark.django_db
def test_what_hangs_in_the_hands_of_the_dead_comes_back() -> None:
    make_deliveries(["wanda"])
    assert len(claim(10)) == 1
    assert return_stuck() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert return_stuck() == 1
    assert the_delivery().state == DeliveryState.WAITING


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_several_at_once_each_takes_others() -> None:
    make_deliveries([f"watcher{number}" for number in range(12)])
    taken = race(*[lambda: [each.pk for each in claim(4)]] * 4)
    keys = [pk for each in taken if isinstance(each, list) for pk in each]
    assert len(keys) == len(set(keys))
    assert len(keys) + len(claim(50)) == 12


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_kill_repeats_at_most_the_mail_in_flight_and_passes_over_none() -> None:
    deliveries = make_deliveries([f"watcher{number}" for number in range(6)])
    third = deliveries[2].recipient.email
    send_waiting.enqueue()
    with mail_server() as mailbox:
        where = {"EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}"}
        mailbox.silent_after, mailbox.silence = third, 60
        with worker("--lease", "1", **where) as process:
            eventually(lambda: third in mailbox.recipients())
            process.kill()
        mailbox.silence = 0
        assert mailbox.recipients() == [each.recipient.email for each in deliveries[:3]]
        # Five minutes later:
        Delivery.objects.update(try_after=timezone.now())
        with worker("--lease", "1", **where):
            sent = Delivery.objects.filter(state=DeliveryState.SENT)
            eventually(lambda: sent.count() == 6)
    ids = [mail["Message-ID"].strip() for mail in mailbox.mails]
    assert sorted(set(ids)) == sorted(each.message_id for each in deliveries)
    assert ids.count(deliveries[2].message_id) == 2
    assert len(ids) == 7
    assert not Notification.objects.exclude(delivery=None).filter(mailed_at=None).exists()


@pytest.mark.django_db
def test_who_was_switched_off_meanwhile_is_not_mailed(mailbox: Mailbox) -> None:
    person = wanda()
    change(make_watched(person))
    person.mail_frequencies = {"watched_changes": "never"}
    person.save()
    assert send_waiting.call() == 0
    assert the_delivery().state == DeliveryState.DROPPED


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [{"is_active": False}, {"email": ""}])
def test_who_is_gone_is_not_mailed(mailbox: Mailbox, gone: dict[str, object]) -> None:
    person = wanda()
    change(make_watched(person))
    User.objects.filter(pk=person.pk).update(**gone)
    assert send_waiting.call() == 0
    assert the_delivery().state == DeliveryState.DROPPED


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox
