"""The folded text that search looks in: case, width, accents and digits' forms set aside.

Folded here once for what is stored and once for what is asked, because databases fold
differently (SQLite's LIKE folds ASCII alone).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from skills.algebra.paths import Path, split_field
from skills.algebra.words import UNSPACED

#: A longer word is found by its beginning.
WORD_LIMIT: Final = 100
#: PostgreSQL indexes at most a megabyte of words a document. Texts of people stay far below.
_WORDS_LIMIT: Final = 600_000

_RUN = re.compile(rf"[{UNSPACED}]+|[^\s{UNSPACED}]+")
_PUNCTUATION_AROUND = re.compile(r"^[^\w.]+|[^\w+#]+$")
_PART = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """NFKD without combining marks, case-folded, runs of white space as one space."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def folded_title(content: Mapping[Path, str]) -> str:
    """Names and other labels, in every language, a line each: the source language's name first."""
    return "\n".join(_lines(content, "name", "alt_label"))


def folded_summary(content: Mapping[Path, str]) -> str:
    """Summaries and external identifiers, a line each."""
    return "\n".join(_lines(content, "summary", "identifier"))


def folded_words(content: Mapping[Path, str]) -> str:
    """The distinct words of all of these and of the paragraphs, with a space before and after each.

    So that ` word ` is found whole and ` wo` by its beginning. Each word once makes a third of the
    paragraphs' length, and it is this that search has to read where no index helps.
    """
    lines = _lines(content, "name", "alt_label", "summary", "identifier", "description")
    words: dict[str, None] = {}
    room = _WORDS_LIMIT
    for word in words_of(lines):
        if word not in words:
            room -= len(word.encode()) + 1
            if room < 0:
                break
            words[word] = None
    return f" {' '.join(words)} " if words else ""


def words_of(lines: Iterable[str]) -> Iterator[str]:
    """The words of folded text, as often as they occur.

    What is joined by punctuation counts whole and in its parts (`ci/cd`, `ci`, `cd`). Scripts that
    are written without spaces give each two neighbouring characters, and the last one.
    """
    for run in (run for line in lines for run in _RUN.findall(line)):
        if is_unspaced(run):
            yield from (a + b for a, b in pairwise(run))
            yield run[-1]
            continue
        whole = without_punctuation_around(run)[:WORD_LIMIT]
        if whole:
            yield whole
            if not whole.isalnum():
                yield from _PART.findall(whole)


def runs(text: str) -> list[str]:
    """What stands between spaces, split where the writing changes to a script without spaces."""
    return _RUN.findall(text)


def parts(run: str) -> list[str]:
    return _PART.findall(run)


def is_unspaced(run: str) -> bool:
    return re.match(f"[{UNSPACED}]", run) is not None


def without_punctuation_around(run: str) -> str:
    """`(kubernetes),` is `kubernetes`, but `c++`, `c#` and `.net` are themselves."""
    return _PUNCTUATION_AROUND.sub("", run)


def _lines(content: Mapping[Path, str], *fields: str) -> list[str]:
    """The texts of these fields, folded, each once, field by field."""
    texts: list[str] = []
    for field in fields:
        paths = sorted(path for path in content if split_field(path.field)[0] == field)
        texts += (fold(content[path]) for path in paths if content[path])
    return list(dict.fromkeys(texts))
