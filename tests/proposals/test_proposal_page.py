import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from proposals.models import Proposal, Vote
from proposals.operations.approve import approve
from proposals.operations.ask_for_changes import ask_for_changes
from proposals.operations.claim import claim
from proposals.operations.protect import protect
from proposals.operations.reject import reject
from proposals.operations.revert import revert
from proposals.operations.submit import submit
from proposals.operations.vote import vote
from proposals.operations.withdraw import withdraw
from skills.algebra.changes import diff
from skills.algebra.paths import ACTIVE, NAME, PARENT, RETIRED, STATUS, SUMMARY, description
from skills.models import Document, Revision
from tests.factories import edit, make_group, make_role, make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
    rows,
)
from tests.proposals.pages import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries tables"})


@pytest.fixture
def proposal(sql: Document) -> Proposal:
    return propose(sql, {JUNIOR_REQUIRED: "required"}, why="Every posting asks for it")


def read(client: Client, proposal: Proposal, query: str = "", status: int = 200) -> str:
    response = client.get(f"/proposals/{proposal.pk}/{query}")
    assert response.status_code == status
    return text_of(response)


def words(client: Client, proposal: Proposal) -> str:
    """As they are read, the marks of links and the like left out."""
    return strip_tags(read(client, proposal))


def test_it_says_what_would_change_why_and_who_asks(client: Client, proposal: Proposal) -> None:
    page = read(client, proposal)
    assert '<h1>SQL: Required for <span class="whole">Data Engineer · Junior</span></h1>' in page
    assert "“Every posting asks for it”" in page
    assert 'href="/people/carla/">carla</a>' in page
    assert "(nothing accepted yet)" in page
    assert "Optional</del>" in page
    assert "Required</ins>" in page


def test_it_says_what_that_does_to_the_matrix(client: Client, proposal: Proposal) -> None:
    page = read(client, proposal)
    assert "Data Engineer · Junior:" in page
    assert "<b>0 <span aria-hidden=" in page
    assert "1</b> required skill" in page


def test_retiring_a_skill_takes_its_requirements_with_it(client: Client) -> None:
    skill = make_skill("nosql", required={"data-engineer junior": "Queries"})
    page = read(client, propose(skill, {STATUS: RETIRED}))
    assert "Data Engineer · Junior:" in page
    assert "0</b> required skills" in page


def test_retiring_a_role_leaves_skills_behind(client: Client, sql: Document) -> None:
    page = read(client, propose(make_role(), {STATUS: RETIRED}))
    assert "1 skill says what it asks of this role" in page


def test_it_shows_what_readers_would_stumble_over(client: Client, proposal: Proposal) -> None:
    page = read(client, proposal)
    assert "After this, check:" in page
    assert "Data Engineer: required at Junior, but only optional at Middle." in page


def test_other_proposals_on_the_same_cells_are_named(
    client: Client, sql: Document, proposal: Proposal
) -> None:
    propose(sql, {JUNIOR: "Reads tables"}, author=make_contributor("olaf"))
    propose(sql, {LEAD: "Plans tables"})
    page = read(client, proposal)
    assert 'New wording for <span class="whole">Data Engineer · Junior</span>' in page
    assert "Data Engineer · Lead" not in page
    assert "1 about something else" in page


def test_a_conflict_stands_in_three_texts(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Queries tables and views"})
    edit(sql, {JUNIOR: "Queries big tables"})
    page = read(client, proposal)
    assert "in 1 place. Nothing is lost" in page
    assert "Queries tables (junior)" in page
    assert "and views" in page
    assert "Live now" in page
    assert "revision 2</a>" in page


def test_its_author_is_led_to_resolving_it(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Queries tables and views"})
    edit(sql, {JUNIOR: "Queries big tables"})
    link = f"/proposals/{proposal.pk}/rebase/"
    assert link in read(client_of(proposal.author), proposal)
    assert link in read(client_of(make_moderator()), proposal)
    assert link not in read(client_of(make_contributor("olaf")), proposal)


def test_everybody_is_offered_what_they_may_do(client: Client, proposal: Proposal) -> None:
    author = read(client_of(proposal.author), proposal)
    moderator = read(client_of(make_moderator()), proposal)
    assert f"/proposals/{proposal.pk}/revise/" in author
    assert f"/review/{proposal.pk}/" not in author
    assert "I support it" not in author
    assert f"/review/{proposal.pk}/" in moderator
    assert "I support it" in moderator
    assert "Sign in to say what you think" in read(client, proposal)


def test_who_is_looking_at_it_is_said(client: Client, proposal: Proposal) -> None:
    claim(proposal, reviewer=make_moderator())
    assert "mona is looking at it, until" in read(client, proposal)


def test_changes_asked_for_are_read_by_everyone(client: Client, proposal: Proposal) -> None:
    ask_for_changes(proposal, reviewer=make_moderator(), version=1, text="Which posting?")
    page = read(client, proposal)
    assert "<b>mona</b> asked for changes:" in page
    assert page.count("Which posting?") == 2


def test_a_first_of_two_approvals_is_said(client: Client, proposal: Proposal) -> None:
    protect(proposal.document, by=make_administrator(), protected=True)
    approve(proposal, reviewer=make_moderator(), version=1)
    page = read(client, proposal)
    assert "<b>mona</b> has approved it. One more person has to agree" in page
    assert "approved it, as the first of two" in page


def test_a_partly_accepted_one_says_which_part(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables", LEAD: "Plans tables"})
    accepted = [rows(proposal)[LEAD].pk]
    approve(proposal, reviewer=make_moderator(), version=1, accept=accepted)
    page = read(client_of(proposal.author), proposal)
    assert "<b>mona</b> accepted 1 of 2 changes" in page
    assert "approved a part of it" in page
    assert "It is live as <a" in page
    assert ">Accepted</p>" in page
    assert ">Declined</p>" in page
    assert "Propose the declined part again" in page


def test_a_corrected_one_leads_to_the_correction(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tabels"})
    row = rows(proposal)[JUNIOR]
    approve(proposal, reviewer=make_moderator(), version=1, corrections={row.pk: "Reads tables"})
    page = read(client, proposal)
    assert "mona <a" in page
    assert "corrected the wording</a> first" in page
    versions = text_of(client.get(f"/proposals/{proposal.pk}/versions/"))
    assert "tabels" in versions


def test_a_rejected_one_says_why(client: Client, proposal: Proposal) -> None:
    reject(proposal, reviewer=make_moderator(), version=1, reason="wrong_level", text="Try Senior")
    page = read(client, proposal)
    assert "<b>mona</b> rejected it" in page
    assert "It belongs at another level." in page
    assert "Try Senior" in page


def test_one_that_came_true_says_so(client: Client, sql: Document, proposal: Proposal) -> None:
    other = propose(
        sql,
        {JUNIOR_REQUIRED: "required", JUNIOR: "Reads tables"},
        author=make_contributor("olaf"),
    )
    approve(other, reviewer=make_moderator(), version=1)
    page = read(client, proposal)
    assert "What it asked for is live already: <b>mona</b> published the same" in page


def test_two_for_a_new_skill_know_of_each_other(client: Client) -> None:
    make_group("storage", name="Storage")
    document = Document.objects.claim("skill", "feature-stores")
    content = {NAME: "Feature Stores", STATUS: ACTIVE, PARENT: "storage"}
    first = submit(document, diff({}, content), author=make_contributor(), why="It is missing")
    second = diff({}, content | {SUMMARY: "Where features are kept"})
    submit(document, second, author=make_contributor("olaf"), why="Everybody has one")
    page = read(client, first)
    assert 'href="/groups/storage/">Storage</a>' in page
    assert "Also proposed for it" in page
    assert "/skills/feature-stores/community/" in page


def test_a_large_one_is_shown_a_page_at_a_time(client: Client) -> None:
    many = {f"role-{number}": "Queries" for number in range(9)}
    skill = make_skill("nosql", optional=many)
    changes = {
        description(role, level): "Other words"
        for role in many
        for level in ("junior", "middle", "senior", "lead", "principal")
    }
    proposal = propose(skill, {**changes})
    assert "Page 1 of 2" in read(client, proposal)
    page = read(client, proposal, "?role=role-3")
    assert "Role 3 · Lead" in page
    assert "Role 4 · Lead" not in page


def test_the_number_of_queries_depends_on_nothing(
    sql: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = propose(sql, {JUNIOR: "Reads tables"})
    moderator = client_of(make_moderator())
    for number in range(4):
        other = make_contributor(f"person-{number}")
        propose(sql, {JUNIOR: f"Reads {number} tables"}, author=other)
        vote(proposal, user=other, supports=True)
    read(moderator, proposal)
    with django_assert_max_num_queries(36):
        read(moderator, proposal)


def test_a_missing_one_is_not_found(client: Client) -> None:
    assert client.get("/proposals/99/").status_code == 404
    assert client.get("/proposals/99/versions/").status_code == 404


def test_only_reading_is_done_at_its_address(client: Client, proposal: Proposal) -> None:
    assert client.post(f"/proposals/{proposal.pk}/").status_code == 405


# ── Voting ──────────────────────────────────────────────────────────────────────────────────────
def test_a_vote_is_cast_and_taken_back(proposal: Proposal) -> None:
    client = client_of(make_contributor("olaf"))
    address = f"/proposals/{proposal.pk}/vote/"
    response = client.post(address, {"vote": "support"})
    assert response["Location"] == f"/proposals/{proposal.pk}/#votes"
    assert "<b>1</b> person supports it" in read(client, proposal)
    assert 'value="none" aria-pressed="true"' in read(client, proposal)
    client.post(address, {"vote": "none"})
    assert not Vote.objects.exists()


def test_a_link_leads_to_voting_without_the_page(proposal: Proposal) -> None:
    page = text_of(client_of(make_contributor("olaf")).get(f"/proposals/{proposal.pk}/vote/"))
    assert "SQL: Required for Data Engineer · Junior" in page
    assert "I'm against it" in page


def test_voting_takes_a_person(client: Client, proposal: Proposal) -> None:
    response = client.post(f"/proposals/{proposal.pk}/vote/", {"vote": "support"})
    assert response["Location"] == f"/accounts/login/?next=/proposals/{proposal.pk}/vote/"


def test_nobody_votes_for_their_own(proposal: Proposal) -> None:
    response = client_of(proposal.author).post(
        f"/proposals/{proposal.pk}/vote/", {"vote": "support"}
    )
    assert response.status_code == 403


def test_a_vote_after_the_decision_is_refused_on_its_page(proposal: Proposal) -> None:
    withdraw(proposal, author=proposal.author)
    client = client_of(make_contributor("olaf"))
    response = client.post(f"/proposals/{proposal.pk}/vote/", {"vote": "support"})
    assert response.status_code == 409
    assert "This proposal is withdrawn" in text_of(response)


def test_a_vote_is_for_against_or_neither(proposal: Proposal) -> None:
    client = client_of(make_contributor("olaf"))
    assert client.post(f"/proposals/{proposal.pk}/vote/", {"vote": "maybe"}).status_code == 400


# ── Withdrawing, and proposing again ────────────────────────────────────────────────────────────
def test_withdrawing_asks_first(proposal: Proposal) -> None:
    client = client_of(proposal.author)
    address = f"/proposals/{proposal.pk}/withdraw/"
    assert "Withdraw this proposal?" in text_of(client.get(address))
    page = text_of(client.post(address, follow=True))
    assert "Your proposal is withdrawn." in page
    assert "Propose it again" in page


def test_only_its_author_withdraws(proposal: Proposal) -> None:
    client = client_of(make_moderator())
    assert client.get(f"/proposals/{proposal.pk}/withdraw/").status_code == 403
    assert client.post(f"/proposals/{proposal.pk}/withdraw/").status_code == 403


def test_withdrawing_twice_is_explained(proposal: Proposal) -> None:
    withdraw(proposal, author=proposal.author)
    client = client_of(proposal.author)
    assert client.get(f"/proposals/{proposal.pk}/withdraw/").status_code == 409
    assert client.post(f"/proposals/{proposal.pk}/withdraw/").status_code == 409


def test_one_press_proposes_again(proposal: Proposal) -> None:
    withdraw(proposal, author=proposal.author)
    client = client_of(proposal.author)
    page = text_of(client.post(f"/proposals/{proposal.pk}/again/", follow=True))
    assert "Proposed again." in page
    assert Proposal.objects.pending().count() == 1


def test_proposing_again_twice_leads_to_the_first(proposal: Proposal) -> None:
    withdraw(proposal, author=proposal.author)
    client = client_of(proposal.author)
    client.post(f"/proposals/{proposal.pk}/again/")
    response = client.post(f"/proposals/{proposal.pk}/again/")
    assert response.status_code == 409
    newest = Proposal.objects.latest("pk")
    assert f"See proposal {newest.pk}" in text_of(response)


def test_others_cannot_propose_it_again(proposal: Proposal) -> None:
    withdraw(proposal, author=proposal.author)
    client = client_of(make_contributor("olaf"))
    assert client.post(f"/proposals/{proposal.pk}/again/").status_code == 403
    assert client.get(f"/proposals/{proposal.pk}/again/").status_code == 405


def test_what_was_taken_back_says_where(client: Client, sql: Document) -> None:
    proposal = propose(sql, {JUNIOR: "Worse words"})
    revision = approve(proposal, reviewer=make_moderator(), version=1).revision
    assert revision
    back = revert(revision, by=make_moderator("otto"), why="It was better before")
    assert isinstance(back, Revision)
    assert "It was live as revision 2 and taken back in revision 3." in words(client, proposal)


def test_a_proposal_to_take_back_says_what(client: Client, sql: Document) -> None:
    revision = edit(sql, {JUNIOR: "Worse words"})
    proposal = revert(revision, by=make_contributor(), why="It was better before")
    assert isinstance(proposal, Proposal)
    assert "It would take back revision 2." in words(client, proposal)
    approve(proposal, reviewer=make_moderator(), version=1)
    assert "It takes back revision 2." in words(client, proposal)
