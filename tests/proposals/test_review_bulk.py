"""Small changes approved together, one author's spam turned down together."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from proposals.models import Proposal
from proposals.operations.bulk import Seen, approve_small, reject_spam
from proposals.operations.claim import claim
from proposals.operations.revise import revise
from skills.algebra.paths import SUMMARY, Path
from skills.models import Document
from skills.projection import live_content
from tests.factories import make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_moderator())
    return client


def live(document: Document) -> dict[Path, str]:
    document.refresh_from_db()
    return live_content(document)


def statuses() -> list[str]:
    return list(Proposal.objects.order_by("pk").values_list("status", flat=True))


def test_the_preview_shows_every_difference_of_what_is_small(desk: Client, skill: Document) -> None:
    propose(skill, {SUMMARY: "Tabels"})
    propose(skill, {JUNIOR: "Reads queries (junior)"})
    propose(skill, {JUNIOR_REQUIRED: "required"})
    response = desk.get("/review/bulk/")
    assert [len(group.previews) for group in response.context["groups"]] == [2]
    page = text_of(response)
    assert "Tabels" in page
    assert "Reads queries" in page


def ticked(page: str) -> list[int]:
    """The proposals whose boxes are ticked at first."""
    return [int(pk) for pk in re.findall(r'name="proposal" value="(\d+):\d+" checked', page)]


def test_only_what_a_glance_is_enough_for_is_ticked(desk: Client, skill: Document) -> None:
    small = propose(skill, {JUNIOR: "Reads queries (junior)"})
    propose(skill, {JUNIOR: "Plans, writes and reads queries that span many big tables"})
    propose(skill, {LEAD: "Never queries (lead)"})
    page = text_of(desk.get("/review/bulk/"))
    assert ticked(page) == [small.pk]
    assert "More than 5 words change, or a number, or a word like “not” or “must”." in page


def test_what_somebody_else_reviews_is_not_ticked(desk: Client, skill: Document) -> None:
    claim(propose(skill, {JUNIOR: "Reads"}), reviewer=make_moderator("otto"))
    page = text_of(desk.get("/review/bulk/"))
    assert ticked(page) == []
    assert "Somebody else is reviewing these" in page


def test_results_say_what_each_was_about(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    page = text_of(desk.post("/review/bulk/", {"proposal": f"{proposal.pk}:1"}, follow=True))
    assert ": New wording for Data Engineer · Junior</a>" in page


def test_what_is_ticked_is_approved_each_by_itself(desk: Client, skill: Document) -> None:
    first, second = propose(skill, {JUNIOR: "Reads"}), propose(skill, {LEAD: "Leads"})
    rival = propose(skill, {JUNIOR: "Writes"})
    form = {"proposal": [f"{each.pk}:1" for each in (first, second, rival)]}
    response = desk.post("/review/bulk/", form, follow=True)
    page = text_of(response)
    assert response.redirect_chain == [("/review/results/", 302)]
    assert "2 of 3 went through." in page
    assert "The live text has changed since this was written" in page
    assert (live(skill)[JUNIOR], live(skill)[LEAD]) == ("Reads", "Leads")
    assert statuses() == ["approved", "approved", "open"]


def test_only_the_version_that_was_shown_is_approved(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    rude = changes_to(skill, {JUNIOR: "Something else altogether"})
    revise(proposal, rude, author=proposal.author, why="Changed my mind", version=1)
    page = text_of(desk.post("/review/bulk/", {"proposal": f"{proposal.pk}:1"}, follow=True))
    assert "0 of 1 went through." in page
    assert "has a new version (2)" in page
    assert live(skill)[JUNIOR] == "Queries (junior)"


def test_more_than_wording_is_looked_at_by_itself(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR_REQUIRED: "required"})
    [result] = approve_small([Seen(proposal.pk, 1)], reviewer=make_moderator())
    assert not result.is_done
    assert "look at it by itself" in result.said


def test_rights_hold_for_each(skill: Document) -> None:
    mine = propose(skill, {JUNIOR: "Reads"}, author=make_moderator())
    results = approve_small([Seen(mine.pk, 1), Seen(0, 1)], reviewer=make_moderator())
    assert [result.is_done for result in results] == [False]
    assert "You can't decide on your own proposal" in results[0].said


def test_where_two_are_needed_it_is_the_first_approval(skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads"})
    [result] = approve_small([Seen(proposal.pk, 1)], reviewer=make_moderator())
    assert (result.is_done, result.said) == (True, "Approved; one more approval is needed.")
    assert statuses() == ["open"]


def test_what_somebody_else_looks_at_is_not_ticked(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    claim(proposal, reviewer=make_moderator("otto"))
    page = text_of(desk.get("/review/bulk/"))
    assert f'value="{proposal.pk}:1">' in page
    assert "being reviewed by otto" in page


def test_nothing_ticked_is_said(desk: Client, skill: Document) -> None:
    propose(skill, {JUNIOR: "Reads"})
    response = desk.post("/review/bulk/", {})
    assert response.status_code == 422
    assert "Nothing was ticked, so nothing was approved." in text_of(response)


@pytest.mark.parametrize("value", ["1", "one:1", "1:", ":"])
def test_a_form_of_elsewhere_is_refused(desk: Client, value: str) -> None:
    assert desk.post("/review/bulk/", {"proposal": value}).status_code == 400


def test_it_follows_the_queue_it_came_from(desk: Client, skill: Document) -> None:
    propose(skill, {JUNIOR: "Reads"})
    nils = propose(skill, {LEAD: "Leads"}, author=make_contributor("nils"))
    response = desk.get("/review/bulk/?author=nils")
    assert [each.row.proposal.pk for each in response.context["previews"]] == [nils.pk]


def test_the_queries_stay_the_same_however_many(
    desk: Client, skill: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    propose(skill, {JUNIOR: "Reads"})
    with CaptureQueriesContext(connection) as first:
        desk.get("/review/bulk/")
    for number in range(8):
        author = make_contributor(f"person-{number}")
        propose(skill, {LEAD: f"Leads {number} people"}, author=author)
    assert len(first) <= 19
    with django_assert_num_queries(len(first)):
        desk.get("/review/bulk/")


def test_spam_of_one_author_is_rejected_after_a_preview(desk: Client, skill: Document) -> None:
    spammer = make_contributor("spammer")
    bad = propose(skill, {JUNIOR: "Buy now"}, author=spammer)
    worse = propose(skill, {LEAD: "Buy twice"}, author=spammer)
    good = propose(skill, {JUNIOR: "Reads"})
    page = text_of(desk.get("/review/spam/?author=spammer"))
    assert "Buy now" in page
    assert "Buy twice" in page
    form = {"proposal": [f"{each.pk}:1" for each in (bad, worse)]}
    page = text_of(desk.post("/review/spam/?author=spammer", form, follow=True))
    assert "2 of 2 went through." in page
    assert statuses() == ["rejected", "rejected", "open"]
    assert bad.reviews.get().reason == "spam"
    assert good.status == "open"


def test_nothing_of_anybody_else_goes_with_it(skill: Document) -> None:
    good = propose(skill, {JUNIOR: "Reads"})
    spammer = make_contributor("spammer")
    [result] = reject_spam([Seen(good.pk, 1)], author=spammer, reviewer=make_moderator())
    assert (result.is_done, result.said) == (False, "Somebody else sent this one.")


def test_there_is_no_such_author(desk: Client) -> None:
    assert desk.get("/review/spam/?author=nobody").status_code == 404
    assert desk.get("/review/spam/").status_code == 404


@pytest.mark.parametrize("address", ["bulk/", "spam/?author=carla", "results/"])
def test_it_takes_a_moderator(client: Client, address: str) -> None:
    make_contributor()
    assert client.get(f"/review/{address}").status_code == 302
    client.force_login(make_contributor())
    assert client.get(f"/review/{address}").status_code == 403


def test_wrong_methods(desk: Client) -> None:
    assert desk.put("/review/bulk/").status_code == 405
    assert desk.delete("/review/spam/").status_code == 405
    assert desk.post("/review/results/").status_code == 405


def test_without_results_there_is_only_the_queue(desk: Client) -> None:
    assert desk.get("/review/results/")["Location"] == "/review/"
