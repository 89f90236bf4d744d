from hypothesis import given
from hypothesis import strategies as st

from skills.algebra.changes import Change, apply, diff, undo
from skills.algebra.merging import complete, merge
from skills.algebra.paths import (
    NAME,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Content,
    Path,
    description,
    listing,
    requirement,
    unit_of,
)
from skills.algebra.text import digest
from skills.algebra.validity import problems
from tests.skills.algebra.strategies import contents, lists_for

JUNIOR = description("builder", "junior")
BASE: Content = {
    NAME: "SQL",
    STATUS: "active",
    Path("parent"): "data",
    listing("builder"): "listed",
    requirement("builder", "junior"): "optional",
    JUNIOR: "Reads tables.",
}
DROP_JUNIOR = [Change(requirement("builder", "junior"), "optional", None)]


def merged(current: Content, changes: list[Change]) -> Content:
    return apply(current, complete(current, merge(current, changes).applies))


def cell(role: str, level: str, text: str) -> list[Change]:
    return [
        Change(requirement(role, level), None, "required"),
        Change(description(role, level), None, text),
    ]


@given(st.data())
def test_a_list_applies_whole_to_what_it_was_written_on(data: st.DataObject) -> None:
    base = data.draw(contents())
    changes = data.draw(lists_for(base))
    result = merge(base, changes)
    assert result.applies == changes
    assert not result.conflicts


@given(st.data())
def test_merging_twice_is_merging_once(data: st.DataObject) -> None:
    base = data.draw(contents())
    changes = data.draw(lists_for(base))
    once = merged(base, changes)
    again = merge(once, changes)
    assert not again.applies
    assert merged(once, changes) == once


@given(st.data())
def test_no_sequence_of_merges_leaves_a_document_invalid(data: st.DataObject) -> None:
    content = base = data.draw(contents())
    for _ in range(4):
        content = merged(content, data.draw(lists_for(base)))
        assert problems("skill", content) == []


@given(st.data())
def test_nor_does_accepting_some_units_of_a_list(data: st.DataObject) -> None:
    base = data.draw(contents())
    changes = data.draw(lists_for(base))
    units = sorted({unit_of(change.path) for change in changes})
    declined = data.draw(st.sets(st.sampled_from(units))) if units else set()
    accepted = [change for change in changes if unit_of(change.path) not in declined]
    assert problems("skill", merged(base, accepted)) == []


@given(st.data())
def test_lists_over_different_units_commute(data: st.DataObject) -> None:
    base = data.draw(contents())
    one, other = data.draw(lists_for(base)), data.draw(lists_for(base))
    units = {unit_of(change.path) for change in one} & {unit_of(change.path) for change in other}
    listings = any(change.path.field == "role" for change in [*one, *other])
    if units or listings:
        return
    assert not merge(merged(base, one), other).conflicts
    assert merged(merged(base, one), other) == merged(merged(base, other), one)


@given(st.data())
def test_undoing_in_between_gives_back_the_others_work(data: st.DataObject) -> None:
    base = data.draw(contents())
    changes = data.draw(lists_for(base))
    there = merged(base, changes)
    assert merged(there, undo(diff(base, there))) == base


def test_a_change_on_an_old_text_conflicts_and_shows_what_is_live() -> None:
    live = {**BASE, JUNIOR: "Reads and joins tables."}
    result = merge(live, [Change(JUNIOR, "Reads tables.", "Reads large tables.")])
    assert [conflict.live for conflict in result.conflicts] == ["Reads and joins tables."]


def test_one_facet_in_conflict_holds_back_the_whole_cell() -> None:
    live = {**BASE, JUNIOR: "Reads and joins tables."}
    flip = Change(requirement("builder", "junior"), "optional", "required")
    result = merge(live, [flip, Change(JUNIOR, "Reads tables.", "Reads large tables.")])
    assert len(result.conflicts) == 2
    assert not result.applies


def test_a_flip_of_a_dropped_cell_conflicts() -> None:
    gone = merged(BASE, complete(BASE, DROP_JUNIOR))
    flip = Change(requirement("builder", "junior"), "optional", "required")
    assert merge(gone, [flip]).conflicts


def test_unlisting_conflicts_while_a_cell_would_remain() -> None:
    drop_role = complete(BASE, [Change(listing("builder"), "listed", None)])
    live = merged(BASE, complete(BASE, cell("builder", "senior", "Designs tables.")))
    result = merge(live, drop_role)
    assert [conflict.change.path for conflict in result.conflicts] == [listing("builder")]


def test_a_new_cell_on_a_role_unlisted_meanwhile_conflicts() -> None:
    new_cell = complete(BASE, cell("builder", "senior", "Designs tables."))
    gone = merged(BASE, complete(BASE, DROP_JUNIOR))
    assert listing("builder") not in gone
    assert len(merge(gone, new_cell).conflicts) == 2


def test_a_new_cell_that_lists_its_role_applies() -> None:
    changes = complete(BASE, cell("tester", "lead", "Plans tests."))
    assert changes[-1].path == requirement("tester", "lead")
    assert listing("tester") in merged(BASE, changes)


def test_dropping_the_last_cell_unlists_the_role() -> None:
    assert Change(listing("builder"), "listed", None) in complete(BASE, DROP_JUNIOR)


def test_unlisting_a_role_drops_its_cells() -> None:
    changes = complete(BASE, [Change(listing("builder"), "listed", None)])
    assert {change.path for change in changes} == {
        listing("builder"),
        JUNIOR,
        requirement("builder", "junior"),
    }


def test_dropping_a_text_drops_its_translations() -> None:
    german = JUNIOR._replace(language="de")
    base = {**BASE, german: "Liest Tabellen.", german.digest_path(): digest("Reads tables.")}
    changes = complete(base, [Change(JUNIOR, "Reads tables.", "")])
    assert Change(german, "Liest Tabellen.", None) in changes
    assert Change(german.digest_path(), digest("Reads tables."), None) in changes


def test_a_translation_of_a_text_dropped_meanwhile_conflicts() -> None:
    german = SUMMARY._replace(language="de")
    base = {**BASE, SUMMARY: "Tables"}
    changes = complete(base, [Change(german, None, "Tabellen")])
    assert [change.path for change in merge(BASE, changes).conflicts and changes] == [
        german,
        german.digest_path(),
    ]


def test_a_successor_for_a_document_back_in_use_conflicts() -> None:
    retired = {**BASE, STATUS: "retired"}
    changes = complete(retired, [Change(SUCCESSOR, None, "nosql")])
    assert merge(BASE, changes).conflicts
