import pytest
from django.test import Client

from accounts.models import User
from proposals.models import Event
from proposals.operations.edit_comment import edit_comment
from proposals.operations.flag import flag
from skills.models import Document
from skills.projection import live_content
from skills.verification import verify
from tests.factories import make_skill
from tests.people import make_administrator
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose, rows
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db
PROTECTION = "/skills/sql/protection/"
REDACTION = "/skills/sql/history/redact/"
ASKED = {"text": "Bob Miller", "replacement": "[name]", "why": "Private"}


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Ask Bob Miller"})


@pytest.fixture
def root(client: Client) -> User:
    user = make_administrator()
    client.force_login(user)
    return user


def test_an_administrator_protects_and_ends_it(client: Client, skill: Document, root: User) -> None:
    page = client.post(PROTECTION, {"protected": "1"}, follow=True)
    skill.refresh_from_db()
    assert skill.protected
    assert "Protected by root" in page.text
    client.post(PROTECTION, {"protected": "0"})
    skill.refresh_from_db()
    assert not skill.protected
    assert Event.objects.filter(kind="document_protected").count() == 2


@pytest.mark.usefixtures("skill", "root")
def test_it_warns_where_too_few_can_review(client: Client) -> None:
    assert "Only 1 person can review this page." in client.get(PROTECTION).text
    make_moderator("far", domain="elsewhere")
    make_moderator("german", language="de")
    make_moderator("gone", is_active=False)
    assert "Only 1 person can review this page." in client.get(PROTECTION).text
    make_moderator()
    assert "Two people can review this page." in client.get(PROTECTION).text
    make_moderator("dora", domain="data")
    assert "can review this page" not in client.get(PROTECTION).text


def test_everyone_is_warned_only_of_a_protected_page(client: Client, skill: Document) -> None:
    assert "can review this page" not in client.get(PROTECTION).text
    Document.objects.filter(pk=skill.pk).update(protected=True)
    page = client.get(PROTECTION).text
    assert "Only 0 people can review this page." in page
    assert "Appoint a moderator" not in page


@pytest.mark.usefixtures("skill")
def test_everyone_reads_about_protection_and_nobody_else_switches_it(client: Client) -> None:
    page = client.get(PROTECTION)
    assert "Changes take one reviewer" in page.text
    assert "<button" not in page.text.partition('id="content"')[2]
    assert client.post(PROTECTION, {"protected": "1"}).headers["Location"].startswith("/accounts/")
    client.force_login(make_moderator())
    assert client.post(PROTECTION, {"protected": "1"}).status_code == 403


@pytest.mark.parametrize("folder", ["skills/sql", "roles/data-engineer", "groups/storage"])
def test_every_kind_of_page_has_both(
    client: Client, skill: Document, root: User, folder: str
) -> None:
    assert client.get(f"/{folder}/protection/").status_code == 200
    assert client.get(f"/{folder}/history/redact/").status_code == 200
    assert f"/{folder}/protection/" in client.get(f"/{folder}/history/").text


@pytest.mark.usefixtures("root")
def test_what_is_nowhere_has_neither(client: Client) -> None:
    assert client.get(PROTECTION).status_code == 404
    assert client.get(REDACTION).status_code == 404


@pytest.mark.usefixtures("root")
def test_first_it_shows_where_the_words_stand(client: Client, skill: Document) -> None:
    propose(skill, {LEAD: "Bob Miller leads"}, why="Bob Miller said so")
    page = client.post(REDACTION, {**ASKED, "do": "look"})
    counts = {place.name: place.count for place in page.context["places"]}
    assert counts["What the page says today"] == 5
    assert counts["Reasons given for proposals"] == 1
    assert live_content(skill)[JUNIOR].startswith("Ask Bob Miller")
    assert "Remove them for good" in page.text


@pytest.mark.usefixtures("root")
def test_then_they_are_gone(client: Client, skill: Document) -> None:
    waiting = propose(skill, {LEAD: "Bob Miller leads"})
    answer = client.post(REDACTION, {**ASKED, "do": "redact"})
    assert answer.headers["Location"] == PROTECTION
    skill.refresh_from_db()
    assert live_content(skill)[JUNIOR].startswith("Ask [name]")
    assert rows(waiting)[LEAD].new == "[name] leads"
    assert Event.objects.get(kind="text_redacted").data["why"] == "Private"
    assert verify().is_clean


@pytest.mark.usefixtures("root")
def test_what_people_said_is_rid_of_them_too(client: Client, skill: Document) -> None:
    comment = say(skill, "Ask Bob Miller")
    edit_comment(comment, "Or Bob Miller himself", author=comment.author)
    flag(comment, by=make_contributor("olaf"), reason="private", text="Bob Miller is a person")
    page = client.post(REDACTION, {**ASKED, "do": "look"})
    counts = {place.name: place.count for place in page.context["places"]}
    assert counts["Comments"] == counts["Comments before they were edited"] == 1
    client.post(REDACTION, {**ASKED, "do": "redact"})
    comment.refresh_from_db()
    words = [comment.text, comment.versions.get().text, comment.flags.get().text]
    assert words == ["Or [name] himself", "Ask [name]", "[name] is a person"]


@pytest.mark.usefixtures("root", "skill")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"text": "Ann Smith"}, "stand nowhere"),
        ({"replacement": "Bob Miller!"}, "instead"),
        ({"why": "Bob Miller asked"}, "repeats the words"),
        ({"why": ""}, "required"),
        ({"text": ""}, "required"),
    ],
)
def test_what_cannot_be_done_comes_back_with_what_was_typed(
    client: Client, asked: dict[str, str], said: str
) -> None:
    page = client.post(REDACTION, {**ASKED, **asked, "do": "redact"})
    assert page.status_code == 422
    assert said in page.text
    assert f'value="{(ASKED | asked)["replacement"]}"' in page.text


@pytest.mark.usefixtures("skill")
@pytest.mark.parametrize("make", [make_contributor, make_moderator])
def test_only_administrators_redact(client: Client, make: object) -> None:
    client.force_login(make())  # type: ignore[operator]
    assert client.get(REDACTION).status_code == 403
    assert client.post(REDACTION, {**ASKED, "do": "redact"}).status_code == 403
