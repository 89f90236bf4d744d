"""The queue: what is in it, narrowed, grouped, and how much reading it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.models import Batch, Proposal
from proposals.operations.approve import approve
from proposals.operations.claim import claim
from proposals.operations.submit import submit
from skills.algebra.paths import LEVELS, SUMMARY, description, requirement
from skills.models import Document
from tests.factories import make_domain, make_group, make_role, make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
    rows,
)
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return make_moderator()


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """The moderator's browser."""
    client.force_login(moderator)
    return client


def shown(desk: Client, query: str = "") -> list[int]:
    """The ids of the proposals on the page, in order."""
    return [row.proposal.pk for row in desk.get(f"/review/{query}").context["rows"]]


def test_it_lists_what_waits_oldest_first(desk: Client, skill: Document) -> None:
    first, second = propose(skill, {JUNIOR: "Reads"}), propose(skill, {LEAD: "Leads"})
    assert shown(desk) == [first.pk, second.pk]
    assert "2 proposals wait for you." in text_of(desk.get("/review/"))


def test_one_signs_in_first_and_comes_back(client: Client) -> None:
    response = client.get("/review/?kind=typo")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/review/%3Fkind%3Dtypo"


def test_contributors_have_no_queue(client: Client) -> None:
    client.force_login(make_contributor())
    assert client.get("/review/").status_code == 403


def test_it_is_read_only(desk: Client) -> None:
    assert desk.post("/review/").status_code == 405


def test_an_empty_queue_says_so(desk: Client) -> None:
    page = text_of(desk.get("/review/"))
    assert "Nothing waits for you." in page
    assert "Start with the first" not in page


def test_ones_own_and_what_is_elsewhere_is_left_out(
    client: Client, skill: Document, moderator: User
) -> None:
    make_domain("security")
    make_group("crypto", domain="security")
    elsewhere = make_skill("tls", group="crypto", summary="Keys")
    propose(skill, {JUNIOR: "Reads"}, author=moderator)
    there = propose(elsewhere, {SUMMARY: "Keys and locks"})
    client.force_login(moderator)
    assert shown(client) == [there.pk]
    client.force_login(make_moderator("dora", domain="data"))
    assert there.pk not in shown(client)
    client.force_login(make_administrator())
    assert there.pk in shown(client)


def test_what_i_approved_first_waits_for_somebody_else(desk: Client, skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads"})
    approve(proposal, reviewer=User.objects.get(username="mona"), version=1)
    assert shown(desk) == []
    desk.force_login(make_moderator("otto"))
    assert shown(desk) == [proposal.pk]
    assert "1 of 2 approvals" in text_of(desk.get("/review/"))


def test_it_comes_back_when_somebody_approved_other_parts(desk: Client, skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads", LEAD: "Leads"})
    approve(proposal, reviewer=User.objects.get(username="mona"), version=1)
    lead = [rows(proposal)[LEAD].pk]
    approve(proposal, reviewer=make_moderator("otto"), version=1, accept=lead)
    assert shown(desk) == [proposal.pk]


def test_narrowed_by_domain_kind_and_words(desk: Client, skill: Document) -> None:
    typo = propose(skill, {SUMMARY: "Tabels"})
    wording = propose(skill, {JUNIOR: "Reads tables"}, why="Übung macht den Meister")
    flip = propose(skill, {requirement("data-engineer", "lead"): "required"})
    assert shown(desk, "?kind=typo") == [typo.pk]
    assert shown(desk, "?kind=requirement_added") == [flip.pk]
    assert shown(desk, "?domain=data") == [typo.pk, wording.pk, flip.pk]
    assert shown(desk, "?domain=security") == []
    assert shown(desk, "?q=meister") == [wording.pk]
    assert shown(desk, "?q=tabels") == [typo.pk]
    assert shown(desk, "?q=carla") == [typo.pk, wording.pk, flip.pk]


def test_a_row_says_who_asks_and_why(desk: Client, skill: Document) -> None:
    author = make_contributor("lin", display_name="Lin Chen")
    propose(skill, {JUNIOR: "Reads"}, author=author, why="Every posting asks for it")
    page = text_of(desk.get("/review/"))
    assert "Lin Chen: “Every posting asks for it”" in page
    assert "· newcomer" in page


def test_nobody_who_moderates_is_a_newcomer(desk: Client, skill: Document) -> None:
    for author in (
        make_moderator("otto", domain="elsewhere"),
        make_contributor("root", is_superuser=True),
    ):
        propose(skill, {JUNIOR: f"Reads ({author})"}, author=author)
    assert "· newcomer" not in text_of(desk.get("/review/"))
    assert shown(desk, "?newcomer=1") == []


def test_narrowed_by_newcomers(desk: Client, skill: Document) -> None:
    trusted = make_contributor("tina")
    for level in ("junior", "middle", "senior"):
        accepted = propose(skill, {description("data-engineer", level): level}, author=trusted)
        approve(accepted, reviewer=make_moderator("otto"), version=1)
    propose(skill, {LEAD: "Leads"}, author=trusted)
    new = propose(skill, {LEAD: "Leads and listens"})
    assert shown(desk, "?newcomer=1") == [new.pk]


def test_narrowed_by_conflicts_age_and_author(desk: Client, skill: Document) -> None:
    old = propose(skill, {LEAD: "Leads"})
    Proposal.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    new = propose(skill, {JUNIOR: "Reads"}, author=make_contributor("nils"))
    Proposal.objects.filter(pk=new.pk).update(is_conflicted=True)
    assert shown(desk, "?days=7") == [old.pk]
    assert shown(desk, "?author=Nils") == [new.pk]
    assert shown(desk, "?conflicts=with") == [new.pk]
    assert shown(desk, "?conflicts=without") == [old.pk]


def test_narrowed_to_a_batch(desk: Client, skill: Document) -> None:
    author = make_contributor()
    propose(skill, {LEAD: "Leads"})
    batch = Batch.objects.create(name="Spring import", author=author)
    changes = changes_to(skill, {JUNIOR: "Reads"})
    imported = submit(skill, changes, author=author, why="From a file", batch=batch)
    assert shown(desk, f"?batch={batch.pk}") == [imported.pk]
    assert "Spring import" in text_of(desk.get("/review/?group=batch"))


def test_grouped_by_skill_it_follows_the_names(desk: Client, skill: Document) -> None:
    sql = propose(skill, {JUNIOR: "Reads"})
    other = make_skill("ansible", name="Ansible", summary="Plays")
    ansible = propose(other, {SUMMARY: "Playbooks"})
    more = propose(skill, {LEAD: "Leads"})
    assert shown(desk, "?group=skill") == [ansible.pk, sql.pk, more.pk]


def test_chips_take_one_thing_away(desk: Client, skill: Document) -> None:
    page = text_of(desk.get("/review/?kind=typo&newcomer=1"))
    assert 'href="/review/?newcomer=1"' in page
    assert "Nothing that waits fits what you chose." in page


@pytest.mark.parametrize("query", ["?kind=huge", "?days=soon", "?conflicts=2", "?group=colour"])
def test_what_there_is_not_is_said(desk: Client, query: str) -> None:
    assert desk.get(f"/review/{query}").status_code == 400


def test_it_says_who_else_is_looking(desk: Client, skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads"})
    claim(proposal, reviewer=make_moderator("otto"))
    assert "being reviewed by otto" in text_of(desk.get("/review/"))


def test_a_conflict_is_marked(desk: Client, skill: Document) -> None:
    winner = propose(skill, {JUNIOR: "Reads"})
    propose(skill, {JUNIOR: "Writes"})
    approve(winner, reviewer=make_moderator("otto"), version=1)
    assert "conflict" in text_of(desk.get("/review/"))


@pytest.mark.parametrize("query", ["", "?group=skill", "?newcomer=1&q=reads"])
def test_the_queries_stay_the_same_however_many(
    desk: Client, skill: Document, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    propose(skill, {JUNIOR: "Reads it"})
    with CaptureQueriesContext(connection) as first:
        desk.get(f"/review/{query}")
    for level in LEVELS[1:]:
        for role in ("tester", "analyst"):
            make_role(role)
            path = requirement(role, level)
            text = {description(role, level): f"Reads {role}"}
            propose(skill, {path: "optional"} | text, author=make_contributor(f"{role}-{level}"))
    assert len(first) <= 16
    with django_assert_num_queries(len(first)):
        desk.get(f"/review/{query}")
