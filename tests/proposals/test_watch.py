"""Watching, and no longer: what the operations do."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.models import Watch
from proposals.operations.publish_directly import publish_directly
from proposals.operations.submit import submit
from proposals.operations.submit_new import submit_new
from proposals.operations.watch import (
    NothingInstead,
    unwatch,
    unwatch_all,
    watch,
    watch_instead,
)
from skills.algebra.paths import ACTIVE, NAME, PARENT, STATUS
from skills.models import Document
from tests.factories import make_role, make_skill, retire
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla() -> User:
    return make_contributor()


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


def watched(user: User) -> list[tuple[str, str]]:
    """What they watch, and from which level up."""
    rows = Watch.objects.standing().by(user).order_by("pk")
    return list(rows.values_list("document__slug", "level"))


def test_it_is_watched_until_it_is_stopped(sql: Document, carla: User) -> None:
    watch(sql, by=carla)
    assert watched(carla) == [("sql", "")]
    unwatch(sql, by=carla)
    assert watched(carla) == []
    assert not Watch.objects.heard().exists()


def test_a_role_is_watched_from_a_level_up(carla: User) -> None:
    role = make_role()
    watch(role, by=carla, level="senior")
    watch(role, by=carla, level="lead")
    assert watched(carla) == [("data-engineer", "lead")]


def test_from_the_lowest_level_up_is_all_of_them(carla: User) -> None:
    watch(make_role(), by=carla, level="junior")
    assert watched(carla) == [("data-engineer", "")]


def test_only_roles_have_levels_and_only_these_five(sql: Document, carla: User) -> None:
    for document, level in ((sql, "senior"), (make_role(), "chief")):
        with pytest.raises(ValidationError, match="one of the five"):
            watch(document, by=carla, level=level)
    assert watched(carla) == []


def test_a_blocked_account_watches_nothing_and_may_still_stop(sql: Document, carla: User) -> None:
    watch(sql, by=carla)
    carla.is_active = False
    with pytest.raises(PermissionDenied):
        watch(sql, by=carla)
    unwatch(sql, by=carla)
    assert watched(carla) == []


def test_what_is_watched_again_counts_from_now(sql: Document, carla: User) -> None:
    watch(sql, by=carla)
    first = Watch.objects.get().created_at
    watch(sql, by=carla)
    assert Watch.objects.get().created_at == first
    unwatch(sql, by=carla)
    watch(sql, by=carla)
    assert Watch.objects.get().created_at > first


def test_only_ones_own_are_stopped_together(sql: Document, carla: User) -> None:
    olaf = make_contributor("olaf")
    for user in (carla, olaf):
        watch(sql, by=user)
    keys = list(Watch.objects.values_list("pk", flat=True))
    assert unwatch_all(keys, by=carla) == 1
    assert unwatch_all(keys, by=carla) == 0
    assert watched(olaf) == [("sql", "")]


# ── What is watched by itself ──────────────────────────────────────────────────────────────────
def test_what_somebody_proposes_on_is_watched(sql: Document, carla: User) -> None:
    propose(sql, {JUNIOR: "Small queries"}, author=carla)
    assert watched(carla) == [("sql", "")]
    assert Watch.objects.get().is_automatic


def test_so_is_what_is_not_there_yet(sql: Document, carla: User) -> None:
    content = {NAME: "Rust", PARENT: "storage", STATUS: ACTIVE}
    submit_new("skill", "rust", content, author=carla, why="It is missing")
    assert watched(carla) == [("rust", "")]


def test_so_is_what_somebody_publishes_at_once(sql: Document) -> None:
    mona = make_moderator()
    changes = changes_to(sql, {JUNIOR: "Queries, mostly small"})
    publish_directly(sql, changes, author=mona, why="Clearer")
    assert watched(mona) == [("sql", "")]


def test_not_by_those_who_do_not_want_it(sql: Document) -> None:
    nora = make_contributor("nora", auto_watch=False)
    propose(sql, {JUNIOR: "Small queries"}, author=nora)
    assert not Watch.objects.exists()


def test_what_was_chosen_by_hand_stays_so(carla: User) -> None:
    role = make_role()
    watch(role, by=carla, level="senior")
    watch(role, by=carla, automatic=True)
    assert watched(carla) == [("data-engineer", "senior")]
    assert not Watch.objects.get().is_automatic


def test_what_was_stopped_does_not_come_back_by_itself(sql: Document, carla: User) -> None:
    propose(sql, {JUNIOR: "Small queries"}, author=carla)
    unwatch(sql, by=carla)
    propose(sql, {LEAD: "Large queries"}, author=carla)
    assert watched(carla) == []
    watch(sql, by=carla)
    assert watched(carla) == [("sql", "")]


def test_a_proposal_that_is_refused_leaves_no_watch(sql: Document, carla: User) -> None:
    with pytest.raises(ValidationError):
        submit(sql, changes_to(sql, {JUNIOR: "Small queries"}), author=carla, why="")
    assert not Watch.objects.exists()


def test_it_costs_one_query(
    sql: Document, carla: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(2):
        with django_assert_num_queries(1):
            watch(sql, by=carla, automatic=True)


# ── What took the place of something ───────────────────────────────────────────────────────────
def test_a_retired_one_is_watched_on_until_its_successor_is_chosen(carla: User) -> None:
    old, new = make_role("analyst"), make_role("data-analyst")
    watch(old, by=carla, level="lead")
    retire(old, successor="data-analyst")
    assert watched(carla) == [("analyst", "lead")]
    assert watch_instead(old, by=carla) == new
    assert watched(carla) == [("data-analyst", "lead")]


@pytest.mark.parametrize("successor", ["", "analyst"])
def test_without_a_successor_in_use_there_is_nothing_instead(carla: User, successor: str) -> None:
    old, other = make_role("intern"), make_role("analyst")
    watch(old, by=carla)
    retire(old, successor=successor)
    retire(other)
    with pytest.raises(NothingInstead):
        watch_instead(old, by=carla)
    assert watched(carla) == [("intern", "")]


# ── At the same moment ─────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_watching_twice_at_once_is_watching_once() -> None:
    role, carla = make_role(), make_contributor()
    outcomes = race(
        lambda: watch(role, by=carla, level="senior"),
        lambda: watch(role, by=carla, level="lead"),
        lambda: watch(role, by=carla, automatic=True),
        lambda: watch(role, by=carla, automatic=True),
    )
    assert outcomes == [None] * 4
    row = Watch.objects.get()
    assert row.level in {"senior", "lead"}
    assert not row.is_automatic


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_watching_and_stopping_at_once_ends_as_one_of_them() -> None:
    role, carla = make_role(), make_contributor()
    watch(role, by=carla)
    outcomes = race(lambda: watch(role, by=carla, level="lead"), lambda: unwatch(role, by=carla))
    assert outcomes == [None] * 2
    row = Watch.objects.get()
    assert row.stopped_at is not None or row.level == "lead"
