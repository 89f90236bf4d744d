"""Export, import into an empty database, export: the same bytes."""

from pathlib import Path as FilePath

import pytest
import yaml
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from skills.algebra.paths import ACTIVE, STATUS
from skills.algebra.text import clean_text
from skills.exchange import matrix_csv, matrix_json, matrix_yaml
from skills.exchange.matrix_yaml import scalar
from skills.exchange.planning import is_held
from skills.exchange.records import DocumentRecord
from skills.models import Document, Revision
from skills.verification import verify
from tests.skills.exchange.awkward import AWKWARD_TEXTS, empty_matrix, make_awkward_matrix
from tests.skills.exchange.made_up import matrices


def export(target: FilePath, format_name: str) -> dict[str, bytes]:
    call_command("export_matrix", format=format_name, output=target)
    files = [path for path in target.rglob("*") if path.is_file()] if target.is_dir() else [target]
    return {path.name: path.read_bytes() for path in sorted(files)}


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["json", "yaml", "csv"])
def test_export_import_export_gives_the_same_bytes(tmp_path: FilePath, format_name: str) -> None:
    make_awkward_matrix()
    suffix = "" if format_name == "yaml" else f".{format_name}"
    first = export(tmp_path / f"first{suffix}", format_name)
    empty_matrix()
    call_command("import_matrix", tmp_path / f"first{suffix}")
    second = export(tmp_path / f"second{suffix}", format_name)
    assert list(second.values()) == list(first.values())
    assert verify().is_clean


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["json", "yaml", "csv"])
def test_importing_what_was_exported_changes_nothing(tmp_path: FilePath, format_name: str) -> None:
    make_awkward_matrix()
    before = Revision.objects.count()
    suffix = "" if format_name == "yaml" else f".{format_name}"
    export(tmp_path / f"matrix{suffix}", format_name)
    call_command("import_matrix", tmp_path / f"matrix{suffix}")
    assert Revision.objects.count() == before


@pytest.mark.django_db
def test_json_keeps_revision_numbers_and_dates(tmp_path: FilePath) -> None:
    make_awkward_matrix()
    numbers = {document.slug: document.number for document in Document.objects.filter(kind="skill")}
    export(tmp_path / "matrix.json", "json")
    empty_matrix()
    call_command("import_matrix", tmp_path / "matrix.json")
    skills = Document.objects.filter(kind="skill")
    assert {document.slug: document.number for document in skills} == numbers
    assert numbers["rich"] == 3


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_other_programs_read_the_yaml_as_it_was_meant(text: str) -> None:
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}
    assert yaml.safe_load(f"- {scalar(text)}") == [text]


@given(st.text().map(clean_text))
def test_any_text_is_one_line_of_yaml(text: str) -> None:
    assert "\n" not in scalar(text)
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}


def read_back(path: FilePath, text: str) -> list[DocumentRecord]:
    path.write_text(text, encoding="utf-8", newline="")
    read = {".json": matrix_json.read, ".csv": matrix_csv.read}.get(path.suffix, matrix_yaml.read)
    return list(read(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> FilePath:
    return tmp_path_factory.mktemp("matrices")


@pytest.mark.django_db
@given(records=matrices())
def test_any_matrix_is_read_as_it_was_written(
    folder: FilePath, records: list[DocumentRecord]
) -> None:
    skills = {record.slug: record for record in records if record.kind == "skill"}
    for record in read_back(folder / "a.json", "".join(matrix_json.write(records))):
        [written] = [r for r in records if (r.kind, r.slug) == (record.kind, record.slug)]
        assert {STATUS: ACTIVE, **record.content} == written.content
    for slug, skill in skills.items():
        [record] = read_back(folder / "a.yaml", matrix_yaml.skill_file(skill, comment="x"))
        assert {STATUS: ACTIVE, **record.content} == skills[slug].content
    for record in read_back(folder / "a.csv", "".join(matrix_csv.write(records))):
        if not record.mentioned:
            held = {path for path in skills[record.slug].content if is_held(record, path)}
            assert record.content == {path: skills[record.slug].content[path] for path in held}
