import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proposals.impact import impact
from skills.algebra.paths import requirement
from skills.models import Document
from tests.factories import make_role, make_skill, retire
from tests.proposals.factories import JUNIOR, JUNIOR_REQUIRED, changes_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    make_skill("nosql", required={"data-engineer": "Queries"})
    return make_skill(optional={"data-engineer": "Queries"}, required={"tester": "Tests"})


def test_it_counts_what_the_role_requires_before_and_after(skill: Document) -> None:
    [found] = impact(changes_to(skill, {JUNIOR_REQUIRED: "required"}))
    assert (found.role.slug, found.level.slug) == ("data-engineer", "junior")
    assert (found.before, found.after) == (1, 2)


def test_dropping_a_required_cell_counts_and_wording_does_not(skill: Document) -> None:
    gone = {requirement("tester", "lead"): None}
    [found] = impact([*changes_to(skill, gone), *changes_to(skill, {JUNIOR: "Reads"})])
    assert (found.before, found.after) == (1, 0)


def test_retired_roles_are_left_out(skill: Document) -> None:
    retire(make_role("tester"))
    assert impact(changes_to(skill, {requirement("tester", "lead"): None})) == []


def test_many_changes_take_as_many_queries_as_one(skill: Document) -> None:
    counts = []
    for levels in (["junior"], ["junior", "middle", "senior", "lead"]):
        values = {requirement("data-engineer", level): "required" for level in levels}
        changes = changes_to(skill, values)
        with CaptureQueriesContext(connection) as queries:
            assert len(impact(changes)) == len(levels)
        counts.append(len(queries))
    assert counts[0] == counts[1]
