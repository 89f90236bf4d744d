from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from skills.algebra.paths import NAME, SUMMARY, Unit, description, requirement
from skills.history import (
    blame,
    content_at_number,
    content_at_sequence,
    contents_at_sequence,
    newest_by_unit,
    parse_moment,
    read_snapshot,
    sequence_at,
)
from skills.models import Document, MatrixClock
from skills.projection import live_content
from tests.factories import edit, make_skill
from tests.people import make_person

pytestmark = pytest.mark.django_db

JUNIOR = description("data-engineer", "junior")


@pytest.fixture
def document() -> Document:
    """Created on 1 March, edited on the 2nd and on the 3rd."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        document = make_skill(required={"data-engineer junior": "First"})
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False):
        edit(document, {JUNIOR: "Second"}, by=make_person("second"))
    with time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False):
        edit(document, {NAME: "SQL"}, by=make_person("third"))
    return document


def test_content_as_of_a_revision(document: Document) -> None:
    assert content_at_number(document, 1)[JUNIOR] == "First"
    assert content_at_number(document, 2)[JUNIOR] == "Second"
    assert content_at_number(document, 3) == live_content(document)


@pytest.mark.parametrize(
    ("moment", "text"),
    [("2026-03-01", "First"), ("2026-03-02T11:59:59Z", "First"), ("2026-03-02", "Second")],
)
def test_content_as_of_a_moment(document: Document, moment: str, text: str) -> None:
    sequence = sequence_at(parse_moment(moment))
    assert content_at_sequence(document, sequence)[JUNIOR] == text
    assert contents_at_sequence([document], sequence)[document.pk][JUNIOR] == text


def test_before_the_first_revision_there_was_nothing(document: Document) -> None:
    assert sequence_at(date(2026, 2, 28)) == 0
    assert content_at_sequence(document, 0) == {}
    assert sequence_at(date(2026, 3, 31)) == MatrixClock.now().sequence


def test_blame_names_who_last_changed_each_value(document: Document) -> None:
    blamed = blame(document)
    assert blamed[JUNIOR].author.username == "second"
    assert blamed[NAME].author.username == "third"
    assert blamed[requirement("data-engineer", "junior")].number == 1


def test_blame_of_a_cell_is_its_newest_facet_s(document: Document) -> None:
    blamed = newest_by_unit(blame(document, role="data-engineer"))
    assert blamed[Unit("cell", "data-engineer", "junior")].number == 2


def test_blame_remembers_what_was_dropped(document: Document) -> None:
    edit(document, {SUMMARY: "Tables"})
    edit(document, {SUMMARY: None})
    assert blame(document, [SUMMARY])[SUMMARY].number == 5


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-13-01",
        "",
        "\x00",
        "2026-03-01T99:00",
        "9999-12-31T23:59:00-12:00",
    ],
)
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValidationError, match="2026-03-17"):
        parse_moment(text)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_snapshot_reads_and_lets_go() -> None:
    document = make_skill()
    with read_snapshot():
        assert live_content(document)[NAME] == "Sql"
    edit(document, {NAME: "SQL"})
    assert live_content(document)[NAME] == "SQL"
