"""Everybody concerned is told once, whatever happens on the way."""

import pytest
from django_tasks_db.models import DBTaskResult

from accounts.models import MailTopic
from proposals.models import Delivery, Event, EventKind, Notification
from proposals.operations.approve import approve
from proposals.telling import fan_out
from proposals.telling.fan_out import tell
from proposals.telling.imports import announce
from skills.models import Document
from tests.factories import edit, make_skill
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose
from tests.proposals.telling.watching import watches

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill("sql", required={"data-engineer": "Queries"})


@pytest.fixture
def approval(skill: Document) -> Event:
    """Of Carla's proposal, which Wanda and Willi watch."""
    watches(make_contributor("wanda"), skill)
    often = {MailTopic.WATCHED_CHANGES: "at_once"}
    watches(make_contributor("willi", mail_frequencies=often), skill)
    proposal = propose(skill, {JUNIOR: "Reads"})
    approve(proposal, reviewer=make_moderator(), version=1)
    return Event.objects.get(kind=EventKind.PROPOSAL_APPROVED)


def test_deciding_leaves_a_task_behind(approval: Event) -> None:
    tasks = DBTaskResult.objects.filter(task_path="proposals.telling.fan_out.tell")
    assert [approval.pk] in [task.args_kwargs["args"] for task in tasks]


def test_each_is_told_as_often_as_they_chose(approval: Event) -> None:
    assert tell.call(approval.pk) == 3
    mails = Notification.objects.filter(event=approval).values_list("recipient__username", "mail")
    assert dict(mails) == {"carla": "at_once", "wanda": "daily", "willi": "at_once"}


def test_what_goes_out_at_once_has_a_mail_of_its_own_in_the_same_transaction(
    approval: Event,
) -> None:
    tell.call(approval.pk)
    with_mail = Notification.objects.exclude(delivery=None)
    assert set(with_mail.values_list("recipient__username", flat=True)) == {"carla", "willi"}
    assert Delivery.objects.count() == 2
    assert Delivery.objects.values("message_id").distinct().count() == 2


def test_done_again_it_tells_only_those_it_had_not_come_to(approval: Event) -> None:
    tell.call(approval.pk)
    Notification.objects.get(recipient__username="wanda").delete()
    assert tell.call(approval.pk) == 1
    assert Notification.objects.count() == 3
    assert Delivery.objects.count() == 2


def test_many_are_told_in_several_transactions(
    approval: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fan_out, "_CHUNK", 2)
    assert tell.call(approval.pk) == 3


def test_an_import_is_announced_once(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    assert announce() == 0
    edit(skill, {JUNIOR: "Reads"}, source="import")
    assert announce() == 1
    assert announce() == 0
    event = Event.objects.get(kind=EventKind.REVISION_PUBLISHED)
    tell.call(event.pk)
    assert Notification.objects.get().recipient.username == "wanda"


def test_what_was_decided_here_is_not_announced_again(approval: Event) -> None:
    announce()
    edit(approval.document, {JUNIOR: "Writes"})
    proposal = propose(approval.document, {JUNIOR: "Reads and writes"})
    approve(proposal, reviewer=make_moderator(), version=1)
    assert announce() == 1
