"""Where the site asks it of them: who decides does so only with a second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.rights import SecondFactorNeeded
from proposals.models import Proposal, Status
from proposals.operations.appoint import appoint
from proposals.operations.approve import approve
from proposals.operations.bulk import approve_small
from proposals.operations.patrol import mark_checked
from proposals.operations.publish_directly import publish_directly
from proposals.operations.rebase import rebase
from proposals.operations.reject import reject
from proposals.operations.saved_replies import save_reply
from skills.algebra.paths import SUMMARY
from tests.factories import edit, make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _they_need_one(settings: Settings) -> None:
    settings.MODERATORS_NEED_SECOND_FACTOR = True


@pytest.fixture
def proposal() -> Proposal:
    sql = make_skill(optional={"data-engineer": "Queries"}, summary="Tables")
    return propose(sql, {JUNIOR: "Small queries"}, author=make_contributor("carla"))


def with_factor(user: User, kind: str = "totp") -> User:
    Authenticator.objects.create(user=user, type=kind, data={})
    return User.objects.get(pk=user.pk)


def test_a_moderator_without_one_decides_nothing(proposal: Proposal) -> None:
    mona = make_moderator(domain="data")
    with pytest.raises(SecondFactorNeeded):
        approve(proposal, reviewer=mona, version=1)
    with pytest.raises(SecondFactorNeeded):
        reject(proposal, reviewer=mona, version=1, reason="unclear")
    with pytest.raises(SecondFactorNeeded):
        rebase(proposal, by=mona, version=1)
    with pytest.raises(PermissionDenied):
        save_reply(user=mona, name="Thanks", text="Thank you")
    proposal.refresh_from_db()
    assert proposal.status == Status.OPEN


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_with_an_app_or_a_passkey_they_do(proposal: Proposal, kind: str) -> None:
    mona = with_factor(make_moderator(domain="data"), kind)
    approve(proposal, reviewer=mona, version=1)
    proposal.refresh_from_db()
    assert proposal.status == Status.APPROVED


def test_recovery_codes_alone_are_none(proposal: Proposal) -> None:
    mona = with_factor(make_moderator(domain="data"), "recovery_codes")
    with pytest.raises(SecondFactorNeeded):
        approve(proposal, reviewer=mona, version=1)


def test_an_administrator_without_one_gives_no_rights(proposal: Proposal) -> None:
    root = make_administrator()
    with pytest.raises(SecondFactorNeeded):
        appoint(proposal.author, domain="data", by=root)
    assert appoint(proposal.author, domain="data", by=with_factor(root))


def test_nothing_is_approved_together_or_looked_over(proposal: Proposal) -> None:
    mona = make_moderator(domain="data")
    assert not any(result.is_done for result in approve_small([(proposal.pk, 1)], reviewer=mona))
    document = proposal.document
    scribe = with_factor(make_moderator("scribe", domain="data"))
    published = publish_directly(
        document, changes_to(document, {JUNIOR: "Queries!"}), author=scribe, why="Livelier"
    )
    with pytest.raises(SecondFactorNeeded):
        mark_checked(published, by=mona)


def test_nor_published_directly(proposal: Proposal) -> None:
    mona, document = make_moderator(domain="data"), proposal.document
    with pytest.raises(PermissionDenied):
        publish_directly(document, changes_to(document, {JUNIOR: "Que"}), author=mona, why="Short")


@pytest.mark.usefixtures("proposal")
@pytest.mark.parametrize(
    "page", ["/review/", "/review/{pk}/", "/review/bulk/", "/review/patrol/", "/audit/"]
)
def test_pages_of_deciding_lead_to_setting_one_up(
    client: Client, proposal: Proposal, page: str
) -> None:
    mona = make_moderator(domain="data")
    client.force_login(mona)
    address = page.format(pk=proposal.pk)
    answer = client.get(address)
    assert answer.headers["Location"] == f"/me/security/?next={address.replace('/', '%2F')}"
    assert "One more step before you decide" in client.get(answer.headers["Location"]).text
    with_factor(mona)
    done = client.get("/me/security/").text
    assert "you can decide now" in done
    assert f'href="{address}"' in done
    assert client.get(address).status_code == 200
    assert "you can decide now" not in client.get("/me/security/").text


def test_what_decides_leads_there_too(client: Client, proposal: Proposal) -> None:
    client.force_login(make_moderator(domain="data"))
    answer = client.post(f"/review/{proposal.pk}/approve/", {"version": "1"})
    back = f"/review/{proposal.pk}/".replace("/", "%2F")
    assert answer.headers["Location"] == f"/me/security/?next={back}"
    proposal.refresh_from_db()
    assert proposal.status == Status.OPEN


@pytest.mark.parametrize("page", ["/moderators/", "/admin/", "/admin/accounts/user/"])
def test_pages_of_administrators_do_too(client: Client, page: str) -> None:
    root = make_administrator()
    client.force_login(root)
    answer = client.get(page, follow=True)
    assert "One more step before you decide" in answer.text
    with_factor(root)
    assert client.get(page).status_code == 200


def test_protecting_a_page_leads_there(client: Client, proposal: Proposal) -> None:
    client.force_login(make_administrator())
    slug = proposal.document.slug
    answer = client.post(f"/skills/{slug}/protection/", {"protected": "1"})
    assert answer.headers["Location"] == "/me/security/"
    proposal.document.refresh_from_db()
    assert not proposal.document.protected


def test_my_page_says_what_is_missing(client: Client) -> None:
    mona = make_moderator(domain="data")
    client.force_login(mona)
    assert "your rights to decide rest" in client.get("/me/").text
    with_factor(mona)
    assert "your rights to decide rest" not in client.get("/me/").text


def test_nobody_else_is_asked_for_one(client: Client, proposal: Proposal) -> None:
    client.force_login(proposal.author)
    assert "One more step" not in client.get("/me/security/").text
    assert client.get("/review/").status_code == 403
    edit(proposal.document, {SUMMARY: "Tables, joined"})


def test_without_the_setting_nothing_is_asked(
    client: Client, proposal: Proposal, settings: Settings
) -> None:
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    client.force_login(make_moderator(domain="data"))
    assert client.get(f"/review/{proposal.pk}/").status_code == 200
