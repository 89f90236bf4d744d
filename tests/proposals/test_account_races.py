"""Accounts at the same moment from two sides."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Ban, User
from proposals.models import Event, Proposal
from proposals.operations.ban import ban, lift_ban_that_ran_out
from proposals.operations.delete_account import delete_account
from proposals.operations.preferences import change_profile
from proposals.operations.submit import submit
from tests.factories import make_skill
from tests.people import make_administrator
from tests.proposals.factories import (
    JUNIOR,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_administrators_who_leave_one_stays() -> None:
    ann, bob = make_administrator("ann"), make_administrator("bob")
    outcomes = race(
        lambda: delete_account(user=ann, username="ann"),
        lambda: delete_account(user=bob, username="bob"),
    )
    assert {type(outcome) for outcome in outcomes} == {User, ValidationError}
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


def test_somebody_is_banned_once() -> None:
    carla = make_contributor()
    moderators = [make_moderator(name) for name in ("mona", "mila", "max")]
    race(*[lambda by=by: ban(carla, by=by, reason="Spam") for by in moderators])  # type: ignore[misc]
    assert Ban.objects.count() == 1
    assert Event.objects.filter(kind="user_banned").count() == 1


def test_a_ban_that_ran_out_is_lifted_once() -> None:
    carla = make_contributor()
    ban(carla, by=make_moderator(), reason="Spam")
    Ban.objects.update(until="2020-01-01T00:00Z")
    race(*[lambda: lift_ban_that_ran_out(carla)] * 4)
    assert Event.objects.filter(kind="user_unbanned").count() == 1


def test_a_name_is_taken_once() -> None:
    people = [make_contributor(name) for name in ("ann", "bob", "cem")]

    def take(user: User) -> User:
        return change_profile(
            user=user,
            username="star",
            display_name="",
            language="",
            time_zone="",
            auto_watch=True,
        )

    outcomes = race(*[lambda user=user: take(user) for user in people])  # type: ignore[misc]
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "User",
        "ValidationError",
        "ValidationError",
    ]


def test_nothing_of_somebody_who_left_is_open() -> None:
    sql, carla = make_skill(required={"data-engineer": "Knows it"}), make_contributor()
    propose(sql, {JUNIOR: "Uses it"})
    more = changes_to(sql, {LEAD: "Leads by it"})
    race(
        lambda: delete_account(user=carla, username="carla"),
        lambda: submit(sql, more, author=carla, why="It reads better"),
    )
    carla.refresh_from_db()
    assert not (carla.is_deleted and Proposal.objects.pending().by(carla).exists())
