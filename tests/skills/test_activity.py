import pytest
from pytest_django import DjangoAssertNumQueries

from skills.activity import recent_revisions
from skills.algebra.paths import NAME, SUMMARY
from skills.redaction import redact
from tests.factories import author, edit, make_role, make_skill
from tests.people import make_person

pytestmark = pytest.mark.django_db


def test_the_newest_come_first_by_the_name_of_now() -> None:
    skill = make_skill()
    edit(skill, {SUMMARY: "Tables"}, summary="Say what it is")
    edit(skill, {NAME: "SQL"}, by=make_person("alice", display_name="Alice Ngo"))
    newest, before = recent_revisions(2)
    assert (newest.name, newest.meaning_name, newest.author) == ("SQL", "renamed", "Alice Ngo")
    assert (before.name, before.summary, before.author) == ("SQL", "Say what it is", "author")


def test_every_kind_of_document_is_named_and_linked() -> None:
    make_skill(required={"data-engineer": "Reads"})
    found = {line.kind: (line.name, line.document_url, line.url) for line in recent_revisions(10)}
    assert found == {
        "skill": ("Sql", "/skills/sql/", "/skills/sql/history/1/"),
        "role": ("Data Engineer", "/roles/data-engineer/", "/roles/data-engineer/history/1/"),
        "group": ("Storage", "/groups/storage/", "/groups/storage/history/1/"),
        "domain": ("Data", "/domains/data/", "/domains/data/history/1/"),
    }


def test_it_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(20):
        make_role(f"role-{number}")
    with django_assert_num_queries(1):
        assert len(recent_revisions(15)) == 15


def test_a_redaction_is_one_of_them() -> None:
    role = make_role(summary="As Jane does it")
    redact(role, "Jane", replacement="[removed]", author=author(), summary="A request")
    assert recent_revisions(1)[0].meaning_name == "words removed"


def test_an_empty_matrix_has_none() -> None:
    assert recent_revisions(5) == []
