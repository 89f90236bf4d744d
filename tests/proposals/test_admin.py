"""The administration: most of it is to look at; rights change there by the same operations."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from proposals.models import Event, SavedReply
from proposals.operations.account_rights import set_account_rights
from proposals.operations.approve import approve
from proposals.operations.flag import flag
from tests.factories import make_skill
from tests.people import make_administrator, make_person
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db
READ_ONLY = [
    "skills_document",
    "skills_revision",
    "skills_change",
    "proposals_proposal",
    "proposals_review",
    "proposals_event",
    "proposals_comment",
    "proposals_flag",
]


@pytest.fixture
def root() -> User:
    return make_administrator()


@pytest.fixture
def admin(client: Client, root: User) -> Client:
    client.force_login(root)
    return client


@pytest.fixture
def on_record() -> dict[str, int]:
    """A row of each sort, by the name of its pages."""
    proposal = propose(make_skill(optional={"data-engineer": "Queries"}), {JUNIOR: "Joins"})
    approval = approve(proposal, reviewer=make_moderator(), version=1)
    assert approval.revision
    comment = say(proposal)
    report = flag(comment, by=make_contributor("olaf"), reason="spam")
    return {
        "skills_document": proposal.document_id,
        "skills_revision": approval.revision.pk,
        "skills_change": approval.revision.changes.get().pk,
        "proposals_proposal": proposal.pk,
        "proposals_review": approval.review.pk,
        "proposals_event": Event.objects.latest("pk").pk,
        "proposals_comment": comment.pk,
        "proposals_flag": report.pk,
    }


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_is_on_record_is_only_looked_at(
    admin: Client, on_record: dict[str, int], name: str
) -> None:
    row = [on_record[name]]
    assert admin.get(reverse(f"admin:{name}_changelist"), {"q": "sql"}).status_code == 200
    assert admin.get(reverse(f"admin:{name}_change", args=row)).status_code == 200
    assert admin.get(reverse(f"admin:{name}_add")).status_code == 403
    assert admin.post(reverse(f"admin:{name}_change", args=row), {}).status_code == 403
    assert admin.post(reverse(f"admin:{name}_delete", args=row), {"post": "y"}).status_code == 403


def test_saved_replies_can_be_edited(admin: Client, root: User) -> None:
    fields = {"user": root.pk, "name": "Thanks", "text": "Thank you"}
    admin.post(reverse("admin:proposals_savedreply_add"), fields)
    assert SavedReply.objects.get().text == "Thank you"


def person(user: User, **rights: str) -> dict[str, str]:
    """What the form of a person sends; a box that is not ticked sends nothing."""
    return {
        "username": user.username,
        "email": user.email,
        "moderator_scopes-TOTAL_FORMS": "1",
        "moderator_scopes-INITIAL_FORMS": "0",
        "moderator_scopes-0-domain": "data",
        **rights,
    }


def test_blocking_an_account_is_on_record(admin: Client, root: User) -> None:
    carla = make_contributor()
    url = reverse("admin:accounts_user_change", args=[carla.pk])
    assert "Say why" in admin.post(url, person(carla)).text
    assert admin.post(url, person(carla, reason="Advertising")).status_code == 302
    carla.refresh_from_db()
    assert not carla.is_active
    assert carla.bans.get().reason == "Advertising"
    event = Event.objects.get(kind="user_banned")
    assert (event.actor, event.person) == (root, carla)
    admin.post(url, person(carla, is_active="on"))
    assert Event.objects.filter(kind="user_unbanned").exists()


def test_making_an_administrator_is_on_record(admin: Client) -> None:
    carla = make_contributor()
    url = reverse("admin:accounts_user_change", args=[carla.pk])
    admin.post(url, person(carla, is_active="on", is_superuser="on", display_name="Carla"))
    carla.refresh_from_db()
    assert carla.is_superuser
    assert carla.is_staff
    assert carla.display_name == "Carla"
    assert Event.objects.get(kind="rights_granted").data == {"administrator": True}


def test_scopes_sent_with_the_form_are_not_given(admin: Client) -> None:
    carla = make_contributor()
    url = reverse("admin:accounts_user_change", args=[carla.pk])
    admin.post(url, person(carla, is_active="on"))
    assert not carla.moderator_scopes.exists()


def test_nobody_locks_themselves_out(admin: Client, root: User) -> None:
    url = reverse("admin:accounts_user_change", args=[root.pk])
    page = admin.post(url, person(root, is_active="on"))
    assert "another administrator does" in page.text
    root.refresh_from_db()
    assert root.is_superuser


def test_the_account_of_imports_stays_shut(admin: Client) -> None:
    machine = User.objects.create_user("importer", is_active=False)
    page = admin.post(
        reverse("admin:accounts_user_change", args=[machine.pk]), person(machine, is_active="on")
    )
    assert "Nobody signs in to this account" in page.text


def test_only_administrators_change_the_rights_of_accounts() -> None:
    mona, bob = make_moderator(), make_person("bob")
    with pytest.raises(PermissionDenied):
        set_account_rights(bob, active=False, administrator=False, by=mona)
    with pytest.raises(PermissionDenied):
        set_account_rights(mona, active=True, administrator=True, by=mona)


def test_it_goes_by_the_site_s_name_and_counts_in_english(client: Client) -> None:
    client.force_login(make_administrator())
    page = client.get("/admin/").text
    assert "Django administration" not in page
    assert "Rungs" in page
    assert "Saved replies" in page
    assert "replys" not in page
