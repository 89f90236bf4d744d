"""What no matrix is, is refused with its line and a sentence, and quickly."""

from pathlib import Path as FilePath

import pytest

from skills.algebra.paths import description
from skills.exchange.formats import detect
from skills.exchange.records import FileError
from skills.exchange.source import count_lines
from skills.models import Document
from skills.projection import live_content
from tests.factories import make_group, make_role
from tests.skills.exchange.running import faults_in

pytestmark = pytest.mark.django_db

SKILL = "skill: sql\nname: SQL\ngroup: storage\n"
CELLS = SKILL + "expectations:\n  data-engineer:\n"
JSON = '{"version": 1,\n"skills": [\n%s\n]}'
JSON_SKILL = '{"slug": "sql", "name": "SQL", "group": "storage",\n%s}'
CELL = '"expectations": [{"role": "data-engineer", "level": "junior", "required": true%s}]'
CSV = "skill,skill_name,group,role,level,required,description\n"


@pytest.fixture(autouse=True)
def _a_group_and_a_role() -> None:
    make_group("storage")
    make_role("data-engineer")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SKILL + "colour: red\n", "4: unknown key 'colour'"),
        (SKILL + "name: Other\n", "4: the key 'name' is there twice"),
        (SKILL + "summary: &a x\n", "4: aliases (&a) are not read"),
        (SKILL + "summary: *a\n", "4: aliases (*a) are not read"),
        (SKILL + "summary: !!python/name:os.system x\n", "4: tags ("),
        (SKILL + "summary: [a, b]\n", "4: 'summary' should be text and is a list"),
        (SKILL + "summary: 'unclosed\n", "5: this is no valid YAML"),
        (SKILL + "\tname: x\n", "4: this is no valid YAML"),
        (SKILL + "revision: 3\n", "4: unknown key 'revision'"),
        (SKILL + "alt_labels: [K8s, k8S]\n", "4: the label 'k8S' is there twice"),
        (SKILL + "links:\n  - url: javascript:alert(1)\n    title: x\n", "5: skill sql: link:"),
        (SKILL + "successor: xml\n", "4: a successor needs 'status: retired'"),
        (SKILL + f"summary: {'x' * 2001}\n", "4: skill sql: summary: too long (2001 characters"),
        (SKILL + "translations:\n  de:\n    name:\n      text: x\n", "7: 'source' is missing"),
        (CELLS + "    expert:\n      required: true\n", "6: there is no level 'expert'"),
        (CELLS + "    junior:\n      required: maybe\n", "7: 'required' should be true or false"),
        (CELLS + "    junior:\n      descripton: x\n", "7: unknown key 'descripton'"),
        (CELLS + "    junior: x\n", "6: 'junior' should be a mapping and is text"),
        ("- slug: x\n  name: X\n", "1: a list is read from files called domains.yaml"),
        ("just words\n", "1: this is a text"),
        ("a: " + "[" * 100_000, "1: values are nested deeper than in any matrix"),
        ("a: " + "[" * 50 + "]" * 50, "1: values are nested deeper than in any matrix"),
        ("a: [" + "x," * 300_000 + "]", "1: a document with more than 200,000 values"),
    ],
)
def test_yaml(tmp_path: FilePath, text: str, fault: str) -> None:
    [found] = faults_in(tmp_path, "file.yaml", text)
    assert found.startswith(fault)
    assert not Document.objects.filter(kind="skill").exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "1: a matrix is a JSON object"),
        ('{"version": 2}', "1: version 2 is not known here, only 1"),
        ('{"version": 1,\n"skils": []}', "2: unknown key 'skils'"),
        ('{"skills": [],\n"skills": []}', "2: 'skills' is there twice"),
        ('{"skills": {}}', "1: 'skills' should be a list"),
        ('{"skills": [\n5]}', "2: 'skills' should be a list of objects"),
        ('{"skills": [', "1: this is no valid JSON"),
        ('{"skills": []} x', "1: this is no valid JSON"),
        ('{"levels": [\n{"slug": "expert"}]}', "2: there is no level 'expert'"),
        (JSON % (JSON_SKILL % '"colour": 1'), "4: unknown key 'colour'"),
        (JSON % (JSON_SKILL % '"name": "x"'), "4: the key 'name' is there twice"),
        (JSON % (JSON_SKILL % '"summary": 7'), "4: 'summary' should be text and is a number"),
        (JSON % (JSON_SKILL % '"status": "gone"'), "4: skill sql: status: unknown value (gone)"),
        (JSON % (JSON_SKILL % '"revision": 0'), "4: 'revision' should be a number from 1"),
        (JSON % (JSON_SKILL % '"revision": true'), "4: 'revision' should be a number from 1"),
        (JSON % (JSON_SKILL % '"updated_at": "soon"'), "4: 'updated_at' should be a date like"),
        (JSON % (JSON_SKILL % '"expectations": [\n1]'), "4: 'expectations' should be a list of"),
        (JSON % (JSON_SKILL % (CELL % ',\n"x": 1')), "5: unknown key 'x'"),
        (JSON % (JSON_SKILL % '"links": [{"url": "x"}]'), "4: 'title' is missing or empty"),
        (JSON % ('{"a":' * 50 + "1" + "}" * 50), "3: values are nested deeper"),
        (JSON % (JSON_SKILL % f'"summary": "{"x" * 1_100_000}"'), "4: a value of more than"),
        (JSON % ('{"a": [' + "1," * 300_000 + "1]}"), "3: a document with more than 200,000"),
        (JSON % '{"slug": "sql"}', "3: there is no skill sql yet, and a new one needs a name"),
    ],
)
def test_json(tmp_path: FilePath, text: str, fault: str) -> None:
    found = faults_in(tmp_path, "file.json", text)
    assert found[0].startswith(fault)
    assert not Document.objects.filter(kind="skill").exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("skill,name\n", "1: the first line should name the columns, at least skill, role"),
        (CSV.replace("group", "team"), "1: unknown column 'team'"),
        (CSV.replace("group", "skill"), "1: the column 'skill' is there twice"),
        (CSV + "sql,SQL\n", "2: 2 values in a table of 7 columns"),
        (CSV + "sql,SQL,storage,data-engineer,expert,yes,x\n", "2: there is no level 'expert'"),
        (CSV + "sql,SQL,storage,data-engineer,junior,maybe,x\n", "2: 'required' should be true"),
        (CSV + "sql,SQL,storage,,junior,yes,x\n", "2: which role is this?"),
        (CSV + ",SQL,storage,data-engineer,junior,yes,x\n", "2: which skill is this?"),
        (CSV + "sql,SQL,storage,,,,\nxml,XML,storage,,,,\nsql,SQL,storage,,,,\n", "4: the rows"),
        (CSV + "sql,SQL,storage,,,,\nsql,Other,storage,,,,\n", "3: skill_name is 'Other' here"),
        (CSV + "sql,SQL,storage,data-engineer,junior,yes,x\n" * 2, "3: "),
        (CSV + 'sql,SQL,storage,data-engineer,junior,yes,"x\n\n\n', "2: this row is no valid CSV"),
        (
            CSV + f"sql,SQL,storage,,,,{'x' * 1_100_000}\n",
            "2: this row is no valid CSV: field larger",
        ),
    ],
)
def test_csv(tmp_path: FilePath, text: str, fault: str) -> None:
    found = faults_in(tmp_path, "file.csv", text)
    assert found[0].startswith(fault)
    assert not Document.objects.filter(kind="skill").exists()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"skill: sql\nname: \xff\xfe\n", "2: this is not text in UTF-8"),
        (b"skill: sql\nname: S\xc3", "2: this is not text in UTF-8: its end is cut off"),
        ("skill: sql\n".encode("utf-16"), "1: this is a binary file, or text in UTF-16"),
        ("skill: sql\n".encode("utf-16-le"), "1: this is a binary file, or text in UTF-16"),
        (b"PK\x03\x04" + b"\0" * 100, "1: this is a binary file"),
    ],
)
def test_what_is_no_text(tmp_path: FilePath, content: bytes, fault: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        count_lines(path)
    assert f"{refused.value.line}: {refused.value.message}".startswith(fault)


def test_a_file_that_is_not_there(tmp_path: FilePath) -> None:
    with pytest.raises(FileError, match="No such file"):
        count_lines(tmp_path / "nothing.yaml")


@pytest.mark.parametrize(
    ("name", "text", "format_name"),
    [
        ("a.yaml", "", "yaml"),
        ("a.json", "", "json"),
        ("a.csv", "", "csv"),
        ("a", '\n {"version": 1}', "json"),
        ("a.txt", "\ufeff# Licence\nskill: sql\n", "yaml"),
        ("a.txt", "skill;role;level;required;description\n", "csv"),
    ],
)
def test_formats_are_told_apart(tmp_path: FilePath, name: str, text: str, format_name: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert detect(tmp_path / name) == format_name


def test_something_else_is_asked_about(tmp_path: FilePath) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(FileError, match="name it with --format"):
        detect(tmp_path / "letter.txt")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: FilePath) -> None:
    row = "sql,SQL,storage,data-engineer,Junior,WAHR,x\n".replace("WAHR", "TRUE")
    for name, text in (("a.yaml", SKILL), ("a.csv", CSV + row), ("a.json", JSON % "")):
        windows = ("\ufeff" + text).replace("\n", "\r\n")
        assert faults_in(tmp_path, name, windows.encode()) == []


def test_semicolons_and_quoted_formulas_of_spreadsheets_are_read(tmp_path: FilePath) -> None:
    text = CSV.replace(",", ";") + 'sql;SQL;storage;data-engineer;junior;yes;"\'=x; y"\n'
    assert faults_in(tmp_path, "a.csv", text) == []
    cell = description("data-engineer", "junior")
    assert live_content(Document.objects.get(slug="sql"))[cell] == "=x; y"
