import pytest

from skills.algebra.changes import Change, diff
from skills.algebra.meaning import Meaning
from skills.algebra.paths import NAME, PARENT, STATUS, SUMMARY, Content, Path, description
from skills.algebra.paths import requirement as required_path
from skills.diffs import (
    Panel,
    in_reading_order,
    panels,
    roles_touched,
    tally,
    text_change,
    units_of,
)
from skills.names import Names, Reference
from tests.factories import cells

NAMES = Names(
    levels={"junior": "Junior", "senior": "Senior"},
    documents={
        Reference("role", "dba"): "Zookeeper",
        Reference("role", "sre"): "Administrator",
        Reference("group", "storage"): "Storage",
    },
)
JUNIOR = description("dba", "junior")
BEFORE = {NAME: "SQL", STATUS: "active", PARENT: "storage"} | cells(
    optional={"dba junior": "Reads plans", "sre junior": "Restores backups"}
)


def shown(before: Content, after: Content) -> list[Panel]:
    return panels("skill", in_reading_order(units_of(diff(before, after)), NAMES), NAMES)


def edited(**values: str) -> list[Panel]:
    """What is shown of a change of the Junior paragraph and requirement of one role."""
    paths = {"text": JUNIOR, "requirement": required_path("dba", "junior")}
    return shown(BEFORE, BEFORE | {paths[name]: value for name, value in values.items()})


def test_a_cell_says_role_level_meaning_and_both_requirements() -> None:
    [panel] = edited(requirement="required")
    assert (panel.heading, panel.meaning_name) == ("Zookeeper · Junior", "became required")
    assert [(word.old, word.new) for word in panel.words] == [("Optional", "Required")]
    assert panel.anchor == "cell-dba-junior"
    assert panel.is_weighty


def test_a_small_change_is_woven_word_by_word() -> None:
    [panel] = edited(text="Reads query plans")
    [text] = panel.texts
    assert text.shown == "woven"
    assert (text.old, text.new) == ("Reads plans", "Reads query plans")
    assert [piece.text for piece in text.pieces if piece.kind == "added"] == ["query "]


def test_a_rewritten_text_is_shown_apart() -> None:
    text = text_change(
        "", "", "Reads plans and asks for help early", "Owns every index we have got"
    )
    assert text.shown == "apart"
    assert [piece.kind for piece in text.pieces] == ["removed", "added"]


@pytest.mark.parametrize(("old", "new", "kind"), [("", "Text", "new"), ("Text", "", "gone")])
def test_a_text_that_is_new_or_gone_is_shown_whole(old: str, new: str, kind: str) -> None:
    assert text_change("", "", old, new).shown == kind


def test_a_cell_without_a_paragraph_says_that_nothing_is_said() -> None:
    [panel] = shown(BEFORE, BEFORE | cells(optional={"dba senior": ""}))
    assert panel.remarks == ["Nothing is said about it yet."]


def test_a_removed_cell_has_no_place_to_link_to() -> None:
    after = {path: value for path, value in BEFORE.items() if path.role != "sre"}
    [panel] = shown(BEFORE, after)
    assert (panel.meaning_name, panel.anchor) == ("role removed", "")


def test_the_listing_of_a_role_is_not_shown_beside_its_cells() -> None:
    after = BEFORE | cells(optional={"new-role": "Text"})
    assert [panel.level for panel in shown(BEFORE, after)] == [
        "junior",
        "middle",
        "senior",
        "lead",
        "principal",
    ]


def test_own_fields_come_first_then_roles_as_they_are_called() -> None:
    after = BEFORE | {SUMMARY: "Tables", JUNIOR: "Other", description("sre", "junior"): "Other"}
    headings = [panel.heading for panel in shown(BEFORE, after)]
    assert headings == ["Summary", "Administrator · Junior", "Zookeeper · Junior"]


def test_a_move_names_both_places() -> None:
    [panel] = shown(BEFORE, BEFORE | {PARENT: "elsewhere"})
    assert (panel.heading, panel.words[0].old, panel.words[0].new) == (
        "Group",
        "Storage",
        "elsewhere",
    )


def test_retiring_names_what_takes_its_place() -> None:
    names = Names(documents={Reference("skill", "graphs"): "Graphs"})
    changes = [
        Change(STATUS, "active", "retired"),
        Change(Path("successor"), None, "graphs"),
    ]
    [panel] = panels("skill", units_of(changes), names)
    assert [(word.label, word.old, word.new) for word in panel.words] == [
        ("", "In use", "Retired"),
        ("What takes its place", "", "Graphs"),
    ]


def test_a_translation_names_its_language() -> None:
    german = NAME._replace(language="de")
    after = BEFORE | {german: "Abfragen", german.digest_path(): "0" * 16}
    [panel] = shown(BEFORE, after)
    assert panel.heading == "Name · German"
    assert [(text.language, text.new) for text in panel.texts] == [("de", "Abfragen")]


def test_a_translation_found_to_fit_says_so() -> None:
    digest = NAME._replace(language="xx").digest_path()
    [panel] = panels("skill", units_of([Change(digest, "0" * 16, "1" * 16)]), NAMES)
    assert panel.remarks == ["The translation into xx was found to fit the text as it is now."]


def test_words_that_were_removed_for_good_are_not_compared() -> None:
    [panel] = panels("skill", units_of([Change(SUMMARY, "[removed]", "[removed]")]), NAMES)
    assert [text.shown for text in panel.texts] == ["withheld"]


def test_in_a_new_document_nothing_was_renamed_or_became_required() -> None:
    units = units_of(diff({}, BEFORE))
    assert {unit.meaning for unit in units} == {Meaning.CREATED}
    assert "status" not in {unit.unit.name for unit in units}
    assert tally(units) == []


def test_a_tally_counts_meanings_the_weightiest_first() -> None:
    after = BEFORE | {required_path("dba", "junior"): "required", SUMMARY: "Tables"}
    assert tally(units_of(diff(BEFORE, after))) == [("became required", 1), ("wording", 1)]


def test_roles_touched_are_counted_by_name() -> None:
    after = BEFORE | {JUNIOR: "Other", description("sre", "junior"): "Other"}
    roles = roles_touched(units_of(diff(BEFORE, after)), NAMES)
    assert [(role.name, role.units) for role in roles] == [("Administrator", 1), ("Zookeeper", 1)]
