"""Who is told of what: the rules of docs/events.md."""

import pytest

from accounts.models import MailTopic
from proposals.events import record
from proposals.models import Comment, Event, EventKind, Flag
from proposals.operations.approve import approve
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.reject import reject
from proposals.operations.revise import revise
from proposals.telling.audience import audience
from skills.algebra.paths import NAME, PARENT, description
from skills.models import Document
from tests.factories import edit, make_domain, make_group, make_role, make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)
from tests.proposals.telling.watching import watches

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill("sql", required={"data-engineer": "Queries"})


def newest(kind: EventKind) -> Event:
    return Event.objects.filter(kind=kind).newest_first()[0]


def told(kind: EventKind) -> dict[str, MailTopic]:
    """Usernames and topics, of the newest event of this kind."""
    from accounts.models import User

    reasons = audience(newest(kind))
    people = User.objects.in_bulk(reasons)
    return {people[pk].username: reason.topic for pk, reason in reasons.items()}


def approved(skill: Document, values: dict, **fields: object) -> None:
    proposal = propose(skill, values, **fields)
    approve(proposal, reviewer=make_moderator(), version=1)


def test_an_approval_tells_the_author_and_watchers_but_not_the_reviewer(skill: Document) -> None:
    wanda, mona = make_contributor("wanda"), make_moderator()
    for user in (wanda, mona, make_contributor()):
        watches(user, skill)
    approved(skill, {JUNIOR: "Reads"})
    assert told(EventKind.PROPOSAL_APPROVED) == {
        "carla": MailTopic.MY_PROPOSALS,
        "wanda": MailTopic.WATCHED_CHANGES,
    }


def test_watchers_of_group_domain_and_role_hear_of_the_skill(skill: Document) -> None:
    watches(make_contributor("gus"), make_group("storage"))
    watches(make_contributor("dora"), make_domain("data"))
    watches(make_contributor("rita"), make_role("data-engineer"))
    watches(make_contributor("olga"), make_role("analyst"))
    approved(skill, {JUNIOR: "Reads"})
    assert set(told(EventKind.PROPOSAL_APPROVED)) == {"carla", "gus", "dora", "rita"}


def test_whoever_watches_a_role_from_a_level_up_hears_of_nothing_below(skill: Document) -> None:
    watches(make_contributor("sara"), make_role("data-engineer"), level="senior")
    approved(skill, {JUNIOR: "Reads"})
    assert "sara" not in told(EventKind.PROPOSAL_APPROVED)
    approved(skill, {LEAD: "Leads"})
    assert told(EventKind.PROPOSAL_APPROVED)["sara"] == MailTopic.WATCHED_CHANGES


def test_somebody_with_many_reasons_has_one_that_names_all_they_watch(skill: Document) -> None:
    wanda = make_contributor("wanda")
    watches(wanda, skill)
    watches(wanda, make_role("data-engineer"), level="junior")
    approved(skill, {JUNIOR: "Reads"})
    reason = audience(newest(EventKind.PROPOSAL_APPROVED))[wanda.pk]
    assert reason.watches == [["skill", "sql", ""], ["role", "data-engineer", "junior"]]


def test_a_move_tells_the_watchers_of_the_group_it_left(skill: Document) -> None:
    watches(make_contributor("gus"), make_group("storage"))
    make_group("engines")
    approved(skill, {PARENT: "engines"})
    assert "gus" in told(EventKind.PROPOSAL_APPROVED)


def test_a_translation_is_told_to_those_who_read_its_language(skill: Document) -> None:
    watches(make_contributor("greta", language="de"), skill)
    watches(make_contributor("wanda"), skill)
    edit(skill, {NAME._replace(language="de"): "SQL auf Deutsch"})
    record(
        EventKind.REVISION_PUBLISHED,
        actor=make_contributor("xaver"),
        document=skill,
        revision=skill.revisions.get(number=2),
    )
    assert set(told(EventKind.REVISION_PUBLISHED)) == {"greta"}


def test_a_proposal_is_told_to_watchers_and_not_to_its_author(skill: Document) -> None:
    watches(make_contributor("wanda"), skill)
    watches(make_contributor(), skill)
    propose(skill, {JUNIOR_REQUIRED: "optional"})
    assert told(EventKind.PROPOSAL_SUBMITTED) == {"wanda": MailTopic.WATCHED_PROPOSALS}


def test_the_author_hears_of_every_verdict(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    ask_for_changes(proposal, reviewer=make_moderator(), version=1, text="Which tables?")
    assert told(EventKind.PROPOSAL_CHANGES_REQUESTED) == {"carla": MailTopic.MY_PROPOSALS}
    changes = changes_to(skill, {JUNIOR: "Reads two tables"})
    revise(proposal, changes, author=proposal.author, version=1, why="It names them")
    assert told(EventKind.PROPOSAL_REVISED) == {"mona": MailTopic.TO_REVIEW}
    reject(proposal, reviewer=make_moderator(), version=2, reason="unclear")
    assert told(EventKind.PROPOSAL_REJECTED) == {"carla": MailTopic.MY_PROPOSALS}


def test_an_answer_tells_who_is_mentioned_who_is_answered_and_who_watches(skill: Document) -> None:
    anna, bert, mia = (make_contributor(name) for name in ("anna", "bert", "mia"))
    watches(make_contributor("wanda"), skill)
    watches(anna, skill)
    first = Comment.objects.create(document=skill, author=anna, text="Why?")
    answer = Comment.objects.create(document=skill, author=bert, parent=first, text="@mia knows")
    record(
        EventKind.COMMENT_REPLIED,
        actor=bert,
        document=skill,
        comment=answer.pk,
        mentions=[mia.pk, bert.pk],
    )
    assert told(EventKind.COMMENT_REPLIED) == {
        "anna": MailTopic.REPLIES,
        "mia": MailTopic.REPLIES,
        "wanda": MailTopic.WATCHED_COMMENTS,
    }


def test_a_report_tells_the_moderators_who_may_act_on_it(skill: Document) -> None:
    make_moderator("mona")
    make_moderator("dario", domain="data")
    make_moderator("elena", domain="elsewhere")
    make_moderator("greta", language="de")
    make_administrator("root")
    comment = Comment.objects.create(document=skill, author=make_contributor("anna"), text="Buy!")
    by = make_contributor("bert")
    Flag.objects.create(comment=comment, by=by, reason="spam")
    record(EventKind.FLAG_RAISED, actor=by, document=skill, comment=comment.pk, reason="spam")
    assert set(told(EventKind.FLAG_RAISED)) == {"mona", "dario", "root"}


def test_a_blocked_account_hears_of_nothing_but_its_being_blocked(skill: Document) -> None:
    carla = make_contributor(is_active=False)
    watches(carla, skill)
    record(EventKind.USER_BANNED, actor=make_moderator(), person=carla, reason="spam")
    assert set(told(EventKind.USER_BANNED)) == {"carla"}
    record(EventKind.RIGHTS_REVOKED, actor=make_moderator(), person=carla)
    assert told(EventKind.RIGHTS_REVOKED) == {}


def test_the_same_number_of_queries_for_one_watcher_and_for_many(
    skill: Document, django_assert_max_num_queries
) -> None:
    for number in range(30):
        watches(make_contributor(f"w{number}"), skill)
    approved(skill, {description("data-engineer", "senior"): "Tunes"})
    event = newest(EventKind.PROPOSAL_APPROVED)
    with django_assert_max_num_queries(9):
        assert len(audience(event)) == 31
