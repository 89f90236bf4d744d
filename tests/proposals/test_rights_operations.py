"""Appointing moderators, protecting documents, redacting."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from accounts.rights import may_moderate
from proposals.models import Event
from proposals.operations.appoint import appoint, dismiss
from proposals.operations.approve import approve
from proposals.operations.protect import protect
from proposals.operations.redact import redact
from proposals.operations.reject import reject
from skills.models import Document
from skills.projection import live_content
from skills.redaction import NothingToRedact
from skills.verification import verify
from tests.factories import make_skill
from tests.people import make_administrator
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> User:
    return make_administrator()


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"})


def test_an_appointed_moderator_may_decide_until_dismissed(root: User, skill: Document) -> None:
    carla = make_contributor()
    scope = appoint(carla, domain="data", by=root)
    assert may_moderate(carla, domains=["data"])
    dismiss(scope, by=root)
    assert not may_moderate(User.objects.get(pk=carla.pk), domains=["data"])
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["rights_granted", "rights_revoked"]


def test_only_an_administrator_gives_rights(skill: Document) -> None:
    mona = make_moderator()
    with pytest.raises(PermissionDenied):
        appoint(make_contributor(), by=mona)
    with pytest.raises(PermissionDenied):
        dismiss(mona.moderator_scopes.get(), by=mona)
    with pytest.raises(PermissionDenied):
        protect(skill, protected=True, by=mona)


@pytest.mark.parametrize("right", [{"domain": "nowhere"}, {"language": "Deutsch!"}, {}])
def test_a_right_that_makes_no_sense_is_refused(root: User, right: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        appoint(make_moderator(), **right, by=root)


def test_protecting_is_on_record_once(root: User, skill: Document) -> None:
    protect(skill, protected=True, by=root)
    protect(skill, protected=True, by=root)
    assert Event.objects.filter(kind="document_protected").count() == 1


def test_redacted_words_are_gone_from_log_proposals_and_reviews(
    root: User, skill: Document
) -> None:
    approved = propose(skill, {JUNIOR: "Call Bob Miller"}, why="Bob Miller said so")
    approve(approved, reviewer=make_moderator(), version=1)
    waiting = propose(skill, {LEAD: "Ask Bob Miller", JUNIOR: "Queries"})
    reject(propose(skill, {LEAD: "x"}), reviewer=make_moderator(), version=1, text="No Bob Miller")
    revision = redact(skill, "Bob Miller", replacement="[name]", by=root, why="Private")
    assert revision
    skill.refresh_from_db()
    assert live_content(skill)[JUNIOR] == "Call [name]"
    assert rows(waiting)[LEAD].new == "Ask [name]"
    assert rows(waiting)[JUNIOR].old == "Call [name]"
    approved.refresh_from_db()
    assert approved.summary == "[name] said so"
    assert verify().is_clean
    assert "Bob" not in str(list(Event.objects.values_list("data", flat=True)))


def test_words_that_stand_in_proposals_alone_are_redacted_too(root: User, skill: Document) -> None:
    waiting = propose(skill, {LEAD: "Ask Bob Miller"})
    assert redact(skill, "Bob Miller", replacement="[name]", by=root, why="Private") is None
    assert rows(waiting)[LEAD].new == "Ask [name]"
    with pytest.raises(NothingToRedact):
        redact(skill, "Bob Miller", replacement="[name]", by=root, why="Private")


def test_a_proposal_still_applies_after_a_redaction_of_its_old_text(
    root: User, skill: Document
) -> None:
    approve(propose(skill, {JUNIOR: "Call Bob"}), reviewer=make_moderator(), version=1)
    waiting = propose(skill, {JUNIOR: "Call Bob and others"})
    redact(skill, "Bob", replacement="[name]", by=root, why="Private")
    assert approve(waiting, reviewer=make_moderator(), version=1).revision
