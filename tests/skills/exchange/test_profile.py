from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from skills.algebra.paths import LEVELS, NAME, PARENT, STATUS, SUMMARY
from skills.algebra.text import slug_from_name
from skills.exchange.profile import is_profile, read_profile
from skills.exchange.records import DocumentRecord, FileError
from tests.skills.exchange.profile_pages import PAGES, TEAM, WORDS, Cell, cells, page, read_cells

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

Read = Callable[..., list[DocumentRecord]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a page given as text."""

    def read_text(text: str | bytes, *, title: str = "") -> list[DocumentRecord]:
        path = tmp_path / "page.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(read_profile(path, title=title))

    return read_text


def refusal(read: Read, text: str | bytes, **options: str) -> FileError:
    with pytest.raises(FileError) as caught:
        read(text, **options)
    return caught.value


def totals(records: list[DocumentRecord]) -> tuple[int, int, int, date | None]:
    """Roles, cells and required ones, and the date."""
    found = read_cells(records[-1].content)
    roles = {role for role, _ in found}
    return len(roles), len(found), sum(req for req, _ in found.values()), records[-1].updated_on


# ── Whole pages ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "title", "name", "group", "roles", "count", "required"),
    [
        ("english-tables.txt", "", "Shell Scripting", "operating-systems", 3, 13, 4),
        ("chinese-plain.txt", "", "Data Modelling", "databases", 3, 15, 6),
        ("german-tables.txt", "Capacity Planning", "Capacity Planning", "planung", 1, 4, 2),
        ("spanish-plain.txt", "", "Pruebas de API", "automatizacion", 2, 10, 3),
    ],
)
def test_it_reads_a_saved_page(
    file: str, title: str, name: str, group: str, roles: int, count: int, required: int
) -> None:
    records = list(read_profile(PAGES / file, title=title))
    assert totals(records) == (roles, count, required, date(2026, 3, 17))
    assert records[-1].content[NAME] == name
    assert records[-1].content[PARENT] == group


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real pages are not beside the project")
def test_it_reads_the_real_pages() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in (SEEDS / "README.md").read_text().splitlines()
        if line.startswith("| 00")
    ]
    for file, skill, group, roles, count, required, updated in rows:
        name = skill.split(" (")[0]
        records = list(read_profile(SEEDS / file, title="" if "(" in skill else name))
        assert records[-1].content[NAME] == name
        assert records[1].content[NAME] == group
        expected = int(roles), int(count), int(required), date.fromisoformat(updated)
        assert totals(records) == expected
    assert len(rows) == 5


def test_the_documents_come_in_the_order_in_which_they_refer_to_each_other(read: Read) -> None:
    records = read(page(cells(["ML Engineer", "Data Scientist"])))
    assert [(record.kind, record.slug, record.mentioned) for record in records] == [
        ("domain", "data-storage", True),
        ("group", "pipelines", True),
        ("role", "ml-engineer", True),
        ("role", "data-scientist", True),
        ("skill", "data-contracts", False),
    ]
    assert {record.content.get(PARENT) for record in records[1:4]} == {"data-storage"}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("piped", [True, False])
def test_both_layouts_hold_the_same_in_every_language(
    read: Read, language: str, piped: bool
) -> None:
    made = cells(required=4)
    skill = read(page(made, language=language, piped=piped, summary="Agreeing on data"))[-1]
    assert read_cells(skill.content) == {
        (slug_from_name(cell.role), LEVELS[cell.rank]): (cell.required, cell.text) for cell in made
    }
    assert skill.content[SUMMARY] == "Agreeing on data"
    assert skill.updated_on == date(2026, 3, 17)


@pytest.mark.parametrize("piped", [True, False])
@pytest.mark.parametrize("required", [0, 3])
def test_it_reads_67_roles_with_holes(read: Read, piped: bool, required: int) -> None:
    roles = [f"{field} {work}" for field in FIELDS for work in ("Engineer", "Analyst", "Lead")]
    made = [cell for i, cell in enumerate(cells(roles[:67], required=required)) if i % 83 != 7]
    skill = read(page(made, piped=piped))[-1]
    assert len(read_cells(skill.content)) == 331
    assert {slug for slug, _ in read_cells(skill.content)} == set(map(slug_from_name, roles[:67]))


FIELDS = (
    *("Data", "ML", "MLOps", "Cloud", "Cloud Network", "Security", "Backend", "Frontend", "Mobile"),
    *("Platform", "Quality", "Search", "Storage", "Payments", "Embedded", "Games", "Graphics"),
    *("Release", "Site Reliability", "Support", "Test", "Vision", "Web"),
)


# ── Above the tables ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", WORDS)
def test_the_sentence_for_a_missing_summary_is_none(read: Read, language: str) -> None:
    assert SUMMARY not in read(page(cells(), language=language))[-1].content


def test_a_summary_that_says_more_than_that_sentence_stays(read: Read) -> None:
    summary = "This skill defines expectations across roles and levels of pipelines"
    assert read(page(cells(), summary=summary))[-1].content[SUMMARY] == summary


def test_a_page_without_a_title_asks_for_one(read: Read) -> None:
    text = page(cells(), name="", summary="Agreeing on data")
    assert "--titles" in refusal(read, text).message
    skill = read(text, title="Data Contracts")[-1]
    assert (skill.slug, skill.content[SUMMARY]) == ("data-contracts", "Agreeing on data")


def test_a_given_title_may_not_contradict_the_page(read: Read) -> None:
    error = refusal(read, page(cells()), title="Schema Design")
    assert "Schema Design" in error.message
    assert "Data Contracts" in error.message
    assert read(page(cells()), title="data  contracts")[-1].content[NAME] == "Data Contracts"


def test_nothing_is_said_about_whether_the_skill_is_in_use(read: Read) -> None:
    assert all(STATUS not in record.content for record in read(page(cells())))


def test_a_name_without_a_slug_asks_for_a_title_that_gives_one(read: Read) -> None:
    error = refusal(read, page(cells(), name="机器学习"))
    assert error.line == 2
    assert "--title" in error.message


@pytest.mark.parametrize(
    ("language", "written"),
    [
        *[("en", "2026-03-17"), ("en", "March 17, 2026"), ("en", "17 Mar 2026")],
        *[("en", "17/3/2026"), ("zh", "2026年3月17日"), ("de", "17. März 2026")],
        *[("de", "17. Mär. 2026"), ("de", "17.03.2026"), ("es", "17 de marzo de 2026")],
        ("es", "17 mar 2026"),
    ],
)
def test_dates_are_read_as_their_language_writes_them(
    read: Read, language: str, written: str
) -> None:
    skill = read(page(cells(), language=language, date=written))[-1]
    assert skill.updated_on == date(2026, 3, 17)


def test_day_and_month_change_places_between_languages(read: Read) -> None:
    english = read(page(cells(), language="en", date="3/4/2026"))[-1]
    spanish = read(page(cells(), language="es", date="3/4/2026"))[-1]
    assert (english.updated_on, spanish.updated_on) == (date(2026, 3, 4), date(2026, 4, 3))


@pytest.mark.parametrize("written", ["soon", "31/31/2026", "0000-01-01", "17.3.26"])
def test_what_is_no_date_is_refused(read: Read, written: str) -> None:
    assert written in refusal(read, page(cells(), date=written)).message


def test_two_answers_to_one_question_are_refused(read: Read) -> None:
    text = page(cells()).replace("Domain\n", "Domain\nSomething Else\nDomain\n")
    error = refusal(read, text)
    assert "Something Else" in error.message
    assert "Data & Storage" in error.message


@pytest.mark.parametrize("label", ["Roles", "Levels", "Required"])
def test_a_count_without_its_label_is_refused(read: Read, label: str) -> None:
    assert refusal(read, page(cells()).replace(f"{label}\n", "", 1)).message


@pytest.mark.parametrize("labels", [["Domain"], ["Group"], ["Domain", "Group", "Last updated"]])
def test_domain_and_group_are_known_by_their_order_too(read: Read, labels: list[str]) -> None:
    text = page(cells())
    for label in labels:
        text = text.replace(f"{label}\n", "", 1)
    assert [record.slug for record in read(text)[:2]] == ["data-storage", "pipelines"]


def test_a_label_that_nobody_knows_is_refused_rather_than_taken_for_a_value(read: Read) -> None:
    error = refusal(read, page(cells()).replace("Group\n", "Bucket\n"))
    assert error.line > 0


def test_a_page_that_lost_its_group_does_not_take_the_domain_for_it(read: Read) -> None:
    text = page(cells()).replace("Group\nPipelines\n", "Data & Storage\n")
    assert "domain, the group" in refusal(read, text).message


def test_keys_may_stand_where_labels_should(read: Read) -> None:
    text = page(cells(), language="zh").replace("组\n", "skills.group\n")
    text = text.replace("领域\n", "skills.detail.domain\n").replace(
        "最后更新", "skills.lastUpdated"
    )
    assert [record.slug for record in read(text)[:2]] == ["data-storage", "pipelines"]


# ── The page's own counts ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("piped", [True, False])
@pytest.mark.parametrize(
    ("wrong", "numbers"),
    [
        ({"roles": 7}, ("7", "6")),
        ({"required": 9, "optional": 21}, ("9", "8")),
        ({"optional": 23}, ("8 required", "23 optional", "31", "30")),
        ({"required": 9}, ("9 required", "31", "30")),
    ],
)
def test_a_page_that_does_not_add_up_is_refused_with_both_numbers(
    read: Read, piped: bool, wrong: dict[str, int], numbers: tuple[str, ...]
) -> None:
    error = refusal(read, page(cells(required=4), piped=piped, **wrong))
    assert error.line > 0
    for number in numbers:
        assert number in error.message


def test_four_tables_are_refused(read: Read) -> None:
    text = page(cells()).replace("| Role | Required | Description |\n|---|---|---|\n", "", 1)
    assert "4 tables" in refusal(read, text).message


def test_a_role_twice_in_one_table_is_refused(read: Read) -> None:
    made = [*cells(), Cell(4, "Data Scientist", "Says it again.")]
    assert "twice" in refusal(read, page(made)).message


def test_two_roles_with_one_slug_are_refused(read: Read) -> None:
    made = [Cell(0, "QA Engineer", "Tests."), Cell(1, "QA-Engineer", "Tests more.")]
    assert "qa-engineer" in refusal(read, page(made)).message


# ── Rows with pipes ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row", "required", "text"),
    [
        ("| Analyst | Asks. | |", False, "Asks."),
        ("| Analyst | Asks. |", False, "Asks."),
        ("| Analyst | | Asks. |", False, "Asks."),
        ("| Analyst | Required | Asks. |", True, "Asks."),
        ("| Analyst | Optional | Asks. |", False, "Asks."),
        ("| Analyst | Required | |", True, ""),
        ("| Analyst | Required |", True, ""),
        ("| Analyst | | |", False, ""),
        ("| Analyst |", False, ""),
        (r"| Analyst | Writes `a \| b` and C:\temp. | |", False, r"Writes `a | b` and C:\temp."),
    ],
)
def test_collapsed_cells_are_put_back(read: Read, row: str, required: bool, text: str) -> None:
    made = [Cell(0, "Analyst", "HERE", required=required)]
    written = page(made).splitlines()
    lines = [row if "HERE" in line else line for line in written]
    content = read("\n".join(lines))[-1].content
    assert read_cells(content) == {("analyst", "junior"): (required, text)}


@pytest.mark.parametrize(
    "row",
    [
        "| Analyst | Writes a | b. |",
        "| Analyst | Required | Writes a | b. |",
        "| Analyst | Asks, and then",
        "| | Asks. |",
        "Analyst asks.",
        "|",
    ],
)
def test_a_row_that_is_none_is_refused_where_it_stands(read: Read, row: str) -> None:
    lines = page([Cell(0, "Analyst", "HERE"), Cell(0, "Tester", "Tests.")]).splitlines()
    place = next(index for index, line in enumerate(lines) if "HERE" in line)
    lines[place] = row
    text = "\n".join(lines)
    assert refusal(read, text).line in (place + 1, lines.index("Required") + 2)


# ── What is no page ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "raw",
    [
        *[b"", b"\x00\x01\x02", "技能档案".encode("gb18030"), "Domain\n".encode("utf-16")],
        *[b"skill: python\nname: Python\n", b"# A page\n\nabout something else\n", b"\x89PNG\r\n"],
    ],
)
def test_what_is_no_page_is_refused(read: Read, raw: bytes) -> None:
    assert refusal(read, raw).message


def test_the_line_of_the_wrong_byte_is_named(read: Read) -> None:
    assert refusal(read, b"Domain\nData\n\xff\n").line == 3


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(FileError):
        list(read_profile(Path("no such page.txt")))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(read: Read, end: str) -> None:
    text = page(cells(required=4))
    assert read("\ufeff" + text.replace("\n", end))[-1] == read(text)[-1]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("piped", [True, False])
def test_a_page_is_known_by_its_beginning(language: str, piped: bool) -> None:
    assert is_profile(page(cells(TEAM), language=language, piped=piped)[:400])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "skill: python\nname: Python\nroles:\n  - 2\n",
        '{"version": 1, "levels": [], "roles": []}',
        "skill,role,level,required,description\n",
        "Roles\n\nThis page lists\nLevels\n",
    ],
)
def test_other_files_are_not_taken_for_pages(text: str) -> None:
    assert not is_profile(text)
