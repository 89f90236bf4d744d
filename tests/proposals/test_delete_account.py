"""Deleting an account: what goes, what stays, and that nothing breaks."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from proposals.models import (
    Comment,
    Event,
    Notification,
    Proposal,
    SavedReply,
    Status,
    Vote,
    Watch,
)
from proposals.operations.approve import approve
from proposals.operations.claim import claim
from proposals.operations.delete_account import delete_account
from proposals.operations.delete_comment import delete_comment
from proposals.operations.reject import reject
from proposals.operations.vote import vote
from proposals.personal_data import SECTIONS
from proposals.personal_data.section import as_json
from skills.algebra.paths import SUMMARY
from skills.models import Document, MatrixClock, Revision
from skills.verification import verify
from tests.factories import make_skill
from tests.mail_server import Mailbox
from tests.people import make_administrator, make_person
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db

PASSWORD = "mountain stream"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", required={"data-engineer": "Knows it"})


@pytest.fixture
def carla(sql: Document) -> User:
    """She has done a little of everything."""
    carla = make_moderator("carla", display_name="Carla Mendes", password=PASSWORD)
    User.objects.filter(pk=carla.pk).update(language="de", time_zone="Europe/Berlin")
    EmailAddress.objects.create(user=carla, email=carla.email, primary=True, verified=True)
    SocialAccount.objects.create(user=carla, provider="github", uid="7", extra_data={"a": "Carla"})
    Authenticator.objects.create(user=carla, type=Authenticator.Type.TOTP, data={"secret": "x"})
    SavedReply.objects.create(user=carla, name="Thanks", text="Thank you")
    Watch.objects.get_or_create(user=carla, document=sql)
    mona, nils = make_moderator("mona"), make_contributor("nils")
    approve(propose(sql, {JUNIOR: "Uses it"}, author=carla), reviewer=mona, version=1)
    decided, open_one = propose(sql, {LEAD: "x"}, author=nils), propose(sql, {LEAD: "y"})
    vote(decided, user=carla, supports=False)
    reject(decided, reviewer=carla, version=1, reason="unclear", text="What is x?")
    other = propose(sql, {LEAD: "Leads by it"}, author=nils)
    vote(other, user=carla, supports=True)
    claim(other, reviewer=carla)
    assert open_one.author == carla
    Comment.objects.create(document=sql, author=carla, text="Is this true?")
    return User.objects.get(pk=carla.pk)


def delete(user: User) -> User:
    delete_account(user=user, username=user.username)
    return User.objects.get(pk=user.pk)


def test_what_is_personal_is_gone(carla: User) -> None:
    gone = delete(carla)
    assert not gone.is_active
    assert gone.is_deleted
    assert str(gone) == "deleted user"
    assert (gone.email, gone.display_name, gone.language, gone.time_zone) == ("", "", "", "")
    assert not gone.has_usable_password()
    assert gone.terms_accepted_at is gone.last_login is None
    for model in (EmailAddress, SocialAccount, Authenticator, SavedReply, Watch):
        assert not model.objects.filter(user=carla).exists()
    assert not Notification.objects.filter(recipient=carla).exists()
    assert not gone.moderator_scopes.exists()
    assert "arla" not in "".join(as_json(gone, SECTIONS))


def test_contributions_stay(carla: User) -> None:
    delete(carla)
    assert Revision.objects.filter(author=carla).exists()
    assert carla.reviews.get().text == "What is x?"
    assert carla.comments.get().text == "Is this true?"
    assert verify().is_clean


def test_what_is_open_is_withdrawn_and_nothing_stays_claimed(carla: User) -> None:
    delete(carla)
    states = Proposal.objects.by(carla).values_list("status", flat=True).order_by("pk")
    assert list(states) == [Status.APPROVED, Status.WITHDRAWN]
    assert not Proposal.objects.filter(claimed_by=carla).exists()


def test_votes_stay_with_what_is_decided_alone(carla: User) -> None:
    delete(carla)
    assert Vote.objects.get(user=carla).proposal.status == Status.REJECTED


def test_rights_that_end_are_on_record(carla: User) -> None:
    delete(carla)
    event = Event.objects.get(kind="rights_revoked")
    assert (event.actor, event.person) == (carla, carla)


def test_kept_pages_that_name_them_grow_old(carla: User) -> None:
    before = MatrixClock.now().structural
    delete(carla)
    assert MatrixClock.now().structural > before


def test_the_name_is_free_and_the_new_one_is_nobodys_to_choose(carla: User) -> None:
    gone = delete(carla)
    assert make_person("carla").pk != gone.pk
    with pytest.raises(ValidationError):
        User(username=gone.username, email="x@example.org", password="x").full_clean()


def test_another_name_deletes_nothing(carla: User) -> None:
    with pytest.raises(ValidationError):
        delete_account(user=carla, username="mona")
    assert User.objects.get(pk=carla.pk).is_active


def test_the_last_administrator_stays() -> None:
    root = make_administrator()
    with pytest.raises(ValidationError, match="only administrator"):
        delete(root)
    boss = make_administrator("boss")
    assert delete(boss).is_deleted
    with pytest.raises(ValidationError):
        delete(root)


#: Every sort of page on which people are named.
PAGES = [
    "/",
    "/skills/sql/",
    "/skills/sql/history/",
    "/skills/sql/history/2/",
    "/skills/sql/community/",
    "/skills/sql/comments/",
    "/changes/",
    "/proposals/?state=all",
    "/me/",
    "/me/proposals/",
    "/notifications/",
    "/people/nils/",
    "/people/mona/?show=reviews",
    "/review/",
    "/review/patrol/",
    "/audit/",
    "/moderators/",
    "/feeds/changes.atom",
    "/feeds/proposals.atom",
    "/feeds/skills/sql.atom",
    "/admin/accounts/user/",
    "/admin/proposals/event/",
    "/admin/proposals/proposal/",
]


def test_no_page_breaks_or_remembers_the_name(client: Client, carla: User) -> None:
    gone = delete(carla)
    client.force_login(make_administrator())
    pages = [*PAGES, f"/admin/accounts/user/{gone.pk}/change/"]
    pages += [proposal.get_absolute_url() for proposal in Proposal.objects.all()]
    pages += [f"{url}versions/" for url in pages if url.startswith("/proposals/1")]
    pages += [f"/review/{pk}/" for pk in Proposal.objects.values_list("pk", flat=True)]
    named = 0
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        assert "arla" not in page.text, address
        assert f"/people/{gone.username}" not in page.text, address
        named += "deleted user" in page.text
    assert named > 8


def test_their_page_says_that_they_left(client: Client, carla: User) -> None:
    gone = delete(carla)
    assert client.get("/people/carla/").status_code == 404
    page = client.get(f"/people/{gone.username}/")
    assert page.status_code == 410
    assert "This person has left" in page.text


def test_an_account_with_a_password_asks_for_it(client: Client, carla: User) -> None:
    Authenticator.objects.all().delete()
    client.force_login(carla)
    assert "Type your username" in client.get("/me/delete/").text
    asked = client.post("/me/delete/", {"username": "carla"})
    assert asked.headers["Location"] == "/accounts/reauthenticate/?next=%2Fme%2Fdelete%2F"
    assert "left" not in client.cookies
    wrong = client.post(asked.headers["Location"], {"password": "guess", "next": "/me/delete/"})
    assert wrong.status_code == 422
    done = client.post(asked.headers["Location"], {"password": PASSWORD, "next": "/me/delete/"})
    assert done.headers["Location"] == "/deleted/"
    assert User.objects.get(pk=carla.pk).is_deleted
    assert client.cookies["left"].value == "1"  # the browser forgets what they didn't send
    assert "The account is deleted" in client.get("/deleted/").text
    assert client.get("/me/settings/").status_code == 302


def test_an_account_without_one_asks_for_a_mailed_code(client: Client, mailbox: Mailbox) -> None:
    nils = make_contributor("nils")
    client.force_login(nils)
    assert "You sign in by mailed codes" in client.get("/me/delete/").text
    assert client.post("/me/delete/", {"username": "nils"}).headers["Location"] == "/me/delete/"
    assert User.objects.get(pk=nils.pk).is_active
    asked = client.post("/me/delete/code/").headers["Location"]
    back = client.post(asked, {"code": mailbox.code(), "next": "/me/delete/"})
    assert back.headers["Location"] == "/me/delete/"
    done = client.post("/me/delete/", {"username": "@Nils"})
    assert done.headers["Location"] == "/deleted/"
    assert User.objects.get(pk=nils.pk).is_deleted
    assert mailbox.newest()["To"] == "nils@example.org"
    assert "your account is deleted" in mailbox.newest()["Subject"]


def test_they_are_signed_out_everywhere(client: Client, carla: User) -> None:
    Authenticator.objects.all().delete()
    client.post("/accounts/login/", {"login": "carla", "password": PASSWORD})
    other = Client()
    other.post("/accounts/login/", {"login": "carla", "password": PASSWORD})
    assert Session.objects.filter(expire_date__gt=timezone.now()).count() == 2
    assert client.post("/me/delete/", {"username": "carla"}).headers["Location"] == "/deleted/"
    assert not Session.objects.exists()
    assert other.get("/me/settings/").status_code == 302


def test_a_mistyped_name_is_told(client: Client, carla: User) -> None:
    client.force_login(carla)
    page = client.post("/me/delete/", {"username": "karla"})
    assert page.status_code == 422
    assert 'value="karla"' in page.text
    assert "This is not your username." in page.text


def test_the_last_administrator_is_told_before(client: Client) -> None:
    client.force_login(make_administrator())
    page = client.get("/me/delete/").text
    assert "You are the only administrator here." in page
    assert 'action="/me/delete/"' not in page


def test_the_administration_changes_nothing_of_them_any_more(client: Client, carla: User) -> None:
    gone = delete(carla)
    client.force_login(make_administrator())
    url = f"/admin/accounts/user/{gone.pk}/change/"
    assert client.post(url, {"username": "back", "is_active": "on"}).status_code == 403


def test_a_new_summary_after_it_names_nobody(client: Client, carla: User, sql: Document) -> None:
    delete(carla)
    proposal = propose(sql, {SUMMARY: "Tables"}, author=make_contributor("nils"))
    assert approve(proposal, reviewer=make_moderator("mona"), version=1).revision


def test_before_it_one_learns_what_becomes_of_ones_name(
    client: Client, carla: User, sql: Document
) -> None:
    client.force_login(carla)
    say(sql, "Will stay", by=carla)
    gone = say(sql, "Won't stay", by=carla)
    before = client.get("/me/delete/").context["contributions"]
    delete_comment(gone, author=carla)
    page = client.get("/me/delete/")
    assert page.context["contributions"] == before - 1
    assert "Where others wrote <b>@carla</b>" in page.text
