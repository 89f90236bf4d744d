"""Which part of a row is the role, where nothing marks it."""

from pathlib import Path

import pytest

from skills.algebra.paths import LEVELS
from skills.exchange.profile import read_profile
from skills.exchange.records import FileError
from tests.skills.exchange.profile_pages import Cell, page, read_cells


def ladder(role: str, texts: str) -> list[Cell]:
    """Cells from the junior level up, texts between slashes; `!` before one makes it required.

    `-` is a level without a cell.
    """
    return [
        Cell(rank, role, text.strip().removeprefix("!").strip(), required=text.strip()[:1] == "!")
        for rank, text in enumerate(texts.split("/"))
        if text.strip() != "-"
    ]


def by_level(item: tuple[tuple[str, str], object]) -> int:
    return LEVELS.index(item[0][1])


def read(tmp_path: Path, cells: list[Cell], **options: object) -> dict[str, list[str]]:
    """The texts of each role, from the junior level up, as a page without pipes gives them."""
    path = tmp_path / "page.txt"
    path.write_text(page(cells, piped=False, **options))  # type: ignore[arg-type]
    found = read_cells([*read_profile(path)][-1].content)
    by_role: dict[str, list[str]] = {}
    for (role, _), (required, text) in sorted(found.items(), key=by_level):
        by_role.setdefault(role, []).append(f"{'!' if required else ''}{text}")
    return by_role


ENGINEER = ladder("Data Engineer", "Builds it / Designs it / Owns it / Decides it / Shapes it")
SCIENTIST = ladder("Data Scientist", "Asks why / Tests it / Models it / Plans it / Leads it")


def texts(cells: list[Cell]) -> list[str]:
    return [f"{'!' if cell.required else ''}{cell.text}" for cell in cells]


def test_one_role_is_what_its_rows_have_in_common(tmp_path: Path) -> None:
    assert read(tmp_path, ENGINEER) == {"data-engineer": texts(ENGINEER)}


def test_roles_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path, [*ENGINEER, *SCIENTIST])
    assert found == {"data-engineer": texts(ENGINEER), "data-scientist": texts(SCIENTIST)}


def test_a_name_may_be_the_beginning_of_another(tmp_path: Path) -> None:
    lead = ladder("Data Engineer Lead", "Hires / Plans / Coaches / Reports / Buys")
    found = read(tmp_path, [*ENGINEER, *lead, *SCIENTIST])
    assert found["data-engineer"] == texts(ENGINEER)
    assert found["data-engineer-lead"] == texts(lead)


def test_the_word_for_required_follows_the_name(tmp_path: Path) -> None:
    cells = ladder("Data Engineer", "! Builds it / ! Builds more / Owns it / Owns all / ! ")
    assert read(tmp_path, cells) == {"data-engineer": texts(cells)}


def test_that_word_shows_where_a_name_ends_even_in_a_single_row(tmp_path: Path) -> None:
    cells = [*ENGINEER, *ladder("Chief Architect", "- / - / - / - / ! Draws the line")]
    assert read(tmp_path, cells)["chief-architect"] == ["!Draws the line"]


def test_that_word_inside_a_text_is_text(tmp_path: Path) -> None:
    cells = ladder(
        "Data Engineer", "! Knows Required fields / Owns it / Does. Required too / A / B"
    )
    assert read(tmp_path, cells) == {"data-engineer": texts(cells)}


def test_texts_may_begin_with_the_words_of_roles(tmp_path: Path) -> None:
    engineer = ladder("ML Engineer", "Data Scientist at heart / Engineer of / ML it / Lead / Owns")
    assert read(tmp_path, [*engineer, *SCIENTIST])["ml-engineer"] == texts(engineer)


def test_a_cell_may_have_no_text(tmp_path: Path) -> None:
    cells = ladder("Data Engineer", "Builds it / / Owns it / / ")
    assert read(tmp_path, [*cells, *SCIENTIST])["data-engineer"] == texts(cells)


def test_no_cell_at_all_may_have_a_text(tmp_path: Path) -> None:
    cells = ladder("Data Engineer", " / / / / ")
    assert read(tmp_path, [*cells, *SCIENTIST])["data-engineer"] == [""] * 5


def test_roles_may_be_missing_at_some_levels(tmp_path: Path) -> None:
    cells = ladder("Data Engineer", "- / Designs it / - / Decides it / Shapes it")
    assert read(tmp_path, [*cells, *SCIENTIST])["data-engineer"] == texts(cells)


def test_two_rows_are_enough_where_a_text_begins_as_those_of_others_do(tmp_path: Path) -> None:
    cells = ladder("Security Analyst", "Tests doors / Asks twice / - / - / -")
    assert read(tmp_path, [*cells, *SCIENTIST])["security-analyst"] == texts(cells)


def test_rows_may_be_in_another_order_in_each_table(tmp_path: Path) -> None:
    cells = [*ENGINEER, *SCIENTIST]
    found = read(tmp_path, sorted(cells, key=lambda cell: cell.text))
    assert found == {"data-engineer": texts(ENGINEER), "data-scientist": texts(SCIENTIST)}


def test_chinese_names_and_texts_are_words_too(tmp_path: Path) -> None:
    cells = ladder(
        "Data Engineer", "! 理解数据模型。 / 设计表。 / 优化查询。 / 制定标准。 / 规划平台。"
    )
    assert read(tmp_path, cells, language="zh") == {"data-engineer": texts(cells)}


def test_blank_lines_between_all_lines_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = page([*ENGINEER, *SCIENTIST], piped=False)
    path.write_text(text.replace("\n", "\n\n") + "\n\nCommunity\n\nWatch\n\nNo proposals\n")
    assert len(read_cells([*read_profile(path)][-1].content)) == 10


def test_what_follows_the_last_table_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page(ENGINEER, piped=False) + "\n\nAnything\nData Engineer Asks a question\n")
    assert len(read_cells([*read_profile(path)][-1].content)) == 5


@pytest.mark.parametrize(
    "cells",
    [
        # One row is all there is of a role: any of its words may be its last.
        [*ENGINEER, *ladder("Chief Architect", "- / - / - / - / Draws the line")],
        ladder("Data Engineer", "Builds it / - / - / - / -"),
        # All texts of a role begin alike.
        ladder("Data Engineer", "Builds one / Builds two / Builds ten / Builds all / Builds it"),
        [*SCIENTIST, *ladder("Data Engineer", "- / - / - / Leads it / Leads all")],
        [*ENGINEER, *ladder("Security Analyst", "- / - / - / Owns Vaults / Owns Keys")],
        [*ENGINEER, *ladder("Security Analyst", "- / - / - / Guards Vaults / Guards Keys")],
        ladder("Data Engineer", "Knows it. / Knows it. / Knows it. / Knows it. / Knows it."),
        # The lead's row at the third level can also be the engineer's, about a Lead.
        [
            *ladder("Data Engineer", "Builds it / Designs it / - / Decides it / Shapes it"),
            *ladder("Data Engineer Lead", "Hires / Plans / AI work / Reports / Buys"),
        ],
        [
            *ladder("Data Engineer", "Builds it / Designs it / Lead AI work / Decides it / Shapes"),
            *ladder("Data Engineer Lead", "Hires / Plans / Coaches / Reports / Buys"),
        ],
        # Two roles that are never in the same table, with a beginning in common.
        [
            *ladder("Data Engineer", "Builds it / Owns it / - / - / -"),
            *ladder("Data Analyst", "- / - / - / Asks why / Tests it"),
        ],
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(tmp_path: Path, cells: list[Cell]) -> None:
    with pytest.raises(FileError):
        read(tmp_path, cells)


def test_a_row_without_its_role_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = page([*ENGINEER, *SCIENTIST], piped=False)
    path.write_text(text.replace("Data Scientist Models it", "Models it"))
    with pytest.raises(FileError, match="2 roles"):
        list(read_profile(path))
