"""The commands as they are called: what they print, and how they end."""

import json
from pathlib import Path as FilePath

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from skills.algebra.paths import SUMMARY, description
from skills.models import Document, Revision
from tests.factories import cells, edit, make_group, make_role, make_skill, retire
from tests.people import make_person
from tests.skills.exchange.awkward import empty_matrix

pytestmark = pytest.mark.django_db

SQL = "skill: sql\nname: SQL\nsummary: {}\ngroup: storage\n"
CELL = description("data-engineer", "junior")


def write(folder: FilePath, name: str, text: str) -> FilePath:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# ── import_matrix ──────────────────────────────────────────────────────────────────────────────


def test_an_import_sums_up(tmp_path: FilePath, capsys: pytest.CaptureFixture[str]) -> None:
    make_group("storage")
    call_command("import_matrix", write(tmp_path, "sql.yaml", SQL.format("One")))
    printed = capsys.readouterr()
    assert printed.out == (
        "1 file read, 0 refused\n"
        "skills: 1 created, 0 changed, 0 unchanged\n"
        "cells: 0 added, 0 changed, 0 dropped\n"
        "1 revision, 0 kept because edited since, 0 errors\n"
    )
    assert printed.err == ""
    assert Revision.objects.get(document__slug="sql").author.username == "importer"


def test_a_fault_is_said_with_file_and_line(
    tmp_path: FilePath, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path, "sql.yaml", SQL.format("One"))
    binary = write(tmp_path, "x.yaml", "a\0")
    with pytest.raises(SystemExit) as ended:
        call_command("import_matrix", bad, binary, tmp_path / "gone.yaml")
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{bad}:4: there is no group 'storage'",
        f"{binary}:1: this is a binary file, or text in UTF-16",
        f"{tmp_path / 'gone.yaml'}: No such file or directory",
    ]


def test_a_dry_run_shows_the_words_that_change(
    tmp_path: FilePath, capsys: pytest.CaptureFixture[str]
) -> None:
    make_skill(
        "sql", name="SQL", required={"data-engineer junior": "Writes old words"}, source="yaml"
    )
    text = SQL.format("New") + "expectations:\n  data-engineer:\n    junior:\n"
    text += "      required: false\n      description: Writes new words\n"
    call_command("import_matrix", write(tmp_path, "sql.yaml", text), dry_run=True)
    assert capsys.readouterr().out.splitlines()[:5] == [
        "skill sql (changed)",
        "  + summary: New",
        "  ~ data-engineer junior: [-required-]{+optional+}",
        "  ~ data-engineer junior: Writes [-old-]{+new+} words",
        "1 file read, 0 refused; this was a trial, nothing was stored",
    ]
    assert Document.objects.get(slug="sql").number == 1


def test_what_is_kept_is_listed(tmp_path: FilePath, capsys: pytest.CaptureFixture[str]) -> None:
    sql = make_skill("sql", name="SQL", summary="One", content=cells(), source="yaml")
    edit(sql, {SUMMARY: "Edited"}, by=make_person("alice"))
    path = write(tmp_path, "sql.yaml", SQL.format("Two"))
    call_command("import_matrix", path)
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{path}:1: kept in skill sql, changed since by alice in revision 2: summary"
    )


def test_the_author_must_be_there(tmp_path: FilePath) -> None:
    make_group("storage")
    path = write(tmp_path, "sql.yaml", SQL.format("One"))
    with pytest.raises(CommandError, match="nobody called 'alice'"):
        call_command("import_matrix", path, author="alice")
    make_person("alice")
    call_command("import_matrix", path, author="ALICE", source="mine")
    revision = Revision.objects.get(document__slug="sql")
    assert (revision.author.username, revision.source) == ("alice", "mine")


def test_a_person_called_importer_does_not_get_the_blame(tmp_path: FilePath) -> None:
    make_person("importer")
    with pytest.raises(CommandError, match="name the author with --author"):
        call_command("import_matrix", write(tmp_path, "sql.yaml", SQL.format("One")))
    assert User.objects.count() == 1


def test_one_title_is_not_for_two_pages(tmp_path: FilePath) -> None:
    paths = [write(tmp_path, name, "x") for name in ("a.txt", "b.txt")]
    with pytest.raises(CommandError, match="--title is for one page"):
        call_command("import_matrix", *paths, title="SQL")


# ── export_matrix ──────────────────────────────────────────────────────────────────────────────


def test_json_has_the_shape_that_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    make_role("data-engineer", summary="Moves data")
    make_skill("sql", required={"data-engineer junior": "Selects"})
    call_command("export_matrix")
    matrix = json.loads(capsys.readouterr().out)
    day = Document.objects.get(slug="sql").updated_on
    assert matrix["version"] == 1
    assert matrix["license"] == "CC BY 4.0"
    assert matrix["levels"][0] == {"slug": "junior", "name": "Junior", "rank": 1}
    group = {"slug": "storage", "name": "Storage"}
    assert matrix["domains"] == [{"slug": "data", "name": "Data", "groups": [group]}]
    assert matrix["roles"] == [
        {
            "slug": "data-engineer",
            "name": "Data Engineer",
            "summary": "Moves data",
            "domain": "data",
        }
    ]
    cell = {"role": "data-engineer", "level": "junior", "required": True}
    assert matrix["skills"] == [
        {
            "slug": "sql",
            "name": "Sql",
            "group": "storage",
            "status": "active",
            "revision": 1,
            "updated_at": day.isoformat() if day else "",
            "expectations": [{**cell, "description": "Selects"}],
        }
    ]


def test_an_empty_matrix_is_exported_too(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export_matrix", format="json")
    assert json.loads(capsys.readouterr().out)["skills"] == []
    call_command("export_matrix", format="csv")
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_yaml_is_a_folder_of_files_with_their_licence(tmp_path: FilePath) -> None:
    make_skill("sql", required={"data-engineer junior": "Selects"})
    call_command("export_matrix", output=tmp_path / "matrix")
    names = {path.name for path in (tmp_path / "matrix").rglob("*.yaml")}
    assert names == {"domains.yaml", "groups.yaml", "roles.yaml", "sql.yaml"}
    text = (tmp_path / "matrix" / "skills" / "sql.yaml").read_text()
    assert text.startswith("# Rungs, CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n")
    assert yaml.safe_load(text)["expectations"]["data-engineer"]["junior"]["required"] is True


def test_some_skills_come_with_what_they_need(tmp_path: FilePath) -> None:
    make_group("unused")
    make_role("unused")
    make_skill("other", optional={"analyst": "x"})
    make_skill("sql", required={"data-engineer": "Selects"})
    retire(make_skill("old", group="attic", optional={"archivist": "x"}), successor="sql")
    call_command("export_matrix", skill=["old"], output=tmp_path / "a.json")
    matrix = json.loads((tmp_path / "a.json").read_text())
    assert [skill["slug"] for skill in matrix["skills"]] == ["old", "sql"]
    assert [role["slug"] for role in matrix["roles"]] == ["archivist", "data-engineer"]
    empty_matrix()
    call_command("import_matrix", tmp_path / "a.json")
    assert Document.objects.get(slug="old").status == "retired"


def test_an_unknown_skill_is_said(tmp_path: FilePath) -> None:
    output = tmp_path / "a.json"
    with pytest.raises(CommandError, match="there is no skill 'nothing'"):
        call_command("export_matrix", skill=["nothing"], output=output)
    assert list(tmp_path.iterdir()) == []


def test_the_matrix_as_it_stood(capsys: pytest.CaptureFixture[str]) -> None:
    sql = make_skill("sql", required={"data-engineer junior": "Before"})
    moment = Revision.objects.of(sql).get().created_at
    edit(sql, {CELL: "After"})
    make_skill("later")
    assert moment is not None
    call_command("export_matrix", as_of=moment.isoformat())
    [skill] = json.loads(capsys.readouterr().out)["skills"]
    assert skill["expectations"][0]["description"] == "Before"
    assert skill["revision"] == 1


def test_a_moment_before_everything_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    make_skill("sql")
    call_command("export_matrix", as_of="2001-01-01")
    assert json.loads(capsys.readouterr().out)["domains"] == []
    with pytest.raises(CommandError, match="there is no skill 'sql' at 2001-01-01"):
        call_command("export_matrix", as_of="2001-01-01", skill=["sql"])
    with pytest.raises(CommandError, match="--as-of: 'yesterday'"):
        call_command("export_matrix", as_of="yesterday")


def test_outputs_that_do_not_fit_the_format_are_said(tmp_path: FilePath) -> None:
    with pytest.raises(CommandError, match="--output DIR"):
        call_command("export_matrix", format="yaml")
    with pytest.raises(CommandError, match="is a file"):
        call_command("export_matrix", format="yaml", output=write(tmp_path, "file", ""))
    with pytest.raises(CommandError, match="is a folder"):
        call_command("export_matrix", format="json", output=tmp_path)


def test_spreadsheets_do_not_run_what_people_write(capsys: pytest.CaptureFixture[str]) -> None:
    make_skill("sql", required={"data-engineer junior": "=HYPERLINK(1)"})
    call_command("export_matrix", format="csv")
    assert ",'=HYPERLINK(1)," in capsys.readouterr().out


@pytest.mark.parametrize("format_name", ["json", "csv"])
def test_exporting_twenty_skills_takes_no_more_queries_than_one(
    format_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_skill("sql", required={"data-engineer": "x"})
    with CaptureQueriesContext(connection) as one:
        call_command("export_matrix", format=format_name)
    for number in range(19):
        make_skill(f"skill-{number}", required={"data-engineer": "x"})
    with CaptureQueriesContext(connection) as twenty:
        call_command("export_matrix", format=format_name)
    assert len(twenty) == len(one)


# ── load_starter_matrix ────────────────────────────────────────────────────────────────────────


def test_the_starter_matrix_is_loaded_into_an_empty_database_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_skill("sql")
    call_command("load_starter_matrix", if_empty=True)
    assert Document.objects.filter(kind="skill").count() == 1
    empty_matrix()
    call_command("load_starter_matrix", if_empty=True)
    assert Document.objects.filter(kind="skill").count() >= 25
    assert set(Revision.objects.values_list("source", flat=True)) == {"starter"}
