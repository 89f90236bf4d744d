"""Agreeing to the licence and the terms: the first time counts."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from accounts.models import User
from proposals.operations.accept_terms import accept_terms
from tests.people import make_person

pytestmark = pytest.mark.django_db

MARCH, MAY = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


def agreed_at(moment: datetime, user: User) -> datetime | None:
    with time_machine.travel(moment, tick=False):
        accept_terms(user)
    return User.objects.get(pk=user.pk).terms_accepted_at


def test_it_is_remembered_when() -> None:
    user = make_person("nils")
    assert agreed_at(MARCH, user) == MARCH
    assert user.terms_accepted_at == MARCH


def test_the_first_time_counts() -> None:
    user = make_person("nils")
    agreed_at(MARCH, user)
    assert agreed_at(MAY, user) == MARCH


def test_of_two_requests_at_once_the_first_counts() -> None:
    user = make_person("nils")
    loaded_before = User.objects.get(pk=user.pk)
    agreed_at(MARCH, user)
    assert agreed_at(MAY, loaded_before) == MARCH
    assert loaded_before.terms_accepted_at == MARCH


def test_a_blocked_account_agrees_to_nothing() -> None:
    user = make_person("nils", is_active=False)
    with pytest.raises(PermissionDenied):
        accept_terms(user)
    assert User.objects.get(pk=user.pk).terms_accepted_at is None
