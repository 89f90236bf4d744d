import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from proposals.models import Proposal
from proposals.operations.appoint import appoint
from proposals.operations.approve import approve
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment, leave_comment
from proposals.operations.protect import protect
from proposals.operations.redact import redact
from proposals.operations.reject import reject
from skills.models import Document
from tests.factories import make_skill
from tests.people import make_administrator
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill("sql", name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def mona(client: Client) -> User:
    user = make_moderator("mona")
    client.force_login(user)
    return user


def labels(client: Client, **asked: str) -> list[str]:
    return [entry.label for entry in client.get("/audit/", asked).context["entries"]]


@pytest.fixture
def decided(skill: Document, mona: User) -> list[Proposal]:
    """One approved, one rejected."""
    approved = propose(skill, {JUNIOR: "Joins"}, why="It is more")
    approve(approved, reviewer=mona, version=1)
    rejected = propose(skill, {LEAD: "Leads"}, author=make_contributor("otto"))
    reject(rejected, reviewer=mona, version=1, reason="unclear")
    return [approved, rejected]


@pytest.mark.usefixtures("decided")
def test_decisions_stand_newest_first(client: Client) -> None:
    page = client.get("/audit/")
    assert labels(client) == ["Proposal rejected", "Proposal approved"]
    assert "It isn&#x27;t clear what should change" in page.text
    assert "“It is more”" in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_rights_protection_and_redaction_are_there(
    client: Client, skill: Document, mona: User
) -> None:
    root = make_administrator()
    appoint(make_contributor(), domain="data", language="de", by=root)
    protect(skill, protected=True, by=root)
    redact(skill, "Queries", replacement="[gone]", by=root, why="Private")
    page = client.get("/audit/")
    assert labels(client) == ["Text redacted", "Protection changed", "Rights given"]
    assert "German" in page.text
    assert "takes two reviewers" in page.text
    assert "“Private”" in page.text


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "proposal_approved"}, ["Proposal approved"]),
        ({"kind": "rights"}, []),
        ({"kind": "proposals"}, ["Proposal rejected", "Proposal approved"]),
        ({"person": "otto"}, ["Proposal rejected"]),
        ({"person": "@Mona"}, ["Proposal rejected", "Proposal approved"]),
        ({"person": "nobody"}, []),
        ({"document": "sq"}, ["Proposal rejected", "Proposal approved"]),
        ({"document": "kubernetes"}, []),
        ({"start": "2100-01-01"}, []),
        ({"end": "9999-12-31"}, ["Proposal rejected", "Proposal approved"]),
    ],
)
def test_it_is_narrowed(client: Client, asked: dict[str, str], found: list[str]) -> None:
    assert labels(client, **asked) == found


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("asked", [{"kind": "proposal_submitted"}, {"start": "yesterday"}])
def test_what_makes_no_sense_shows_nothing(client: Client, asked: dict[str, str]) -> None:
    page = client.get("/audit/", asked)
    assert page.status_code == 400
    assert page.context["entries"] == []


def test_what_was_hidden_and_what_was_left_is_on_record(
    client: Client, skill: Document, mona: User
) -> None:
    hidden, left = say(skill, "Buy this"), say(skill, "Really?")
    for each in (hidden, left):
        flag(each, by=make_contributor("olaf"), reason="spam")
    hide_comment(hidden, by=mona, reason="spam")
    leave_comment(left, by=mona)
    entries = client.get("/audit/", {"kind": "talk"}).context["entries"]
    assert [(entry.label, entry.details) for entry in entries] == [
        ("Report settled", ["the comment stays"]),
        ("Report settled", ["the comment was hidden"]),
        ("Comment hidden", ["“It is spam or advertising”"]),
    ]
    assert entries[-1].person == hidden.author


def test_its_queries_stay_the_same(client: Client, skill: Document, mona: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/audit/")
        return len(captured)

    for number in range(2):
        approve(propose(skill, {JUNIOR: f"Joins {number}"}), reviewer=mona, version=1)
    before = queries()
    for number in range(2, 12):
        author = make_contributor(f"author{number}")
        proposal = propose(skill, {JUNIOR: f"Joins {number}"}, author=author)
        approve(proposal, reviewer=mona, version=1)
    assert queries() == before


def test_it_is_only_read(client: Client, mona: User) -> None:
    assert client.post("/audit/").status_code == 405


def test_contributors_do_not_read_it(client: Client) -> None:
    client.force_login(make_contributor())
    assert client.get("/audit/").status_code == 403
