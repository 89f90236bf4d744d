"""Publications at the same moment, in real threads on whichever database the suite runs on."""

from functools import partial

import pytest

from skills.algebra.changes import Change
from skills.algebra.paths import NAME, description
from skills.models import Document, Revision
from skills.publishing import PublishConflict, publish
from skills.verification import verify
from tests.factories import author, make_role, make_skill
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def rename(document: Document, name: str) -> Revision:
    change = Change(NAME, document.slug.title(), name)
    return publish(document, [change], author=author(), summary="")


def test_of_two_changes_of_one_value_one_wins_and_the_other_is_told() -> None:
    document = make_skill()
    outcomes = race(partial(rename, document, "A"), partial(rename, document, "B"))
    assert {type(outcome) for outcome in outcomes} == {Revision, PublishConflict}
    assert document.revisions.count() == 2
    assert verify().is_clean


def test_changes_of_different_cells_both_land() -> None:
    document = make_skill(required={"data-engineer": "Queries"})
    changes = [
        Change(description("data-engineer", level), f"Queries ({level})", "New")
        for level in ("junior", "lead")
    ]
    outcomes = race(
        *(partial(publish, document, [change], author=author(), summary="") for change in changes)
    )
    assert {outcome.number for outcome in outcomes if isinstance(outcome, Revision)} == {2, 3}
    assert verify().is_clean


def test_sequences_have_no_holes_and_follow_time() -> None:
    documents = [make_skill(f"skill{number}") for number in range(8)]
    outcomes = race(*(partial(rename, document, "New") for document in documents))
    assert all(isinstance(outcome, Revision) for outcome in outcomes)
    rows = list(Revision.objects.order_by("sequence").values_list("sequence", "created_at"))
    assert [sequence for sequence, _ in rows] == list(range(1, len(rows) + 1))
    assert [moment for _, moment in rows] == sorted(moment for _, moment in rows)


def test_a_slug_is_taken_once() -> None:
    make_role()
    outcomes = race(*[partial(Document.objects.claim, "skill", "sql")] * 6)
    assert len({document.pk for document in outcomes if isinstance(document, Document)}) == 1
