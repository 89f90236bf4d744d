"""An account that was blocked does nothing, whatever rights it had: by no operation, on no page."""

from collections.abc import Callable
from pkgutil import iter_modules
from typing import Final

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from proposals import operations
from proposals.models import (
    Comment,
    Delivery,
    Event,
    Flag,
    Proposal,
    Review,
    SavedReply,
    Watch,
)
from proposals.operations.accept_terms import accept_terms
from proposals.operations.account_rights import set_account_rights
from proposals.operations.appoint import appoint, dismiss
from proposals.operations.approve import approve
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.ban import ban, unban
from proposals.operations.bulk import Seen, approve_small, reject_spam
from proposals.operations.claim import claim, release
from proposals.operations.comment import post_comment, reply
from proposals.operations.delete_account import delete_account
from proposals.operations.delete_comment import delete_comment
from proposals.operations.edit_comment import edit_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment, leave_comment, unhide_comment
from proposals.operations.patrol import mark_checked
from proposals.operations.preferences import change_profile, choose_mails
from proposals.operations.propose_again import propose_again
from proposals.operations.protect import protect
from proposals.operations.publish_directly import publish_directly
from proposals.operations.rebase import rebase
from proposals.operations.redact import redact
from proposals.operations.reject import reject
from proposals.operations.revert import revert
from proposals.operations.revise import revise
from proposals.operations.saved_replies import delete_reply, save_reply
from proposals.operations.send_mail import send_test, try_again
from proposals.operations.submit import submit
from proposals.operations.submit_new import submit_new
from proposals.operations.vote import vote
from proposals.operations.watch import unwatch as stop_watching
from proposals.operations.watch import watch
from proposals.operations.withdraw import withdraw
from proposals.talk.place import Place
from skills.algebra.paths import NAME, PARENT, STATUS, SUMMARY
from skills.models import Document, Revision
from tests.factories import make_skill
from tests.people import make_person
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db


class Scene:
    """Somebody who could do everything, until they were blocked; and what there is to do it to."""

    def __init__(self) -> None:
        self.skill: Document = make_skill(optional={"data-engineer": "Queries"}, summary="Tables")
        self.who = make_moderator("gone", domain="data", is_staff=True, is_superuser=True)
        self.member = make_person("member")
        self.own = propose(self.skill, {JUNIOR: "Small queries"}, author=self.who)
        self.closed = propose(self.skill, {LEAD: "Leads by queries"}, author=self.who)
        reject(self.closed, reviewer=make_moderator("mona"), version=1, reason="unclear")
        self.others = propose(self.skill, {LEAD: "Leads"}, author=make_contributor())
        reworded = changes_to(self.skill, {SUMMARY: "All tables"})
        mona = make_moderator("mona")
        self.published: Revision = publish_directly(self.skill, reworded, author=mona, why="Ok")
        self.reply = SavedReply.objects.create(user=self.who, name="Sorry", text="Sorry")
        claim(self.others, reviewer=self.who)
        place = Place(document=self.skill)
        self.own_comment = post_comment(place, "Is it?", author=self.who)
        self.comment = post_comment(place, "It is", author=make_contributor())
        self.mail = Delivery.objects.create(
            recipient=self.member, kind="at_once", message_id="<1@rungs.example>", state="failed"
        )
        stop_watching(self.skill, by=self.who)
        User.objects.filter(pk=self.who.pk).update(is_active=False)
        self.who = User.objects.get(pk=self.who.pk)
        self.again = changes_to(self.skill, {SUMMARY: "Every table"})


NEW: Final = {NAME: "Rust", STATUS: "active", PARENT: "storage"}
TRIES: Final[dict[str, list[Callable[[Scene], object]]]] = {
    "accept_terms": [lambda it: accept_terms(it.who)],
    "account_rights": [
        lambda it: set_account_rights(it.who, active=True, administrator=True, by=it.who),
        lambda it: set_account_rights(it.member, active=True, administrator=True, by=it.who),
    ],
    "appoint": [
        lambda it: appoint(it.member, by=it.who),
        lambda it: dismiss(it.who.moderator_scopes.get(), by=it.who),
    ],
    "approve": [lambda it: approve(it.others, reviewer=it.who, version=1)],
    "ask_for_changes": [
        lambda it: ask_for_changes(it.others, reviewer=it.who, version=1, text="Which?")
    ],
    "ban": [
        lambda it: ban(it.member, by=it.who, reason="Advertising"),
        lambda it: unban(it.who, by=it.who),
    ],
    "claim": [
        lambda it: claim(it.others, reviewer=it.who),
        lambda it: release(it.others, reviewer=it.who),
    ],
    "comment": [
        lambda it: post_comment(Place(document=it.skill), "True?", author=it.who),
        lambda it: reply(it.comment, "True", author=it.who),
    ],
    "delete_account": [lambda it: delete_account(user=it.who, username="gone")],
    "delete_comment": [lambda it: delete_comment(it.own_comment, author=it.who)],
    "edit_comment": [lambda it: edit_comment(it.own_comment, "False", author=it.who)],
    "flag": [lambda it: flag(it.comment, by=it.who, reason="spam")],
    "hide_comment": [
        lambda it: hide_comment(it.comment, by=it.who, reason="spam"),
        lambda it: unhide_comment(it.comment, by=it.who),
        lambda it: leave_comment(it.comment, by=it.who),
    ],
    "patrol": [lambda it: mark_checked(it.published, by=it.who)],
    "preferences": [
        lambda it: choose_mails(user=it.who, frequencies={"replies": "never"}),
        lambda it: change_profile(
            user=it.who,
            username="back",
            display_name="",
            language="",
            time_zone="",
            auto_watch=False,
        ),
    ],
    "propose_again": [lambda it: propose_again(it.closed, author=it.who)],
    "protect": [lambda it: protect(it.skill, protected=True, by=it.who)],
    "publish_directly": [
        lambda it: publish_directly(it.skill, it.again, author=it.who, why="Better")
    ],
    "rebase": [
        lambda it: rebase(it.others, by=it.who, version=1),
        lambda it: rebase(it.own, by=it.who, version=1),
    ],
    "redact": [lambda it: redact(it.skill, "Tables", replacement="x", by=it.who, why="Private")],
    "reject": [lambda it: reject(it.others, reviewer=it.who, version=1, reason="spam")],
    "revert": [lambda it: revert(it.published, by=it.who, why="Worse")],
    "revise": [lambda it: revise(it.own, it.again, author=it.who, why="Better", version=1)],
    "saved_replies": [
        lambda it: save_reply(user=it.who, name="Thanks", text="Thanks"),
        lambda it: delete_reply(it.reply, user=it.who),
    ],
    "send_mail": [
        lambda it: try_again(it.mail, by=it.who),
        lambda it: send_test(by=it.who),
    ],
    "submit": [lambda it: submit(it.skill, it.again, author=it.who, why="Better")],
    "submit_new": [lambda it: submit_new("skill", "rust", NEW, author=it.who, why="New")],
    "vote": [lambda it: vote(it.others, user=it.who, supports=True)],
    "watch": [lambda it: watch(it.skill, by=it.who)],
    "withdraw": [lambda it: withdraw(it.own, author=it.who)],
}
#: Nobody acts by these; many decisions at once, each refused by itself (below); and what is read
#: is nobody's business but one's own.
NOT_TRIED: Final = {"why", "described", "bulk", "mark_read"}


def record() -> tuple[object, ...]:
    """What would show that something was done."""
    return (
        list(Event.objects.values_list("pk", flat=True)),
        list(Review.objects.values_list("pk", flat=True)),
        list(Revision.objects.values_list("pk", flat=True)),
        list(Proposal.objects.order_by("pk").values_list("pk", "status", "version", "claimed_by")),
        list(Document.objects.order_by("pk").values_list("slug", "number", "protected")),
        list(User.objects.order_by("pk").values_list("is_active", "is_superuser")),
        SavedReply.objects.count(),
        list(Comment.objects.order_by("pk").values_list("pk", "text", "deleted_at", "hidden_at")),
        list(Delivery.objects.order_by("pk").values_list("pk", "state")),
        list(Watch.objects.order_by("pk").values_list("pk", "stopped_at")),
        Flag.objects.count(),
    )


def test_every_operation_is_tried() -> None:
    there = {module.name for module in iter_modules(operations.__path__)}
    assert there == TRIES.keys() | NOT_TRIED


@pytest.mark.parametrize("operation", TRIES)
def test_no_operation_serves_a_blocked_account(operation: str) -> None:
    scene = Scene()
    before = record()
    for attempt in TRIES[operation]:
        with pytest.raises(PermissionDenied):
            attempt(scene)
    assert record() == before


def test_together_is_no_way_around() -> None:
    scene = Scene()
    before = record()
    seen = [Seen(scene.others.pk, 1)]
    results = approve_small(seen, reviewer=scene.who)
    results += reject_spam(seen, author=scene.others.author, reviewer=scene.who)
    assert [result.is_done for result in results] == [False, False]
    assert record() == before


def test_a_session_that_is_still_open_is_nobodys(client: Client) -> None:
    scene = Scene()
    client.force_login(scene.who)
    assert "Sign out" not in client.get("/me/").text
    assert client.get("/review/").headers["Location"].startswith("/accounts/login/")
    assert "Review" not in client.get("/me/header/").text
    assert client.get("/admin/").status_code == 302


def test_a_password_does_not_open_it(client: Client) -> None:
    make_person("gone", password="mountain stream", is_active=False)
    client.post("/accounts/login/", {"login": "gone", "password": "mountain stream"})
    assert "Sign out" not in client.get("/me/").text
