"""Feeds of what changes and what is proposed, as a feed reader finds them."""

import re
from datetime import datetime
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from proposals.operations.approve import approve
from proposals.operations.redact import redact
from proposals.operations.reject import reject
from skills.algebra.paths import SUMMARY, description, requirement
from skills.models import Document
from tests.factories import edit, make_domain, make_group, make_role, make_skill, retire
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/feeds/skills/sql.atom",
    "/feeds/roles/data-engineer.atom",
    "/feeds/groups/storage.atom",
    "/feeds/domains/data.atom",
    "/feeds/changes.atom",
    "/feeds/proposals.atom",
]


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", summary="Tables", optional={"data-engineer": "Asks for data"})


def feed(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(client: Client, address: str) -> list[Element]:
    return feed(client, address).findall(f"{ATOM}entry")


def said(element: Element, name: str) -> str:
    """The text of the one child of that name."""
    [child] = element.findall(f"{ATOM}{name}")
    return child.text or ""


def titles(client: Client, address: str) -> list[str]:
    return [said(entry, "title") for entry in entries(client, address)]


# ── Its form ───────────────────────────────────────────────────────────────────────────────────
def check_form(element: Element, *, is_entry: bool) -> None:
    """What RFC 4287 asks of a feed (4.1.1) and of an entry (4.1.2)."""
    assert said(element, "title")
    assert re.fullmatch(r"tag:testserver,2026:[\w./-]+", said(element, "id"))
    assert datetime.fromisoformat(said(element, "updated")).tzinfo
    links = {link.get("rel"): link.get("href", "") for link in element.findall(f"{ATOM}link")}
    assert links.keys() == ({"alternate"} if is_entry else {"alternate", "self"})
    assert all(href.startswith("http://testserver/") for href in links.values())
    if is_entry:
        author = element.find(f"{ATOM}author/{ATOM}name")
        assert author is not None
        assert author.text
        assert said(element, "summary")
        assert said(element, "content")
        assert datetime.fromisoformat(said(element, "published")).tzinfo


@pytest.mark.parametrize("address", FEEDS)
def test_it_is_well_formed(client: Client, sql: Document, address: str) -> None:
    edit(sql, {SUMMARY: "Tables & joins"})
    propose(sql, {JUNIOR: "Asks for a little data"})
    found = feed(client, address)
    check_form(found, is_entry=False)
    inside = found.findall(f"{ATOM}entry")
    assert inside
    for entry in inside:
        check_form(entry, is_entry=True)
    names = [said(entry, "id") for entry in inside]
    assert len(set(names)) == len(names)
    assert said(found, "updated") == max(said(entry, "updated") for entry in inside)


def test_an_empty_one_is_one_too(client: Client) -> None:
    for address in ("/feeds/changes.atom", "/feeds/proposals.atom"):
        check_form(feed(client, address), is_entry=False)


@pytest.mark.parametrize("address", FEEDS)
def test_it_is_the_same_for_everyone(client: Client, sql: Document, address: str) -> None:
    stranger = client.get(address)
    assert "Cookie" not in stranger.get("Vary", "")
    assert not stranger.cookies
    client.force_login(make_contributor())
    assert client.get(address).content == stranger.content


@pytest.mark.parametrize("address", FEEDS)
def test_it_is_only_read(client: Client, sql: Document, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).content == b""


def test_names_stay_where_the_site_says_where_it_is(
    client: Client, sql: Document, settings: Settings
) -> None:
    settings.SITE_URL = "https://rungs.example"
    found = feed(client, "/feeds/skills/sql.atom")
    assert said(found, "id") == "tag:rungs.example,2026:feeds/skills/sql.atom"
    [entry] = found.findall(f"{ATOM}entry")
    assert said(entry, "id") == "tag:rungs.example,2026:skill/sql/1"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://rungs.example/skills/sql/history/1/"


# ── What it says ───────────────────────────────────────────────────────────────────────────────
def test_an_entry_says_what_changed_by_whom_and_why_and_word_by_word(
    client: Client, sql: Document
) -> None:
    proposal = propose(sql, {JUNIOR: "Asks for some data"}, why="Clearer")
    approve(proposal, reviewer=make_moderator(), version=1)
    entry = entries(client, "/feeds/skills/sql.atom")[0]
    assert said(entry, "title") == "SQL has new wording for Junior Data Engineers"
    summary = "Revision 2 · wording · “Clearer” · by carla, reviewed by mona · 1 expectation"
    assert said(entry, "summary") == summary
    content = said(entry, "content")
    assert "<blockquote>Clearer</blockquote>" in content
    assert "<h3>Data Engineer · Junior</h3>" in content
    assert "<ins>some " in content


def test_nothing_of_it_is_markup_of_somebody_elses(client: Client, sql: Document) -> None:
    evil = "<script>alert(1)</script> & <b>"
    edit(sql, {SUMMARY: evil}, by=make_contributor("eve", display_name="<i>Eve"), summary=evil)
    entry = entries(client, "/feeds/skills/sql.atom")[0]
    content = said(entry, "content")
    assert "<script" not in content
    assert "<i>" not in content
    assert "alert(1)" in unescape(content)


def test_of_something_new_the_cells_are_only_counted(client: Client, sql: Document) -> None:
    [entry] = entries(client, "/feeds/skills/sql.atom")
    assert said(entry, "title") == "New skill: SQL"
    assert "5 expectations" in said(entry, "summary")
    assert "Tables" in said(entry, "content")
    assert "Asks for data" not in said(entry, "content")


def test_a_large_revision_is_cut_short_with_a_link_to_the_rest(client: Client) -> None:
    roles = [f"role-{number:02}" for number in range(6)]
    skill = make_skill(optional=dict.fromkeys(roles, "Knows it"))
    edit(skill, {description(role, "lead"): f"Leads {role}" for role in roles})
    values = {
        requirement(role, level): "required" for role in roles for level in ("junior", "lead")
    }
    edit(skill, values)
    newest, second, _first = entries(client, "/feeds/skills/sql.atom")
    assert "and 2 more changes" in said(newest, "content")
    assert "more change" not in said(second, "content")


def test_a_role_s_is_in_its_terms(client: Client, sql: Document) -> None:
    mixed = make_skill("etl", name="ETL", optional={"data-engineer": "Moves", "tester": "Checks"})
    edit(mixed, {requirement("tester", "lead"): "required", JUNIOR: "Moves data"})
    edit(mixed, {requirement("tester", "junior"): "required"})
    edit(sql, {JUNIOR_REQUIRED: "required"})
    retire(sql)
    address = "/feeds/roles/data-engineer.atom"
    found = titles(client, address)
    assert found[:3] == [
        "SQL was retired",
        "SQL became required for Junior Data Engineers",
        "ETL has new wording for Junior Data Engineers",
    ]
    content = said(entries(client, address)[2], "content")
    assert "Tester" not in content
    assert {"New role: Data Engineer", "New skill: ETL"} <= set(found)


def test_a_groups_and_a_domains_are_of_everything_in_them(client: Client, sql: Document) -> None:
    make_skill("figma", name="Figma", group="tools-of-design")
    edit(make_group(), {SUMMARY: "Where data rests"})
    make_domain("software")
    assert len(titles(client, "/feeds/groups/storage.atom")) == 3  # itself, twice, and SQL
    of_domain = titles(client, "/feeds/domains/data.atom")
    assert {"New skill: Figma", "New role: Data Engineer", "New skill: SQL"} <= set(of_domain)
    assert titles(client, "/feeds/domains/software.atom") == ["New domain: Software"]


def test_proposals_say_what_became_of_them(client: Client, sql: Document) -> None:
    rejected = propose(sql, {LEAD: "Leads"}, why="Shorter")
    reject(rejected, reviewer=make_moderator(), version=1, reason="unclear")
    propose(sql, {JUNIOR: "Asks for some data"})
    newest, older = entries(client, "/feeds/proposals.atom")
    assert said(newest, "title").startswith("SQL: ")
    assert "open" in said(newest, "summary")
    assert said(older, "summary") == "“Shorter” · by carla · rejected"
    assert said(older, "id") == f"tag:testserver,2026:proposal/{rejected.pk}"
    assert said(older, "updated") > said(older, "published")


@pytest.mark.parametrize("address", ["/feeds/skills/sql.atom", "/feeds/proposals.atom"])
def test_redacted_words_are_in_it_no_more(client: Client, sql: Document, address: str) -> None:
    propose(sql, {JUNIOR: "Asks Bob Miller for data"}, why="Bob Miller knows")
    edit(sql, {LEAD: "Leads Bob Miller"}, summary="Bob Miller")
    before = client.get(address)
    assert "Bob Miller" in unescape(before.text)
    redact(sql, "Bob Miller", replacement="[a person]", by=make_administrator(), why="Private")
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Bob Miller" not in unescape(after.text)


@pytest.mark.parametrize("kind", ["skills", "roles", "groups", "domains"])
def test_there_is_none_of_what_is_not_there(client: Client, kind: str) -> None:
    assert client.get(f"/feeds/{kind}/nothing.atom").status_code == 404


def test_there_is_none_of_what_is_retired(client: Client, sql: Document) -> None:
    etag = client.get("/feeds/skills/sql.atom")["ETag"]
    retire(sql)
    again = client.get("/feeds/skills/sql.atom", headers={"If-None-Match": etag})
    assert again.status_code == 404


# ── Asked for again and again ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("address", FEEDS)
def test_an_unchanged_one_is_not_made_again(client: Client, sql: Document, address: str) -> None:
    propose(sql, {JUNIOR: "Asks for some data"})
    first = client.get(address)
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f"W/{first['ETag']}"},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get(address, headers=headers)
        assert again.status_code == 304, headers
        assert again.content == b""
        assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize("address", FEEDS)
def test_a_changed_one_is(client: Client, sql: Document, address: str) -> None:
    etag = client.get(address)["ETag"]
    approve(propose(sql, {JUNIOR: "Asks"}), reviewer=make_moderator(), version=1)
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again["ETag"] != etag


@pytest.mark.parametrize("address", FEEDS)
def test_as_many_queries_for_one_as_for_many(
    client: Client,
    sql: Document,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        edit(sql, {LEAD: f"Leads {number}"}, reviewer=make_moderator())
        propose(sql, {JUNIOR: f"Asks for {number}"}, author=make_contributor(f"p-{number}"))
        if number in (0, 3):
            with django_assert_max_num_queries(11):
                client.get(address)


def test_it_has_fifty_entries_at_most(client: Client, sql: Document) -> None:
    for number in range(55):
        edit(sql, {LEAD: f"Leads {number}"})
    assert len(entries(client, "/feeds/skills/sql.atom")) == 50


# ── Where it is found ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/skills/sql/", "/feeds/skills/sql.atom"),
        ("/skills/sql/history/", "/feeds/skills/sql.atom"),
        ("/roles/data-engineer/", "/feeds/roles/data-engineer.atom"),
        ("/roles/data-engineer/senior/", "/feeds/roles/data-engineer.atom"),
        ("/groups/storage/", "/feeds/groups/storage.atom"),
        ("/domains/data/", "/feeds/domains/data.atom"),
        ("/changes/", "/feeds/changes.atom"),
        ("/proposals/", "/feeds/proposals.atom"),
    ],
)
def test_pages_say_where_their_feed_is(
    client: Client, sql: Document, page: str, address: str
) -> None:
    link = f'<link rel="alternate" type="application/atom+xml" href="{address}"'
    assert link in client.get(page).text


@pytest.mark.parametrize("page", ["/skills/sql/", "/skills/sql/history/", "/skills/sql/watch/"])
def test_what_is_retired_says_nothing_of_one(client: Client, sql: Document, page: str) -> None:
    make_role()
    retire(sql)
    assert "/feeds/" not in client.get(page).text
