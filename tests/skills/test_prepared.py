"""Queries that are built once give what Django's own give, for every number of keys."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from skills.models import Document, MatrixClock, Skill
from skills.prepared import Prepared
from tests.factories import make_skill

pytestmark = pytest.mark.django_db

NAMES = Prepared(lambda keys: Skill.objects.filter(pk__in=keys).order_by("pk").values_list("name"))
IN_USE = Prepared(lambda keys: Document.objects.filter(pk__in=keys, kind="skill").order_by("pk"))
LOCKED = Prepared(lambda keys: Document.objects.select_for_update().filter(pk__in=keys))


def test_rows_are_those_of_the_keys() -> None:
    sql, etl = make_skill("sql"), make_skill("etl")
    make_skill("dbt")
    assert len(NAMES.rows(sql.pk)) == 1
    assert [name for (name,) in NAMES.rows(sql.pk, etl.pk)] == [
        Skill.objects.get(pk=sql.pk).name,
        Skill.objects.get(pk=etl.pk).name,
    ]


def test_no_keys_need_no_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert NAMES.rows() == []
    assert not queries


def test_objects_are_as_the_orm_gives_them() -> None:
    document = make_skill("sql")
    [found] = IN_USE.objects(document.pk)
    for field in Document._meta.concrete_fields:
        expected = getattr(Document.objects.get(pk=document.pk), field.attname)
        assert getattr(found, field.attname) == expected
    found.protected = True
    found.save(update_fields=["protected"])
    assert Document.objects.get(pk=document.pk).protected


def test_what_the_query_says_itself_stays_beside_the_keys() -> None:
    skill = make_skill("sql")
    role = Document.objects.exclude(kind="skill").first()
    assert role
    assert [found.pk for found in IN_USE.objects(role.pk, skill.pk)] == [skill.pk]


def test_one_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(Document.DoesNotExist):
        IN_USE.one(1_000_000)


def test_times_come_back_with_their_zone() -> None:
    make_skill("sql")
    moment = MatrixClock.now().moment
    clock = Prepared(lambda keys: MatrixClock.objects.filter(pk__in=keys)).one(1)
    assert moment
    assert clock.moment == moment
    assert clock.moment.tzinfo


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_locking_takes_a_transaction() -> None:
    document = Document.objects.create(kind="skill", slug="sql")
    with transaction.atomic():
        assert LOCKED.one(document.pk) == document
    with pytest.raises(TransactionManagementError):
        LOCKED.one(document.pk)
