"""The folded text that search looks in: case, width, accents and digits' forms set aside.

Folded here once for what is stored and once for what is asked, because databases fold
differently (SQLite's LIKE folds ASCII alone).
"""

import unicodedata
from collections.abc import Mapping

from skills.algebra.paths import Path, split_field


def fold(text: str) -> str:
    """NFKD without combining marks, case-folded, runs of white space as one space."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def folded_title(content: Mapping[Path, str]) -> str:
    """Names and other labels, in every language, a line each: the source language's name first."""
    return _lines(content, "name") + _more(_lines(content, "alt_label"))


def folded_summary(content: Mapping[Path, str]) -> str:
    """Summaries and external identifiers."""
    return _lines(content, "summary") + _more(_lines(content, "identifier"))


def folded_body(content: Mapping[Path, str]) -> str:
    """Paragraphs, in every language."""
    return _lines(content, "description")


def _lines(content: Mapping[Path, str], field: str) -> str:
    paths = sorted(path for path in content if split_field(path.field)[0] == field)
    return "\n".join(dict.fromkeys(fold(content[path]) for path in paths if content[path]))


def _more(lines: str) -> str:
    return f"\n{lines}" if lines else ""
