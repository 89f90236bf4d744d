"""What people read of what happened: in their terms, and nothing they may no longer see."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from proposals.events import record
from proposals.models import Comment, Event, EventKind, Notification
from proposals.models.notification import NotificationQuerySet
from proposals.operations.approve import approve
from proposals.operations.ban import ban
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment
from proposals.operations.reject import reject
from proposals.operations.revert import revert
from proposals.telling.fan_out import tell
from proposals.telling.sentences import Said, said
from skills.algebra.paths import (
    NAME,
    PARENT,
    REQUIRED,
    STATUS,
    SUMMARY,
    description,
    listing,
    requirement,
)
from skills.models import Document
from tests.factories import make_document, make_group, make_role, make_skill
from tests.proposals.factories import JUNIOR, LEAD, make_contributor, make_moderator, propose
from tests.proposals.telling.watching import watches

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    make_role("llm-engineer", name="LLM Engineer")
    return make_skill(
        "vector-search",
        name="Vector search",
        required={"data-engineer": "Queries"},
        optional={"llm-engineer": "Searches"},
    )


FAR_OFF = datetime(2199, 1, 1, tzinfo=UTC)


def approved(document: Document, values: dict) -> None:
    proposal = propose(document, values)
    approve(proposal, reviewer=make_moderator(), version=proposal.version)


def told(username: str) -> list[str]:
    """All this person is told, oldest first, but for what is proposed."""
    return [each.text for each in said_to(username)]


def said_to(username: str) -> list[Said]:
    for event in Event.objects.exclude(kind=EventKind.PROPOSAL_SUBMITTED).order_by("pk"):
        tell.call(event.pk)
    mine = Notification.objects.filter(recipient__username=username).order_by("pk")
    return said(mine.with_what_they_are_about())


def test_watchers_of_a_role_read_it_in_their_terms(skill: Document) -> None:
    watches(make_contributor("wanda"), make_role("llm-engineer"), level="senior")
    values = {requirement("llm-engineer", "senior"): REQUIRED, JUNIOR: "Reads"}
    approved(skill, values)
    (sentence,) = said_to("wanda")
    assert sentence.text == "Vector search became required for Senior LLM Engineers"
    assert "<b>required</b>" in sentence.html


def test_watchers_of_the_skill_read_of_all_of_it(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    values = {requirement("llm-engineer", "senior"): REQUIRED, JUNIOR: "Reads", LEAD: "Leads"}
    approved(skill, values)
    (sentence,) = told("wanda")
    assert sentence == ("Vector search became required for Senior LLM Engineers and 2 more changes")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({NAME: "Search by meaning"}, "Vector search is now called Search by meaning"),
        ({SUMMARY: "Finds what is near"}, "Vector search has a new summary"),
        ({JUNIOR: "Reads what others found"}, "has new wording for Junior Data Engineers"),
        (
            {JUNIOR: "Reads what others found", LEAD: "Leads those who search"},
            "has new wording for Data Engineers at 2 levels",
        ),
        ({STATUS: "retired"}, "Vector search was retired"),
    ],
)
def test_each_meaning_has_its_words(skill: Document, values: dict, sentence: str) -> None:
    watches(make_contributor("wanda"), skill)
    approved(skill, values)
    (told_so,) = told("wanda")
    assert sentence in told_so


def test_a_new_skill_says_for_whom_it_is_required(skill: Document) -> None:
    watches(make_contributor("wanda"), make_role("llm-engineer"), level="lead")
    content = {
        NAME: "Embeddings",
        listing("llm-engineer"): "listed",
        requirement("llm-engineer", "lead"): REQUIRED,
        description("llm-engineer", "lead"): "Chooses a model",
        PARENT: "storage",
    }
    made = make_document("skill", "embeddings", content)
    event = EventKind.REVISION_PUBLISHED
    revision = made.revisions.get()
    record(event, actor=revision.author, document=made, revision=revision)
    assert told("wanda") == ["New skill: Embeddings, required for Lead LLM Engineers"]


def test_watchers_read_what_is_proposed_and_why(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    propose(skill, {JUNIOR: "Reads"}, why="Queries is vague")
    tell.call(Event.objects.get().pk)
    (proposed,) = said(Notification.objects.with_what_they_are_about())
    assert proposed.text.startswith("carla proposes: Vector search: ")
    assert proposed.details.quote == "Queries is vague"


def test_an_author_reads_the_verdict_and_the_reason(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    reject(proposal, reviewer=make_moderator(), version=1, reason="unclear", text="Which one?")
    (verdict,) = said_to("carla")
    assert verdict.text.startswith("Your proposal was turned down: Vector search: ")
    assert verdict.details.quote == "Which one?"
    assert verdict.details.lines == ["It isn't clear what should change"]
    assert verdict.path == f"/proposals/{proposal.pk}/"


def test_watchers_read_both_wordings_and_whose_they_are(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    approved(skill, {JUNIOR: "Queries daily"})
    (changed,) = said_to("wanda")
    assert (changed.details.before, changed.details.now) == ("Queries (junior)", "Queries daily")
    lines = ["Proposed by carla, approved by mona.", "Why: It reads better"]
    assert changed.details.lines == lines


def test_an_author_reads_what_was_declined(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    row = proposal.current_changes()[0]
    approve(proposal, reviewer=make_moderator(), version=1, accept=[row.pk])
    (verdict,) = said_to("carla")
    assert verdict.text.startswith("Your proposal was approved in part: Vector search: ")
    assert verdict.details.lines == ["1 of 2 parts was accepted; you can propose the rest again."]


def test_a_comment_on_a_proposal_names_it_and_has_no_marks(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    anna = make_contributor("anna")
    comment = Comment.objects.create(proposal=proposal, author=anna, text="**Why** `so`?")
    record(EventKind.COMMENT_POSTED, actor=anna, proposal=proposal, comment=comment.pk)
    (told_so,) = said_to("carla")
    assert told_so.text.startswith("anna commented on the proposal “Vector search: ")
    assert told_so.details.quote == "Why so?"


def test_what_was_hidden_is_not_said_again(skill: Document) -> None:
    bert = make_contributor("bert")
    comment = Comment.objects.create(document=skill, author=make_contributor("anna"), text="Rude")
    flag(comment, by=bert, reason="abuse", text="Look at this")
    (reported,) = said(moderators_notifications(make_moderator()))
    assert reported.path == "/review/reports/"
    assert reported.details.quote == "Rude"
    assert reported.details.lines == ["bert says: It is rude, or attacks somebody"]
    hide_comment(comment, by=make_moderator(), reason="abuse")
    (settled,) = said_to("bert")
    assert settled.text == "The comment you reported on Vector search was hidden. Thank you."
    assert settled.details.quote == ""
    assert not Notification.objects.filter(recipient__username="mona").unread().exists()


def moderators_notifications(moderator: User) -> NotificationQuerySet:
    tell.call(Event.objects.get(kind=EventKind.FLAG_RAISED).pk)
    mine = Notification.objects.filter(recipient=moderator)
    return mine.with_what_they_are_about()


def test_somebody_blocked_reads_until_when_and_what_that_means() -> None:
    anna = make_contributor("anna")
    ban(anna, by=make_moderator(), reason="Take a week off", until=FAR_OFF)
    (blocked,) = said_to("anna")
    assert blocked.details.quote == "Take a week off"
    assert blocked.details.lines == [
        "Until 1 January 2199, 00:00 UTC.",
        "You can read everything, but not sign in.",
    ]


def test_an_author_reads_that_their_change_was_taken_back(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    approved(skill, {JUNIOR: "Reads what others found"})
    taken_back = skill.revisions.get(number=2)
    revert(taken_back, by=make_moderator("otto"), why="It was right before")
    assert told("carla")[-1] == "otto took back a change of yours: Vector search"
    assert said_to("wanda")[-1].details.lines[0] == "It takes back revision 2."


def test_so_they_do_where_that_was_proposed_and_approved(skill: Document) -> None:
    approved(skill, {JUNIOR: "Reads what others found"})
    taken_back = skill.revisions.get(number=2)
    proposal = revert(taken_back, by=make_contributor("pia"), why="It was right before")
    approve(proposal, reviewer=make_moderator(), version=1)
    assert told("carla")[-1].startswith("pia took back a change of yours: Vector search: ")
    assert told("pia")[-1].startswith("Your proposal was approved: ")


def test_whoever_is_mentioned_reads_that_they_are(skill: Document) -> None:
    anna, mia = make_contributor("anna"), make_contributor("mia")
    comment = Comment.objects.create(document=skill, author=anna, text="@mia what do you think?")
    event = EventKind.COMMENT_POSTED
    record(event, actor=anna, document=skill, comment=comment.pk, mentions=[mia.pk])
    (mentioned,) = said_to("mia")
    assert mentioned.text == "anna mentioned you in the talk about Vector search"
    assert mentioned.details.quote == "@mia what do you think?"


@pytest.mark.parametrize("gone", ["hidden_at", "deleted_at"])
def test_nobody_is_told_of_a_comment_that_is_gone(skill: Document, gone: str) -> None:
    anna = make_contributor("anna")
    watches(make_contributor("wanda"), skill)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    comment = Comment.objects.create(document=skill, author=anna, text="Rude", **{gone: now})
    record(EventKind.COMMENT_POSTED, actor=anna, document=skill, comment=comment.pk)
    assert told("wanda") == []


def test_names_that_look_like_markup_are_text(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    approved(skill, {NAME: "<b>Search</b> & find"})
    (sentence,) = said_to("wanda")
    assert "&lt;b&gt;Search&lt;/b&gt; &amp; find" in sentence.html


def test_as_many_queries_for_one_as_for_many(skill: Document, django_assert_num_queries) -> None:
    watches(make_contributor("wanda"), skill)
    make_group("engines")
    proposal = propose(skill, {LEAD: "Leads"})
    reject(proposal, reviewer=make_moderator(), version=1, reason="unclear")
    approved(skill, {JUNIOR: "Reads"})
    approved(skill, {NAME: "Nearest neighbours"})
    notifications = [each.notification for each in said_to("wanda") + said_to("carla")]
    for some in (notifications[:1], notifications):
        with django_assert_num_queries(2):
            assert said(some)
