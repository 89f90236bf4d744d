"""What the demo's people say to each other about the matrix."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F

from accounts.models import User
from proposals.models import Comment, Event, Flag, Proposal
from proposals.operations.comment import post_comment, reply
from proposals.operations.delete_comment import delete_comment
from proposals.operations.edit_comment import edit_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment
from proposals.talk.place import Place
from skills.models import Document


def talk(people: Mapping[str, User]) -> None:
    """A few threads: answers, mentions, something edited, something hidden, a report that waits."""
    carla, nils = people["contributor"], people["newcomer"]
    mona, mila = people["moderator"], people["ml-moderator"]
    _about_pipelines(carla, nils, mila)
    _about_cells(carla, nils, mona)
    _about_proposals(carla, nils, mona)


def take_back(user: User) -> int:
    """Delete what somebody said, and the reports they made; how many comments they were."""
    Flag.objects.unsettled().filter(by=user).delete()
    Flag.objects.unsettled().filter(comment__author=user).delete()
    standing = list(Comment.objects.standing().by(user))
    for comment in standing:
        delete_comment(comment, author=user)
    return len(standing)


def _about_pipelines(carla: User, nils: User, mila: User) -> None:
    pipelines = Place(_document("skill", "ml-pipelines"))
    drift = _ago(
        post_comment(
            pipelines,
            "Do drift alerts belong to Middle or to Senior? With us the middles get paged, but "
            "nobody lets them set the thresholds.",
            author=nils,
        ),
        days=6,
    )
    _ago(
        reply(
            drift,
            "Middle, as long as somebody else chose the thresholds. The sentence for Senior could "
            "say *whose* thresholds they are. @newcomer, would you propose one?",
            author=mila,
        ),
        days=5,
    )
    _ago(reply(drift, "I will, this week.", author=nils), days=5)

    schedules = _ago(
        post_comment(
            pipelines,
            "What helped our juniors most with reruns:\n\n"
            "1. every step takes its date as a parameter, never `now()`\n"
            "2. a step that ran twice leaves what one run leaves\n"
            "3. yesterday’s output is still there when today’s fails\n\n"
            "Is that worth a sentence here?",
            author=carla,
        ),
        days=2,
    )
    more = schedules.text.replace("a sentence here?", "a sentence here, or too much detail?")
    edit_comment(schedules, more, author=carla)
    rude = _ago(
        reply(
            schedules, "Whoever needs to be told that has no business near a pipeline.", author=nils
        ),
        days=1,
    )
    flag(rude, by=carla, reason="abuse", text="We were all new once.")


def _about_cells(carla: User, nils: User, mona: User) -> None:
    cell = Place(_document("skill", "sql"), "data-engineer", "junior")
    joins = _ago(
        post_comment(
            cell,
            "I like that the fan-out join is named here. It is the one mistake that looks right "
            "in every dashboard.",
            author=carla,
        ),
        days=4,
    )
    _ago(
        reply(
            joins,
            "There is a good page on how to spot it: "
            "https://www.postgresql.org/docs/current/queries-table-expressions.html",
            author=mona,
        ),
        days=3,
    )
    laptop = _ago(
        post_comment(
            Place(_document("role", "data-engineer")),
            "Which laptop would you buy for this job?",
            author=nils,
        ),
        days=3,
    )
    hide_comment(laptop, by=mona, reason="off_topic", text="The forum of your team knows better.")


def _about_proposals(carla: User, nils: User, mona: User) -> None:
    proposal = Proposal.objects.awaiting_review().by(carla).select_related("document").first()
    if proposal is None:
        return
    asked = post_comment(
        Place(proposal.document, proposal=proposal),
        "Is that so in small teams as well? With four people nobody is only one thing.",
        author=nils,
    )
    _ago(asked, days=1)
    reply(asked, "Fair. @contributor, have you seen it in a small team?", author=mona)


def _document(kind: str, slug: str) -> Document:
    return Document.objects.get(kind=kind, slug=slug)


def _ago(comment: Comment, *, days: int) -> Comment:
    """Said so many days ago."""
    earlier = F("created_at") - timedelta(days=days)
    Comment.objects.filter(pk=comment.pk).update(created_at=earlier)
    Event.objects.filter(comment=comment).update(created_at=earlier)
    comment.refresh_from_db()
    return comment
