import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from proposals.models import Event
from proposals.operations.account_rights import set_account_rights
from proposals.operations.appoint import appoint
from tests.factories import make_domain
from tests.people import make_administrator, make_person
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_administrators_who_dismiss_each_other_one_remains() -> None:
    ann, bob = make_administrator("ann"), make_administrator("bob")
    outcomes = race(
        lambda: set_account_rights(bob, active=True, administrator=False, by=ann),
        lambda: set_account_rights(ann, active=True, administrator=False, by=bob),
    )
    assert {type(outcome) for outcome in outcomes} == {User, PermissionDenied}
    assert User.objects.filter(is_superuser=True).count() == 1


def test_a_right_is_given_once() -> None:
    root, carla = make_administrator(), make_person("carla")
    make_domain("data")
    race(*[lambda: appoint(carla, domain="data", by=root)] * 4)
    assert carla.moderator_scopes.count() == 1
    assert Event.objects.filter(kind="rights_granted").count() == 1
