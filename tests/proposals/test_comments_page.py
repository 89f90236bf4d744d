"""Reading what is said: on a page, in the panel beside a page, and at a comment's own address."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.models import Comment
from proposals.operations.delete_comment import delete_comment
from proposals.operations.edit_comment import edit_comment
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment
from proposals.talk.place import Place
from skills.algebra.paths import SUMMARY
from skills.models import Document
from tests.factories import make_domain, make_group, make_role, make_skill
from tests.proposals.factories import make_contributor, make_moderator, propose
from tests.proposals.pages import client_of, text_of
from tests.proposals.talk import answer, say

pytestmark = pytest.mark.django_db
ADDRESS = "/skills/sql/comments/"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def mona() -> User:
    return make_moderator(domain="data")


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return text_of(response)


def panel(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return text_of(response)


def test_newest_threads_come_first_and_oldest_answers(client: Client, sql: Document) -> None:
    old = say(sql, "The older thread")
    say(sql, "The newer thread")
    answer(old, "First answer")
    answer(old, "Second answer")
    found = page(client)
    said = ("newer thread", "older thread", "First answer", "Second answer")
    assert sorted(said, key=found.index) == list(said)
    assert "<b>4</b> comments" in found


def test_nothing_is_said_yet(client: Client, sql: Document) -> None:
    assert "Nobody has said anything here yet." in page(client)
    assert "Nobody has said anything here yet." in panel(client)


def test_the_skill_asks_for_its_panel_and_has_a_link_without_scripts(
    client: Client, sql: Document
) -> None:
    found = text_of(client.get("/skills/sql/"))
    assert f'hx-get="{ADDRESS}" hx-trigger="load, again"' in found
    assert "Loading comments…" in found
    assert f'<a href="{ADDRESS}"' in found
    assert ADDRESS not in text_of(client.get("/skills/sql/?revision=1"))


def test_roles_groups_domains_and_proposals_have_one_too(client: Client, sql: Document) -> None:
    proposal = propose(sql, {SUMMARY: "Tables"})
    places = {
        "/roles/data-engineer/": say(make_role(), "About the role"),
        "/groups/storage/": say(make_group(), "About the group"),
        "/domains/data/": say(make_domain(), "About the domain"),
        proposal.get_absolute_url(): say(proposal, "About the proposal"),
    }
    for address, comment in places.items():
        assert f'hx-get="{address}comments/"' in text_of(client.get(address))
        assert comment.text in panel(client, f"{address}comments/")
        assert comment.text in page(client, f"{address}comments/")


def test_the_panel_is_the_same_for_everyone(client: Client, sql: Document, mona: User) -> None:
    hide_comment(answer(say(sql), "Buy this"), by=mona, reason="spam")
    response = client.get(ADDRESS, headers={"HX-Request": "true"})
    assert "Cookie" not in response["Vary"]
    assert panel(client) == panel(client_of(mona)) == panel(client_of(make_contributor()))
    assert "Buy this" not in panel(client_of(mona))


def test_a_cell_has_its_own_and_the_skill_shows_where_they_are(
    client: Client, sql: Document
) -> None:
    say(Place(sql, "data-engineer", "junior"), "About juniors")
    say(sql, "About all of it")
    cell = f"{ADDRESS}?role=data-engineer&level=junior"
    found = page(client, cell)
    assert "SQL · Data Engineer · Junior" in found
    assert "About all of it" not in found
    assert 'href="/skills/sql/#cell-data-engineer-junior">Data Engineer · Junior' in page(client)
    assert f'<li data-talk-cell="cell-data-engineer-junior"><a href="{cell}"' in panel(client)


def test_an_opened_role_leads_to_what_is_said_of_each_level(client: Client, sql: Document) -> None:
    found = text_of(client.get("/skills/sql/roles/data-engineer/"))
    assert f'href="{ADDRESS}?role=data-engineer&level=lead"' in found


@pytest.mark.parametrize("query", ["role=data-engineer", "level=junior", "role=X&level=junior"])
def test_half_a_cell_is_a_mistake(client: Client, sql: Document, query: str) -> None:
    assert client.get(f"{ADDRESS}?{query}").status_code == 400


def test_each_is_offered_what_they_may_do(client: Client, sql: Document, mona: User) -> None:
    comment = say(sql)
    edit, report, hide = (f"/comments/{comment.pk}/{do}/" for do in ("edit", "report", "hide"))
    assert [each in page(client) for each in (edit, report, hide)] == [False, True, False]
    own = page(client_of(comment.author))
    assert [each in own for each in (edit, report, hide)] == [True, False, False]
    moderated = page(client_of(mona))
    assert [each in moderated for each in (edit, report, hide)] == [False, False, True]


def test_what_was_reported_is_not_reported_again(sql: Document) -> None:
    comment, olaf = say(sql), make_contributor("olaf")
    flag(comment, by=olaf, reason="spam")
    found = page(client_of(olaf))
    assert "reported by you" in found
    assert f"/comments/{comment.pk}/report/" not in found


def test_the_hidden_is_read_by_its_author_and_moderators(
    client: Client, sql: Document, mona: User
) -> None:
    comment = say(sql, "Buy this")
    hide_comment(comment, by=mona, reason="spam")
    others = page(client)
    assert "Hidden by a moderator." in others
    assert "Buy this" not in others
    assert "advertising" not in others
    own = page(client_of(comment.author))
    assert "Buy this" in own
    assert "Why: It is spam or advertising" in own
    assert "/edit/" not in own
    assert f"/comments/{comment.pk}/unhide/" in page(client_of(mona))


def test_the_deleted_keeps_its_place_while_it_has_answers(client: Client, sql: Document) -> None:
    thread = say(sql, "Taken back")
    reply = answer(thread, "Still here")
    delete_comment(thread, author=thread.author)
    for found in (page(client), panel(client)):
        assert "Deleted by its author." in found
        assert "Still here" in found
    delete_comment(reply, author=reply.author)
    assert "Nobody has said anything here yet." in page(client)
    assert client.get(f"/comments/{thread.pk}/").status_code == 404


def test_the_panel_leaves_out_what_nobody_can_read(
    client: Client, sql: Document, mona: User
) -> None:
    hide_comment(say(sql, "Buy this"), by=mona, reason="spam")
    assert "Hidden by a moderator." not in panel(client)


def test_an_edited_comment_says_so_and_shows_moderators_the_rest(
    client: Client, sql: Document, mona: User
) -> None:
    comment = say(sql, "As it was")
    edit_comment(comment, "As it is", author=comment.author)
    assert ">edited</span>" in page(client)
    versions = f"/comments/{comment.pk}/versions/"
    assert versions in page(client_of(mona))
    assert "As it was" in page(client_of(mona), versions)
    make_domain("design")
    outsider = client_of(make_moderator("else", domain="design"))
    assert outsider.get(versions).status_code == 403


def test_a_permalink_leads_to_the_thread(client: Client, sql: Document) -> None:
    thread = say(sql, "The thread")
    say(sql, "Something else")
    reply = answer(thread, "The answer")
    address = client.get(f"/comments/{reply.pk}/")["Location"]
    assert address == f"{ADDRESS}?thread={thread.pk}#comment-{reply.pk}"
    found = page(client, address)
    assert f'id="comment-{reply.pk}"' in found
    assert "Something else" not in found


def test_a_permalink_finds_the_page_of_a_long_thread(client: Client, sql: Document) -> None:
    thread, olaf = say(sql), make_contributor("olaf")
    rows = [
        Comment(document=sql, parent=thread, author=olaf, text=f"Answer {number}")
        for number in range(51)
    ]
    last = Comment.objects.bulk_create(rows)[-1]
    address = client.get(f"/comments/{last.pk}/")["Location"]
    assert address == f"{ADDRESS}?thread={thread.pk}&page=2#comment-{last.pk}"
    assert "Answer 50" in page(client, address)
    assert f'href="{ADDRESS}?thread={thread.pk}" rel="nofollow">46 more answers' in page(client)


@pytest.mark.parametrize("thread", ["999", "x", "9" * 30, "-1"])
def test_there_has_to_be_such_a_thread(client: Client, sql: Document, thread: str) -> None:
    assert client.get(f"{ADDRESS}?thread={thread}").status_code == 404


def test_a_thread_of_something_else_is_not_found_here(client: Client, sql: Document) -> None:
    other = say(make_role())
    assert client.get(f"{ADDRESS}?thread={other.pk}").status_code == 404


def test_what_is_not_there_is_not_talked_about(client: Client) -> None:
    Document.objects.claim("skill", "new")
    for address in ("/skills/new/comments/", "/skills/none/comments/", "/proposals/9/comments/"):
        assert client.get(address).status_code == 404
    assert client.post(ADDRESS).status_code == 405


def test_a_page_takes_as_many_queries_however_many(
    sql: Document, mona: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = client_of(mona)
    for number in range(6):
        person = make_contributor(f"person{number}")
        thread = say(Place(sql, "data-engineer", "lead"), f"@person{number} {number}", by=person)
        for each in range(4):
            answer(thread, f"@person{each} says {each}", by=person)
        if number in (0, 5):
            with django_assert_max_num_queries(15):
                page(reader)
            with django_assert_max_num_queries(8):
                panel(Client())
            with django_assert_max_num_queries(15):
                page(reader, f"{ADDRESS}?thread={thread.pk}")


def test_pages_of_threads(client: Client, sql: Document) -> None:
    author = make_contributor()
    Comment.objects.bulk_create(
        Comment(document=sql, author=author, text=f"Thread {number}") for number in range(25)
    )
    assert "Thread 24" in page(client)
    assert "Thread 4<" not in page(client)
    assert "Thread 4<" in page(client, f"{ADDRESS}?page=2")


@pytest.mark.usefixtures("sql")
def test_the_page_of_a_cell_shows_it(client: Client) -> None:
    found = page(client, f"{ADDRESS}?role=data-engineer&level=junior")
    assert '<span class="tag">Optional</span>' in found
    assert '<p class="said mb-0">Queries (junior)</p>' in found


@pytest.mark.usefixtures("sql")
def test_the_row_of_a_cell_leads_to_its_discussion(client: Client) -> None:
    address = f"{ADDRESS}?role=data-engineer&amp;level=junior"
    assert f'class="discuss" href="{address}"' in client.get("/skills/sql/").text
