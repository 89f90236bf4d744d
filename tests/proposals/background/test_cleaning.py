from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from proposals.background.cleaning import clean_up
from proposals.mailing.digests import make_digests
from proposals.models import Delivery, Notification, PeriodicRun
from tests.proposals.background.tasks import note
from tests.proposals.factories import make_contributor
from tests.proposals.mailing.happening import DAILY, change, make_watched

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=400)


def test_what_is_old_and_done_with_goes() -> None:
    change(make_watched(make_contributor("wanda", mail_frequencies=DAILY)))
    note.enqueue("nowhere")
    PeriodicRun.objects.create(name="note", slot="1")
    PeriodicRun.objects.update(created_at=LONG_AGO)
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=LONG_AGO)
    Notification.objects.update(read_at=LONG_AGO)
    clean_up.call()
    for model in (PeriodicRun, DBTaskResult, Notification):
        assert not model._default_manager.exists()


def test_what_is_new_waits_or_is_unread_stays() -> None:
    change(make_watched(make_contributor("wanda", mail_frequencies=DAILY)))
    Notification.objects.update(created_at=LONG_AGO)
    note.enqueue("nowhere")
    before = DBTaskResult.objects.count()
    clean_up.call()
    assert Notification.objects.filter(mail="daily").exists()
    assert DBTaskResult.objects.count() == before


def test_what_was_mailed_long_ago_is_not_mailed_again_without_its_delivery() -> None:
    change(make_watched(make_contributor("wanda", mail_frequencies=DAILY)))
    make_digests.call(frequency="daily", zone="", slot="1")
    Delivery.objects.update(state="sent", try_after=LONG_AGO)
    clean_up.call()
    assert not Delivery.objects.exists()
    assert make_digests.call(frequency="daily", zone="", slot="2") == 0
