"""An import does not trample what people have edited since."""

from pathlib import Path as FilePath

import pytest

from skills.algebra.paths import NAME, RETIRED, STATUS, SUMMARY, Path, description, requirement
from skills.algebra.text import digest
from skills.exchange.importing import Totals
from skills.models import Document, Revision
from skills.projection import live_content
from tests.factories import edit, make_group, make_role, retire
from tests.skills.exchange.running import run_import

pytestmark = pytest.mark.django_db

JUNIOR = description("data-engineer", "junior")
SENIOR = description("data-engineer", "senior")


def skill_file(
    folder: FilePath, *, summary: str = "About SQL", status: str = "", **cells: str
) -> FilePath:
    """`sql.yaml` with a paragraph a level."""
    lines = ["skill: sql", "name: SQL", f"summary: {summary}", "group: storage"]
    lines += [f"status: {status}"] if status else []
    lines += ["expectations:", "  data-engineer:"]
    for level, text in cells.items():
        lines += [f"    {level}:", "      required: true", f"      description: {text}"]
    path = folder / "sql.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def sql(tmp_path: FilePath) -> Document:
    """Imported from YAML, with a junior and a senior cell."""
    make_group("storage")
    make_role("data-engineer")
    run_import(skill_file(tmp_path, junior="Selects", senior="Tunes"))
    return Document.objects.get(slug="sql")


def again(folder: FilePath, *, overwrite: bool = False, **cells: str) -> Totals:
    return run_import(skill_file(folder, **cells), overwrite=overwrite)


def test_a_cell_of_the_same_source_is_changed(sql: Document, tmp_path: FilePath) -> None:
    again(tmp_path, junior="Joins", senior="Tunes")
    assert live_content(sql)[JUNIOR] == "Joins"
    assert Revision.objects.of(sql).count() == 2


def test_a_second_import_is_no_revision(sql: Document, tmp_path: FilePath) -> None:
    totals = again(tmp_path, junior="Selects", senior="Tunes")
    assert totals.of("skill", "unchanged") == 1
    assert Revision.objects.of(sql).count() == 1


def test_a_cell_that_somebody_has_edited_is_kept(sql: Document, tmp_path: FilePath) -> None:
    edit(sql, {JUNIOR: "Edited"})
    totals = again(tmp_path, junior="Joins", senior="Partitions")
    assert live_content(sql)[JUNIOR] == "Edited"
    assert live_content(sql)[SENIOR] == "Partitions"
    assert totals.kept == 1


def test_with_overwrite_it_is_changed_all_the_same(sql: Document, tmp_path: FilePath) -> None:
    edit(sql, {JUNIOR: "Edited"})
    again(tmp_path, junior="Joins", senior="Tunes", overwrite=True)
    assert live_content(sql)[JUNIOR] == "Joins"


def test_a_new_requirement_protects_the_paragraph_too(sql: Document, tmp_path: FilePath) -> None:
    edit(sql, {requirement("data-engineer", "junior"): "optional"})
    again(tmp_path, junior="Joins", senior="Tunes")
    assert live_content(sql)[JUNIOR] == "Selects"


def test_a_translation_does_not_protect_a_cell(sql: Document, tmp_path: FilePath) -> None:
    german = JUNIOR._replace(language="de")
    edit(sql, {german: "Wählt aus", german.digest_path(): digest("Selects")})
    run_import(skill_file(tmp_path, junior="Joins", senior="Tunes"), source="yaml")
    assert live_content(sql)[JUNIOR] == "Joins"
    assert live_content(sql)[german] == "Wählt aus"


def test_a_cell_that_has_gone_from_the_file_is_dropped(sql: Document, tmp_path: FilePath) -> None:
    totals = again(tmp_path, junior="Selects")
    assert SENIOR not in live_content(sql)
    assert totals.cells_dropped == 1


def test_unless_somebody_has_edited_it(sql: Document, tmp_path: FilePath) -> None:
    edit(sql, {SENIOR: "Edited"})
    assert again(tmp_path, junior="Selects").kept == 1
    assert live_content(sql)[SENIOR] == "Edited"


def test_a_cell_that_people_have_added_stays(sql: Document, tmp_path: FilePath) -> None:
    edit(
        sql,
        {
            description("data-engineer", "lead"): "x",
            requirement("data-engineer", "lead"): "optional",
        },
    )
    assert again(tmp_path, junior="Selects", senior="Tunes").kept == 1
    assert live_content(sql)[description("data-engineer", "lead")] == "x"


def test_a_cell_that_somebody_has_dropped_is_not_added_back(
    sql: Document, tmp_path: FilePath
) -> None:
    edit(sql, {SENIOR: None, requirement("data-engineer", "senior"): None})
    assert again(tmp_path, junior="Selects", senior="Tunes").kept == 1
    assert SENIOR not in live_content(sql)


def test_one_that_the_source_itself_has_dropped_is(sql: Document, tmp_path: FilePath) -> None:
    again(tmp_path, junior="Selects")
    again(tmp_path, junior="Selects", senior="Tunes")
    assert live_content(sql)[SENIOR] == "Tunes"


def test_a_cell_nobody_has_had_is_added(sql: Document, tmp_path: FilePath) -> None:
    edit(sql, {JUNIOR: "Edited"})
    again(tmp_path, junior="Selects", senior="Tunes", lead="Leads")
    assert live_content(sql)[description("data-engineer", "lead")] == "Leads"


def test_another_source_is_somebody_else(sql: Document, tmp_path: FilePath) -> None:
    totals = run_import(skill_file(tmp_path, junior="Joins", senior="Tunes"), source="elsewhere")
    assert live_content(sql)[JUNIOR] == "Selects"
    assert totals.kept == 1


def test_a_summary_that_somebody_has_written_is_kept(sql: Document, tmp_path: FilePath) -> None:
    edit(sql, {SUMMARY: "Edited"})
    path = skill_file(tmp_path, summary="From the file", junior="Joins", senior="Tunes")
    assert run_import(path).kept == 1
    assert live_content(sql)[SUMMARY] == "Edited"
    assert live_content(sql)[JUNIOR] == "Joins"


def test_what_a_format_cannot_hold_stays(sql: Document, tmp_path: FilePath) -> None:
    german = NAME._replace(language="de")
    label = Path("alt_label:sequel")
    german_name = {german: "SQL", german.digest_path(): digest("SQL")}
    edit(sql, {label: "Sequel", **german_name}, source="csv")
    (tmp_path / "sql.csv").write_text(
        "skill,role,level,required,description\nsql,data-engineer,junior,yes,Selects\n"
    )
    run_import(tmp_path / "sql.csv", source="yaml")
    assert live_content(sql)[label] == "Sequel"
    assert german in live_content(sql)
    assert live_content(sql)[SUMMARY] == "About SQL"
    assert SENIOR not in live_content(sql)


def test_a_retired_skill_is_told_and_left(sql: Document, tmp_path: FilePath) -> None:
    retire(sql)
    totals = again(tmp_path, junior="Joins", senior="Tunes")
    assert (totals.kept, totals.faults) == (1, 0)
    assert live_content(sql)[JUNIOR] == "Selects"


def test_a_file_that_says_a_status_can_retire_and_restore(
    sql: Document, tmp_path: FilePath
) -> None:
    path = skill_file(tmp_path, status="retired", junior="Selects", senior="Tunes")
    run_import(path)
    assert live_content(sql)[STATUS] == RETIRED
    run_import(skill_file(tmp_path, status="active", junior="Joins", senior="Tunes"))
    assert live_content(sql)[STATUS] == "active"
    assert live_content(sql)[JUNIOR] == "Joins"


def test_what_somebody_has_retired_stays_retired(sql: Document, tmp_path: FilePath) -> None:
    retire(sql)
    run_import(skill_file(tmp_path, status="active", junior="Joins", senior="Tunes"))
    assert live_content(sql)[STATUS] == RETIRED
