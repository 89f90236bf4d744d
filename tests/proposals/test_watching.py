"""Who hears of a list of changes, and how many they are."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.operations.watch import unwatch, watch
from proposals.watching import hearing_of, people_who_hear, state_asked_for, watchers
from skills.algebra.changes import Change, diff
from skills.algebra.paths import (
    ACTIVE,
    NAME,
    PARENT,
    RETIRED,
    STATUS,
    SUMMARY,
    Path,
    description,
    listing,
    requirement,
)
from skills.models import Document
from tests.factories import make_domain, make_group, make_role, make_skill
from tests.proposals.factories import changes_to, make_contributor

pytestmark = pytest.mark.django_db

SENIOR = description("data-engineer", "senior")


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries", "tester": "Checks"})


@pytest.fixture
def olaf() -> User:
    return make_contributor("olaf")


def hears(user: User, document: Document, changes: list[Change]) -> bool:
    return hearing_of(document, changes).by(user).exists()


def test_whoever_watches_it_or_what_it_stands_in_hears_of_it(sql: Document) -> None:
    changes = changes_to(sql, {SUMMARY: "Tables"})
    for document in (sql, make_group(), make_domain()):
        user = make_contributor(f"of-{document.kind}")
        watch(document, by=user)
        assert hears(user, sql, changes)
    assert people_who_hear(sql, changes, but=make_contributor()) == 3


def test_watchers_of_something_else_hear_nothing(sql: Document, olaf: User) -> None:
    for document in (make_role(), make_group("sets"), make_skill("nosql"), make_domain("design")):
        watch(document, by=olaf)
    assert not hears(olaf, sql, changes_to(sql, {SUMMARY: "Tables"}))


@pytest.mark.parametrize(("level", "expected"), [("", 1), ("senior", 1), ("lead", 0)])
def test_of_a_role_only_what_changes_at_its_level_or_above(
    sql: Document, olaf: User, level: str, expected: int
) -> None:
    watch(make_role(), by=olaf, level=level)
    assert hearing_of(sql, changes_to(sql, {SENIOR: "Large queries"})).count() == expected


def test_a_role_that_goes_as_a_whole_concerns_all_who_watch_it(sql: Document, olaf: User) -> None:
    watch(make_role(), by=olaf, level="principal")
    assert hears(olaf, sql, [Change(listing("data-engineer"), "listed", None)])


def test_retiring_a_skill_concerns_the_levels_that_it_has(olaf: User) -> None:
    skill = make_skill(required={"data-engineer middle": "Queries"})
    retiring = [Change(STATUS, ACTIVE, RETIRED)]
    watch(make_role(), by=olaf, level="senior")
    assert not hears(olaf, skill, retiring)
    watch(make_role(), by=olaf, level="middle")
    assert hears(olaf, skill, retiring)


def test_moving_concerns_where_it_comes_from_and_where_it_goes(sql: Document) -> None:
    there = make_group("languages", domain="software")
    for document in (make_group(), there, make_domain("software")):
        watch(document, by=make_contributor(f"of-{document.slug}"))
    moving = changes_to(sql, {PARENT: "languages"})
    assert people_who_hear(sql, moving, but=make_contributor()) == 3


def test_what_is_not_there_yet_concerns_the_group_it_is_for(olaf: User) -> None:
    watch(make_group(), by=olaf)
    new = Document.objects.claim("skill", "rust")
    content = {NAME: "Rust", PARENT: "storage", STATUS: ACTIVE}
    assert hears(olaf, new, diff({}, content))


def test_roles_and_groups_concern_their_domain(olaf: User) -> None:
    watch(make_domain(), by=olaf)
    for document in (make_role(), make_group()):
        assert hears(olaf, document, changes_to(document, {SUMMARY: "Data"}))


def test_everybody_counts_once_however_many_reasons_they_have(
    sql: Document, olaf: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    carla, gone = make_contributor(), make_contributor("gone", is_active=False)
    for document in (sql, make_group(), make_domain(), make_role()):
        watch(document, by=olaf)
    for user in (carla, gone):
        watch(sql, by=user, automatic=True)
    values = {SENIOR: "Large", requirement("tester", "lead"): "required"}
    changes = changes_to(sql, values)
    with django_assert_num_queries(3):
        assert people_who_hear(sql, changes, but=carla) == 1


def test_a_translation_concerns_those_who_read_it(sql: Document) -> None:
    german = [Change(Path("name", language="de"), None, "SQL")]
    for name, language in (("greta", "de"), ("carla", "")):
        watch(sql, by=make_contributor(name, language=language))
    assert people_who_hear(sql, german, but=make_contributor("olaf")) == 1


def test_those_who_stopped_or_were_blocked_do_not_count(sql: Document, olaf: User) -> None:
    for user in (olaf, make_contributor("carla"), make_contributor("gone", is_active=False)):
        watch(sql, by=user, automatic=True)
    unwatch(sql, by=olaf)
    assert watchers(sql) == 1


# ── The button on a page that is the same for everyone ─────────────────────────────────────────
def test_a_page_says_what_it_is_about(sql: Document, olaf: User) -> None:
    make_role(name="Data Engineer")
    watch(make_role(), by=olaf, level="lead")
    state = state_asked_for(olaf, "role/data-engineer/senior")
    assert state
    assert state.mine
    assert state.from_level == "Lead"
    assert state.url == "/roles/data-engineer/watch/?level=senior"
    state = state_asked_for(olaf, "skill/sql")
    assert state
    assert state.mine is None


@pytest.mark.parametrize("asked", ["", "skill", "skill/none", "role/data-engineer/chief", "a/b/c"])
def test_what_there_is_not_has_no_button(sql: Document, olaf: User, asked: str) -> None:
    assert state_asked_for(olaf, asked) is None
