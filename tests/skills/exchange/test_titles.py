from pathlib import Path

import pytest

from skills.exchange.records import FileError
from skills.exchange.titles import read_titles


def read(tmp_path: Path, text: str, name: str = "titles.yaml") -> dict[str, str]:
    path = tmp_path / name
    path.write_text(text)
    return read_titles(path)


def test_yaml_maps_file_names_to_titles(tmp_path: Path) -> None:
    text = "# Pages of March\na.txt: Python\n'b.txt': \"C: the language\"\nc.txt: 3.10\n"
    assert read(tmp_path, text) == {"a.txt": "Python", "b.txt": "C: the language", "c.txt": "3.10"}


@pytest.mark.parametrize("head", ["", "file,title\n", "\ufeffFile,Title\n"])
def test_csv_has_two_columns_and_may_have_a_head(tmp_path: Path, head: str) -> None:
    text = f'{head}a.txt,Python\n\nb.txt,"Reading, writing"\n'
    assert read(tmp_path, text, "titles.CSV") == {"a.txt": "Python", "b.txt": "Reading, writing"}


def test_folders_do_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "pages/march/a.txt: Python") == {"a.txt": "Python"}


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("t.yaml", "a.txt: Python\na.txt: Ruby\n", 2, "twice"),
        ("t.yaml", "a/x.txt: Python\nb/x.txt: Ruby\n", 2, "twice"),
        ("t.yaml", "a.txt: Python\nb.txt:\n", 2, "title is missing"),
        ("t.yaml", "a.txt: Python\nb.txt: null\n", 2, "title is missing"),
        ("t.yaml", "- a.txt\n- b.txt\n", 1, "file name: title"),
        ("t.yaml", "a.txt: [Python]\n", 1, "file name: title"),
        ("t.yaml", "a.txt: &x Python\nb.txt: *x\n", 2, "file name: title"),
        ("t.yaml", "a.txt: Python\n---\nb.txt: Ruby\n", 3, "file name: title"),
        ("t.yaml", "a.txt: 'Python\n", 2, "no valid YAML"),
        ("t.yaml", "a.txt: \x07\n", 0, "no valid YAML"),
        ("t.yaml", "[" * 50_000, 1, "file name: title"),
        ("t.yaml", "", 0, "no titles"),
        ("t.csv", "file,title\n", 0, "no titles"),
        ("t.csv", "a.txt,Python\nb.txt\n", 2, "two columns"),
        ("t.csv", "a.txt,Python,3\n", 1, "two columns"),
        ("t.csv", 'a.txt,"Python\n', 1, "no valid CSV"),
        ("t.csv", ",Python\n", 1, "file name is missing"),
        ("t.csv", "a.txt,\x00\n", 1, "binary"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, name: str, text: str, line: int, message: str
) -> None:
    with pytest.raises(FileError, match=message) as caught:
        read(tmp_path, text, name)
    assert caught.value.line == line


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read_titles(tmp_path / "none.yaml")
