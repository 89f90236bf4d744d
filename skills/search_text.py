"""The folded text that search looks in: case, width, accents and digits' forms set aside.

Folded here once for what is stored and once for what is asked, because databases fold
differently (SQLite's LIKE folds ASCII alone).
"""

import unicodedata
from collections.abc import Iterable, Mapping

from skills.algebra.paths import Path


def fold(text: str) -> str:
    """NFKD without combining marks, case-folded, runs of white space as one space."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def folded_title(content: Mapping[Path, str]) -> str:
    """Names and other labels, in every language, a line each."""
    return _joined(
        content[path]
        for path in sorted(content)
        if path.field == "name" or path.field.startswith("alt_label:")
    )


def folded_body(content: Mapping[Path, str]) -> str:
    """Summaries, identifiers and paragraphs, in every language, a line each."""
    return _joined(
        content[path]
        for path in sorted(content)
        if path.field in ("summary", "description") or path.field.startswith("identifier:")
    )


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(fold(text) for text in texts if text))
