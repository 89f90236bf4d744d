"""A damaged page is read with the same totals, or refused; nothing else ever happens."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skills.exchange.profile import read_profile
from skills.exchange.profile.page import lines_of, split_page
from skills.exchange.records import FileError
from tests.skills.exchange.profile_pages import PAGES, cells, page, read_cells

TEXTS = [
    *[path.read_text() for path in sorted(PAGES.glob("*.txt"))],
    *[page(cells(required=4), piped=piped) for piped in (True, False)],
]
SNIPPETS = ["|", r"\|", "\n", " ", "\0", "7", "Required", "必要", "Role Required Description", "\t"]

quietly = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def totals(path: Path, text: str, title: str) -> tuple[int, int, int] | None:
    """Roles, cells, required cells; nothing where the page is refused."""
    path.write_text(text, newline="")
    try:
        skill = [*read_profile(path, title=title)][-1]
    except FileError:
        return None
    found = read_cells(skill.content)
    return len({role for role, _ in found}), len(found), sum(req for req, _ in found.values())


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A page, and the same page after something happened to a few of its lines or letters.

    Numbers stay as they are: a page with other counts is another page.
    """
    original = draw(st.sampled_from(TEXTS))
    text = original
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        if lines[at].strip().isdecimal() or "optional" in lines[at] or "可选" in lines[at]:
            continue
        match draw(st.sampled_from(["drop", "double", "swap", "cut", "insert", "join"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "insert":
                place = draw(st.integers(0, len(lines[at])))
                snippet = draw(st.sampled_from(SNIPPETS) | st.text(max_size=5))
                lines[at] = lines[at][:place] + snippet + lines[at][place:]
            case "join" if at + 1 < len(lines):
                lines[at : at + 2] = [lines[at] + lines[at + 1]]
        text = "\n".join(lines)
    return original, text.encode(errors="replace").decode()


@given(damaged())
@quietly
def test_a_damaged_page_has_the_same_totals_or_is_refused(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    original, text = pair
    title = "Capacity Planning" if "Kompetenzprofil" in original else ""
    found = totals(tmp_path / "page.txt", text, title)
    expected = totals(tmp_path / "whole.txt", original, title)
    assert expected
    assert found in (None, expected)


@given(st.text() | st.binary())
@quietly
def test_anything_at_all_is_read_or_refused(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(errors="replace"))
    with pytest.raises(FileError):
        list(read_profile(path))


@pytest.mark.parametrize(
    "row",
    [
        *["|" * 200_000, r"\|" * 100_000, "-" * 200_000, "| - " * 60_000, "a " * 200_000],
        *["\n".join(["a a a a a a a a a b"] * 20_000), "\n".join(map(str, range(40_000)))],
        *["\n".join("a " * n for n in range(600)), "Required " * 50_000, ". " * 100_000],
    ],
)
@pytest.mark.parametrize("piped", [True, False])
def test_hostile_rows_do_not_take_long(tmp_path: Path, row: str, piped: bool) -> None:
    path = tmp_path / "page.txt"
    text = page(cells(), piped=piped) + "\n" + row
    rows = sum(map(len, split_page(lines_of(page(cells(), piped=piped))).tables)) + len(
        row.split("\n")
    )
    path.write_text(text.replace("the other 30 optional", f"the other {rows} optional"))
    start = time.process_time()
    with pytest.raises(FileError):
        list(read_profile(path))
    assert time.process_time() - start < 5
