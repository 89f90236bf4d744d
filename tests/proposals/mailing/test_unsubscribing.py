"""Pressing the button that mail programs show, and what it leads to."""

import re

import pytest
from django.test import Client

from accounts.models import User
from proposals.mailing.sending import send_waiting
from proposals.mailing.unsubscribing import Subscription
from proposals.models import Watch
from tests.mail_server import Mailbox, mail_server
from tests.proposals.factories import make_contributor
from tests.proposals.mailing.happening import change, make_watched, wanda

pytestmark = pytest.mark.django_db


def page(subscription: Subscription) -> str:
    return f"/unsubscribe/{subscription.token}/"


def address_in(mailbox: Mailbox) -> str:
    found = re.fullmatch(r"<http://127\.0\.0\.1:8000(/\S+)>", mailbox.newest()["List-Unsubscribe"])
    assert found
    return found[1]


@pytest.fixture
def strict() -> Client:
    """A mail program: it has no session, and knows of no tokens."""
    return Client(enforce_csrf_checks=True)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_one_post_from_a_mail_program_stops_the_watch_it_came_of(strict: Client) -> None:
    person = wanda()
    skill = make_watched(person)
    change(skill)
    with mail_server() as mailbox:
        send_waiting.call()
        response = strict.post(address_in(mailbox), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        change(skill, "Again")
        send_waiting.call()
    assert len(mailbox.mails) == 1
    assert not Watch.objects.by(person).standing().exists()
    assert not response.cookies


def test_opening_the_link_changes_nothing(strict: Client) -> None:
    person = make_contributor()
    response = strict.get(page(Subscription(person.pk, topic="replies")))
    assert response.status_code == 200
    assert "Switch them off" in response.text
    assert again(person).mail_frequencies == {}
    assert not response.cookies


def test_a_topic_is_switched_off_and_on_again(strict: Client) -> None:
    person = make_contributor(mail_frequencies={"replies": "weekly", "watched_changes": "daily"})
    response = strict.post(page(Subscription(person.pk, topic="replies")))
    assert again(person).mail_frequencies == {"replies": "never", "watched_changes": "daily"}
    assert "No more mails about “Answers to me, and where I am mentioned”" in response.text
    undo = re.search(r'action="([^"]+)"', response.text.partition("<main")[2])
    assert undo
    response = strict.post(undo[1], {"again": "1"})
    assert "It is as it was before" in response.text
    assert again(person).mail_frequencies == {"replies": "weekly", "watched_changes": "daily"}


def test_a_digest_takes_all_its_topics_with_it_and_no_other(strict: Client) -> None:
    person = make_contributor(mail_frequencies={"replies": "daily", "my_proposals": "weekly"})
    subscription = Subscription(person.pk, digest="daily")
    response = strict.post(page(subscription))
    person = again(person)
    assert person.mail_frequencies["replies"] == "never"
    assert person.mail_frequencies["watched_changes"] == "never"
    assert person.mail_frequencies["my_proposals"] == "weekly"
    assert "my_account" not in person.mail_frequencies
    undo = re.search(r'action="([^"]+)"', response.text.partition("<main")[2])
    assert undo
    strict.post(undo[1], {"again": "1"})
    assert again(person).mail_frequencies == {"replies": "daily", "my_proposals": "weekly"}


def test_a_watch_comes_back_with_its_level(strict: Client) -> None:
    person = wanda()
    skill = make_watched()
    role = type(skill).objects.get(kind="role", slug="data-engineer")
    Watch.objects.create(user=person, document=role, level="senior")
    response = strict.post(page(Subscription(person.pk, watched=("role", "data-engineer"))))
    assert "You don’t watch Data Engineer any more" in response.text
    undo = re.search(r'action="([^"]+)"', response.text.partition("<main")[2])
    assert undo
    strict.post(undo[1], {"again": "1"})
    assert Watch.objects.standing().get().level == "senior"


def test_doing_it_twice_is_fine(strict: Client) -> None:
    person = make_contributor()
    for _ in range(2):
        response = strict.post(page(Subscription(person.pk, topic="replies")))
        assert response.status_code == 200
    assert again(person).mail_frequencies == {"replies": "never"}


@pytest.mark.parametrize("change_it", [lambda token: token[:-1], lambda token: f"x{token}"])
def test_a_link_that_was_changed_is_no_link(strict: Client, change_it: object) -> None:
    token = Subscription(make_contributor().pk, topic="replies").token
    assert callable(change_it)
    answer = strict.post(f"/unsubscribe/{change_it(token)}/")
    assert answer.status_code == 404
    assert 'href="/me/settings/mail/">To my mail settings' in answer.text


def test_of_who_deleted_their_account_there_is_nothing_to_switch_off(strict: Client) -> None:
    person = make_contributor()
    address = page(Subscription(person.pk, topic="replies"))
    User.objects.filter(pk=person.pk).update(deleted_at="2026-01-01T00:00Z")
    assert strict.get(address).status_code == strict.post(address).status_code == 404


def test_there_is_no_other_way(strict: Client) -> None:
    address = page(Subscription(make_contributor().pk, topic="replies"))
    assert strict.put(address).status_code == 405
