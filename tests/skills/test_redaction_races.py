"""Words are taken out while others edit, in real threads."""

from functools import partial

import pytest

from skills.algebra.changes import Change
from skills.algebra.paths import SUMMARY, description
from skills.models import Revision
from skills.projection import live_content
from skills.publishing import PublishConflict, publish
from skills.redaction import redact
from skills.verification import verify
from tests.factories import author, make_skill
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

JUNIOR = description("data-engineer", "junior")


def test_an_edit_of_something_else_lands_and_the_words_are_gone() -> None:
    document = make_skill(required={"data-engineer junior": "Ask Jane Roe"})
    person = author()
    add = [Change(SUMMARY, None, "Tables")]
    outcomes = race(
        partial(redact, document, "Jane Roe", replacement="[…]", author=person, summary=""),
        partial(publish, document, add, author=person, summary=""),
    )
    assert {outcome.number for outcome in outcomes if isinstance(outcome, Revision)} == {2, 3}
    assert live_content(document)[JUNIOR] == "Ask […]"
    assert verify().is_clean


def test_an_edit_of_the_same_text_is_told_or_redacted_too() -> None:
    document = make_skill(required={"data-engineer junior": "Ask Jane Roe"})
    person = author()
    edit = [Change(JUNIOR, "Ask Jane Roe", "Ask Jane Roe, or John")]
    _, edited = race(
        partial(redact, document, "Jane Roe", replacement="[…]", author=person, summary=""),
        partial(publish, document, edit, author=person, summary=""),
    )
    live = live_content(type(document).objects.get(pk=document.pk))[JUNIOR]
    expected = "Ask […]" if isinstance(edited, PublishConflict) else "Ask […], or John"
    assert live == expected
    assert verify().is_clean
