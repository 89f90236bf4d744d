"""Who may do what: seven sorts of people × every address and method of the site.

An address that is missing here fails the test, and so does one that is gone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from accounts.models import ModeratorScope, User
from proposals.mailing.unsubscribing import Subscription
from proposals.models import Comment, Delivery, Event, EventKind, Notification, Proposal, SavedReply
from proposals.operations.ban import ban
from proposals.operations.flag import flag
from proposals.operations.hide_comment import hide_comment
from proposals.operations.publish_directly import publish_directly
from proposals.operations.reject import reject
from proposals.telling.fan_out import tell
from skills.algebra.paths import SUMMARY, description
from skills.growth.sharing import share
from skills.models import Revision
from tests.access_table import PEOPLE, TABLE
from tests.factories import edit, make_domain, make_group, make_role, make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)
from tests.proposals.talk import say

pytestmark = pytest.mark.django_db

#: What a method that is not in the table may get: refused, if not for being no such method.
REFUSED: Final = {"405", "login", "403"}
MIDDLE: Final = description("data-engineer", "middle")
FOLDERS: Final = {
    "skills": ("skill", "sql"),
    "roles": ("role", "data-engineer"),
    "groups": ("group", "storage"),
    "domains": ("domain", "data"),
}


@dataclass
class World:
    """A little of everything: what addresses are about, and the seven who ask for them."""

    people: dict[str, User | None]
    open: Proposal
    rejected: Proposal
    published: Revision
    reply: SavedReply
    comment: Comment
    hidden: Comment
    given_up: Delivery
    notification: Notification
    domain: str = "data"


def make_world() -> World:
    author = make_contributor("author")
    here = make_moderator("here", domain="data")
    banned = make_administrator("banned")
    User.objects.filter(pk=banned.pk).update(is_active=False)
    ban(make_contributor("outcast"), by=make_administrator("chief"), reason="Advertising")
    User.objects.filter(username="chief").update(is_superuser=False)
    make_domain("design")
    sql = make_skill(optional={"data-engineer": "Queries"}, summary="Tables")
    edit(sql, {SUMMARY: "Another summary"})
    for document in (make_role(), make_group(), make_domain()):
        edit(document, {SUMMARY: "Another summary"})
    rejected = propose(sql, {LEAD: "Leads"}, author=author)
    reject(rejected, reviewer=here, version=1, reason="unclear")
    scribe = make_moderator("scribe", domain="data")
    comment, hidden = say(sql, "Is it?", by=author), say(sql, "Buy this", by=author)
    flag(comment, by=scribe, reason="spam")
    hide_comment(hidden, by=scribe, reason="spam")
    changes = changes_to(sql, {MIDDLE: "Queries of some size"})
    return World(
        people={
            "anonymous": None,
            "member": make_contributor("member"),
            "author": author,
            "elsewhere": make_moderator("elsewhere", domain="design"),
            "here": here,
            "administrator": make_administrator(),
            "banned": banned,
        },
        open=propose(sql, {JUNIOR: "Small queries"}, author=author),
        rejected=rejected,
        published=publish_directly(sql, changes, author=scribe, why="Shorter"),
        comment=comment,
        hidden=hidden,
        reply=SavedReply.objects.create(user=here, name="Thanks", text="Thank you"),
        given_up=Delivery.objects.create(
            recipient=author, kind="at_once", message_id="<1@rungs.example>", state="failed"
        ),
        notification=told_of_the_rejection(author),
    )


def told_of_the_rejection(author: User) -> Notification:
    tell.call(Event.objects.get(kind=EventKind.PROPOSAL_REJECTED).pk)
    return Notification.objects.get(recipient=author)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once, because everything that is asked of it is undone at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


# ── Addresses ──────────────────────────────────────────────────────────────────────────────────
class Address(NamedTuple):
    name: str
    route: str


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[Address]:
    for pattern in found:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from patterns(pattern.url_patterns, route)
        else:
            yield Address(pattern.name or "", route)


#: The administration has a test of its own below.
ADDRESSES: Final = list(patterns(get_resolver().url_patterns))

#: What stands in an address beside slugs, where it is not the open proposal.
KEYS: Final[dict[str, Callable[[World], int]]] = {
    **dict.fromkeys(
        (
            *("comment", "comment_reply", "comment_edit", "delete_comment", "comment_report"),
            *("comment_hide", "comment_versions", "settle_reports"),
        ),
        lambda world: world.comment.pk,
    ),
    "comment_unhide": lambda world: world.hidden.pk,
    "dismiss_moderator": lambda world: scope_of(world).pk,
    "saved_reply": lambda world: world.reply.pk,
    "delete_saved_reply": lambda world: world.reply.pk,
    "delivery": lambda world: world.given_up.pk,
    "deliver_again": lambda world: world.given_up.pk,
    "propose_again": lambda world: world.rejected.pk,
    "notification": lambda world: world.notification.pk,
}


QUERIES: Final = {
    "review_spam": "?author=author",
    "compare_radar": "?from=data-engineer&to=data-engineer&to_level=lead",
}


def token_for(address: Address, world: World) -> str:
    if address.name == "growth_shared":
        return share(user=world.open.author).token
    return Subscription(world.open.author_id, topic="replies").token


def scope_of(world: World) -> ModeratorScope:
    elsewhere = world.people["elsewhere"]
    assert elsewhere
    return elsewhere.moderator_scopes.get()


def url_of(address: Address, world: World) -> str:
    _kind, slug = FOLDERS.get(address.route.removeprefix("feeds/").partition("/")[0], ("", ""))
    filled: dict[str, object] = {
        "slug": slug,
        "role": "data-engineer",
        "level": "junior",
        "number": 2,
        "section": "skills",
        "username": "outcast" if address.name == "unban_person" else "author",
        "revision": world.published.pk,
        "token": token_for(address, world),
        "page": "gap",
        "pk": KEYS.get(address.name, lambda world: world.open.pk)(world),
    }
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(filled[match[1]]), address.route)
    return f"/{path}{QUERIES.get(address.name, '')}"


# ── The table, and what is sent ────────────────────────────────────────────────────────────────
type Line = dict[str, list[str]]


def lines() -> dict[str, Line]:
    """Of each name: of each method, what the seven people get."""
    found: dict[str, Line] = {}
    for line in TABLE.splitlines():
        if words := line.partition("#")[0].split():
            name, method, *expected = words
            expected = expected * len(PEOPLE) if len(expected) == 1 else expected
            assert len(expected) == len(PEOPLE), line
            assert method not in found.setdefault(name, {}), line
            found[name][method] = expected
    return found


LINES: Final = lines()

#: What a form sends that has every right to succeed; so what comes is about who sends it.
SENDING: Final = {"do": "send", "cause": "typo", "terms": "on"}
NEW: Final = {"name": "Rust", "summary": "A language", **SENDING}
ANOTHER: Final = {"summary": "A third summary", "base": "2", **SENDING}
WHOLE_CELL: Final = {
    "base": "3",
    "word:data-engineer:junior": "optional",
    "text:data-engineer:junior": "Queries, and joins",
}

KINDS: Final = [kind for kind, _slug in FOLDERS.values()]
SAYING: Final = {"text": "What does @member think?", "terms": "on", "do": "send"}

type Data = dict[str, Any] | Callable[[World], dict[str, Any]]

DATA: Final[dict[str, Data]] = {
    **{f"comment_on_{what}": SAYING for what in (*KINDS, "cell", "proposal")},
    "comment_reply": SAYING,
    "comment_edit": SAYING,
    "comment_report": {"reason": "spam", "do": "send"},
    "comment_hide": {"reason": "spam"},
    "settle_reports": {"do": "leave"},
    "suggest_cell": WHOLE_CELL | SENDING,
    "suggest_skill": ANOTHER | {"base": "3"},
    "suggest_role": ANOTHER,
    "suggest_group": ANOTHER,
    "suggest_domain": ANOTHER,
    "suggest_new_skill": NEW | {"parent": "storage"},
    "suggest_new_role": NEW | {"parent": "data"},
    "suggest_new_group": NEW | {"parent": "data"},
    "suggest_new_domain": NEW,
    "suggest_retire": SENDING | {"base": "2"},
    "revert": SENDING,
    "vote": {"vote": "support"},
    "revise": WHOLE_CELL | {"version": "1", "why": "Clearer", "do": "send"},
    "rebase": {"version": "1", "live": "3"},
    "review_approve": lambda world: {
        "version": "1",
        "accept": [row.pk for row in world.open.current_changes()],
    },
    "review_ask": {"version": "1", "text": "Which queries?"},
    "review_reject": {"version": "1", "reason": "unclear"},
    "review_bulk": lambda world: {"proposal": f"{world.open.pk}:1"},
    "review_spam": lambda world: {"proposal": f"{world.open.pk}:1"},
    "saved_replies": {"name": "Hello", "text": "Hello"},
    "saved_reply": {"name": "Hello", "text": "Hello"},
    "protection": {"protected": "1"},
    "redact": {"text": "Another", "replacement": "[gone]", "why": "Private", "do": "redact"},
    "moderators": {"username": "member", "domain": "data"},
    "ban_person": {"reason": "Advertising", "length": "week"},
    "me_settings": {"username": "another-name", "time_zone": "Europe/Berlin"},
    "me_mail": {"replies": "never"},
    "me_delete": {"username": "author"},
    "my_watches": {"do": "stop"},
    "growth_goal": {"to_role": "data-engineer", "to_level": "lead"},
    "growth_rate": {"level-sql": "junior", "revision-sql": "1"},
    "growth_here": {"role": "data-engineer", "level": "junior", "number": "1"},
    "growth_renew": {"skill": "sql", "role": "data-engineer", "number": "1"},
    "growth_seen": {"until": "1"},
    "growth_take_over": {"kept": '{"ratings": []}'},
    "growth_kept": {"kept": '{"ratings": []}'},
}


def data_for(name: str, world: World) -> dict[str, Any]:
    data = DATA.get(name, {})
    return data(world) if callable(data) else data


# ── The test ───────────────────────────────────────────────────────────────────────────────────
def test_every_address_is_in_the_table() -> None:
    assert {address.name for address in ADDRESSES} == set(LINES)


@pytest.mark.parametrize("address", ADDRESSES, ids=[address.route for address in ADDRESSES])
def test_who_may_do_what(world: World, address: Address) -> None:
    line = LINES[address.name]
    for method in ("GET", "POST"):
        given = [answer(world, address, method, person) for person in PEOPLE]
        if method in line:
            assert " ".join(given) == " ".join(line[method]), method
        else:
            assert set(given) <= REFUSED, method


@pytest.mark.parametrize("address", ADDRESSES, ids=[address.route for address in ADDRESSES])
def test_there_are_no_other_methods(world: World, address: Address) -> None:
    for method in ("PUT", "PATCH", "DELETE"):
        assert answer(world, address, method, "administrator") == "405"


def answer(world: World, address: Address, method: str, person: str) -> str:
    """What the person gets, in the table's words; whatever it did is undone."""
    user, url, client = world.people[person], url_of(address, world), Client()
    cache.clear()  # the limits on tries would count all of these
    with transaction.atomic():
        if user:
            client.force_login(user)
        events = Event.objects.count()
        if method == "POST":
            response = client.post(url, data_for(address.name, world))
        else:
            response = client.generic(method, url)
        is_on_record = Event.objects.count() > events
        transaction.set_rollback(True)
    if response.status_code in (301, 302):
        is_login = response.headers["Location"].startswith(reverse("account_login"))
        return "done" if is_on_record else "login" if is_login else "away"
    assert not is_on_record
    return "ok" if response.status_code in (200, 204) else str(response.status_code)


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "administrator"])
def test_nobody_else_is_in_the_administration(world: World, person: str) -> None:
    routes = []
    for pattern in admin.site.get_urls():
        within = pattern.url_patterns if isinstance(pattern, URLResolver) else [None]
        routes += [f"{pattern.pattern}{inner.pattern if inner else ''}" for inner in within]
    assert len(routes) > 50
    for route in routes:
        # Patterns that are regular expressions: the list of an app, and everything else.
        path = "skills/" if route.startswith("^") or "(?P" in route else route
        address = Address("", f"admin/{re.sub(r'<[^>]+>', '1', path)}")
        for method in ("GET", "POST"):
            assert answer(world, address, method, person) in {"away", "login", "403"}, path


def test_administrators_are_in_the_administration(world: World) -> None:
    assert answer(world, Address("", "admin/"), "GET", "administrator") == "ok"
