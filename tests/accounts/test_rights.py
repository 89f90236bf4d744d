import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import ModeratorScope
from accounts.rights import is_administrator, is_moderator, may_moderate
from tests.people import make_administrator, make_moderator, make_person

pytestmark = pytest.mark.django_db

ML, CLOUD = "machine-learning", "cloud"


def test_an_outsider_decides_about_nothing() -> None:
    for outsider in (AnonymousUser(), make_person()):
        assert not is_administrator(outsider)
        assert not is_moderator(outsider)
        assert not may_moderate(outsider, domains=[ML])


def test_an_administrator_decides_about_everything() -> None:
    root = make_administrator()
    assert is_administrator(root)
    assert may_moderate(root, domains=[])
    assert may_moderate(root, domains=[ML, CLOUD], language="de")


def test_a_scope_over_one_domain_ends_there() -> None:
    mona = make_moderator(domain=ML)
    assert is_moderator(mona)
    assert may_moderate(mona, domains=[ML])
    assert not may_moderate(mona, domains=[CLOUD])
    assert not may_moderate(mona, domains=[])


def test_moving_between_domains_takes_rights_in_both() -> None:
    mona = make_moderator(domain=ML)
    assert not may_moderate(mona, domains=[ML, CLOUD])
    ModeratorScope.objects.create(user=mona, domain=CLOUD)
    assert may_moderate(mona, domains=[ML, CLOUD])


def test_a_scope_over_all_domains_covers_what_belongs_to_none() -> None:
    assert may_moderate(make_moderator(), domains=[])


def test_a_translators_scope_covers_that_language_only() -> None:
    greta = make_moderator("greta", language="de")
    assert may_moderate(greta, domains=[ML], language="de")
    assert not may_moderate(greta, domains=[ML], language="es")
    assert not may_moderate(greta, domains=[ML])


def test_a_scope_over_all_languages_covers_each() -> None:
    assert may_moderate(make_moderator(domain=ML), domains=[ML], language="zh-hans")


def test_scopes_do_not_add_up_across_domain_and_language() -> None:
    mona = make_moderator(domain=ML, language="de")
    ModeratorScope.objects.create(user=mona, domain=CLOUD, language="es")
    assert not may_moderate(mona, domains=[ML], language="es")
    assert not may_moderate(mona, domains=[ML, CLOUD], language="de")


def test_inactive_people_may_do_nothing() -> None:
    for person in (make_moderator(), make_administrator()):
        person.is_active = False
        assert not is_administrator(person)
        assert not is_moderator(person)
        assert not may_moderate(person, domains=[ML])
