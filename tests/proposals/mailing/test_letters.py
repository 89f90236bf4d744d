"""What is in a mail, as the mail server gets it."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from django.test import override_settings

from proposals.mailing.sending import send_waiting
from proposals.models import Delivery, Event, EventKind, Notification
from proposals.operations.ban import ban
from proposals.operations.submit import submit
from proposals.telling.fan_out import tell
from skills.algebra.paths import NAME
from tests.factories import edit
from tests.mail_server import Mailbox, mail_server
from tests.people import make_administrator
from tests.proposals.factories import JUNIOR, changes_to, make_contributor
from tests.proposals.mailing.happening import AT_ONCE, change, make_watched, wanda
from tests.proposals.telling.watching import watches

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body
    return str(body.get_content())


def the_mail(mailbox: Mailbox) -> EmailMessage:
    send_waiting.call()
    [mail] = mailbox.mails
    return mail


def test_it_is_text_and_html_in_the_readers_terms(mailbox: Mailbox) -> None:
    change(make_watched(wanda()))
    mail = the_mail(mailbox)
    assert mail["Subject"] == "Sql has new wording for Junior Data Engineers"
    assert mail.get_content_type() == "multipart/alternative"
    assert "You get this because you watch Sql." in mailbox.text()
    assert "You get this because you watch Sql." in html_of(mail)
    assert re.search(r"http://127\.0\.0\.1:8000/\S+", mailbox.text())


def test_its_headers_tell_programs_what_it_is(mailbox: Mailbox) -> None:
    change(make_watched(wanda()))
    mail = the_mail(mailbox)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "bulk"
    assert mail["List-Id"] == "<at-once.127.0.0.1>"
    assert mail["Message-ID"].strip() == Delivery.objects.get().message_id
    assert mail["From"] == "Rungs <noreply@localhost>"


def test_the_address_to_switch_it_off_is_not_broken_over_lines(mailbox: Mailbox) -> None:
    change(make_watched(wanda()))
    the_mail(mailbox)
    raw = mailbox.raw[0].decode()
    assert re.search(r"^List-Unsubscribe: <http://\S{80,}/>\r?$", raw, re.MULTILINE)
    assert re.search(r"^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$", raw, re.MULTILINE)


def test_mails_about_one_proposal_belong_together(mailbox: Mailbox) -> None:
    event = change(make_watched(wanda()))
    assert the_mail(mailbox)["References"] == f"<proposal.{event.proposal_id}@127.0.0.1>"


@override_settings(SITE_URL_IN_MAILS="https://rungs.example")
def test_its_links_lead_to_the_site(mailbox: Mailbox) -> None:
    change(make_watched(wanda()))
    mail = the_mail(mailbox)
    assert "https://rungs.example/" in mailbox.text()
    assert 'href="https://rungs.example/' in html_of(mail)
    assert mail["List-Id"] == "<at-once.rungs.example>"


def test_names_and_titles_put_nothing_into_headers(mailbox: Mailbox) -> None:
    bad = "Eve\r\nBcc: everybody@example.org\r\n\r\nBuy this"
    eve = make_contributor("eve", display_name=bad, mail_frequencies={"my_proposals": "never"})
    wants = {"watched_proposals": "at_once"}
    skill = make_watched(make_contributor("wanda", display_name=bad, mail_frequencies=wants))
    submit(skill, changes_to(skill, {JUNIOR: "Other"}), author=eve, why="Because it is better")
    tell.call(Event.objects.get(kind=EventKind.PROPOSAL_SUBMITTED).pk)
    mail = the_mail(mailbox)
    assert mail["Bcc"] is None
    assert mail["To"] == "wanda@example.org"
    assert mail["Subject"].startswith("Eve Bcc: everybody@example.org Buy this proposes")
    assert mailbox.recipients() == ["wanda@example.org"]


def test_names_are_nobodys_markup(mailbox: Mailbox) -> None:
    skill = make_watched(wanda())
    edit(skill, {NAME: "<script>alert(1)</script>"})
    Delivery.objects.all().delete()
    change(skill)
    mail = the_mail(mailbox)
    assert "<script" not in html_of(mail)
    assert "&lt;script" in html_of(mail)


def test_a_long_title_is_cut_in_the_subject(mailbox: Mailbox) -> None:
    skill = make_watched(wanda())
    edit(skill, {NAME: "Sehr " * 39 + "lang"})
    Delivery.objects.all().delete()
    change(skill)
    assert len(" ".join(the_mail(mailbox)["Subject"].split())) <= 150


def test_it_is_in_the_readers_language(mailbox: Mailbox) -> None:
    """Django's own texts are there in German already, ours once they are translated."""
    change(make_watched(wanda(language="de")))
    mail = the_mail(mailbox)
    assert '<html lang="de">' in html_of(mail)


def test_another_reason_is_switched_off_by_topic(mailbox: Mailbox) -> None:
    change(make_watched(), author=make_contributor("carla"))
    the_mail(mailbox)
    assert "No more mails about “What becomes of my proposals”:" in mailbox.text()


def test_who_watches_it_in_two_ways_switches_off_the_topic(mailbox: Mailbox) -> None:
    person = wanda()
    skill = make_watched(person)
    role = type(skill).objects.get(kind="role", slug="data-engineer")
    watches(person, role)
    change(skill)
    the_mail(mailbox)
    assert "No more mails about “Changes to what I watch”:" in mailbox.text()


def test_a_blocked_person_gets_the_one_mail_that_says_so(mailbox: Mailbox) -> None:
    person = make_contributor("bert", mail_frequencies=AT_ONCE | {"my_account": "at_once"})
    skill = make_watched(person)
    change(skill)
    ban(person, by=make_administrator(), reason="Spam, again and again")
    tell.call(Event.objects.get(kind=EventKind.USER_BANNED).pk)
    assert Notification.objects.filter(recipient=person).count() == 2
    mail = the_mail(mailbox)
    assert mail["Subject"] == "Your account was blocked"
    assert "> Spam, again and again" in mailbox.text()
