"""The folded text that search looks in: case, width, accents and digits' forms set aside.

Folded here once for what is stored and once for what is asked, because databases fold
differently (SQLite's LIKE folds ASCII alone).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain, pairwise
from typing import Final

from skills.algebra.paths import Path, split_field
from skills.algebra.words import UNSPACED

#: A longer word is found by its beginning.
WORD_LIMIT: Final = 100
#: PostgreSQL indexes at most a megabyte of words a document. Texts of people stay far below.
_WORDS_LIMIT: Final = 600_000

#: In the order in which their words are kept.
_SEARCHED: Final = ("name", "alt_label", "summary", "identifier", "description")

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


def is_searched(path: Path) -> bool:
    """Whether what stands at `path` is part of the texts below."""
    return split_field(path.field)[0] in _SEARCHED


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
    texts = _texts(content, *_SEARCHED)
    words: dict[str, None] = {}
    # Most of what a document says it says often; each run of letters is looked at once.
    for run in dict.fromkeys(chain.from_iterable(map(_folded_runs, texts))):
        # What most are, said at once: a word, or one that ends a sentence or a part of it.
        word = run[:-1] if run[-1] in ".,;:)" else run
        if word.isascii() and word.isalnum():
            words[word[:WORD_LIMIT]] = None
        else:
            words.update(dict.fromkeys(_words_in(run)))
    text = _with_spaces(words)
    if len(text.encode()) <= _WORDS_LIMIT:
        return text
    sizes = accumulate(len(word.encode()) + 1 for word in words)
    return _with_spaces(
        word for word, size in zip(words, sizes, strict=True) if size < _WORDS_LIMIT
    )


def _with_spaces(words: Iterable[str]) -> str:
    joined = " ".join(words)
    return f" {joined} " if joined else ""


def words_of(lines: Iterable[str]) -> Iterator[str]:
    """The words of folded text, as often as they occur.

    What is joined by punctuation counts whole and in its parts (`ci/cd`, `ci`, `cd`). Scripts that
    are written without spaces give each two neighbouring characters, and the last one.
    """
    for line in lines:
        for run in runs(line):
            yield from _words_in(run)


def _words_in(run: str) -> Iterator[str]:
    if is_unspaced(run):
        yield from (a + b for a, b in pairwise(run))
        yield run[-1]
    elif whole := without_punctuation_around(run)[:WORD_LIMIT]:
        yield whole
        if not whole.isalnum():
            yield from _PART.findall(whole)


def runs(text: str) -> list[str]:
    """What stands between spaces, split where the writing changes to a script without spaces."""
    return text.split() if text.isascii() else _RUN.findall(text)


def parts(run: str) -> list[str]:
    return _PART.findall(run)


def is_unspaced(run: str) -> bool:
    return re.match(f"[{UNSPACED}]", run) is not None


def without_punctuation_around(run: str) -> str:
    """`(kubernetes),` is `kubernetes`, but `c++`, `c#` and `.net` are themselves."""
    return _PUNCTUATION_AROUND.sub("", run)


def _folded_runs(text: str) -> list[str]:
    """`runs(fold(text))`, without putting together what is taken apart again."""
    return text.casefold().split() if text.isascii() else runs(fold(text))


def _lines(content: Mapping[Path, str], *fields: str) -> list[str]:
    """The texts of these fields, folded, each once, field by field."""
    return list(dict.fromkeys(map(fold, _texts(content, *fields))))


def _texts(content: Mapping[Path, str], *fields: str) -> Iterator[str]:
    """What there is of these fields, field by field."""
    paths: dict[str, list[Path]] = {field: [] for field in fields}
    for path in content:
        field = split_field(path.field)[0]
        if field in paths:
            paths[field].append(path)
    return (text for field in fields for path in sorted(paths[field]) if (text := content[path]))
