"""What was typed, as words to look for."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from skills.algebra.text import clean_line
from skills.search_text import (
    WORD_LIMIT,
    fold,
    is_unspaced,
    parts,
    runs,
    without_punctuation_around,
)

#: Up to this many letters a word is looked for as it is, not as the beginning or part of others:
#: nobody who types `go` or `c` means Google or containers.
SHORT: Final = 2


class Token(NamedTuple):
    """A word as it is stored; one that is not `whole` may go on."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Word:
    """What stood between two spaces: as typed, folded, and as the stored words it needs."""

    typed: str
    folded: str
    tokens: tuple[Token, ...]

    @property
    def is_short(self) -> bool:
        return _is_short(self.folded)

    @property
    def as_written(self) -> tuple[Token, ...]:
        """What it needs in a text that is not folded."""
        of_one_piece = len(self.tokens) == 1 or all(is_unspaced(text) for text, _ in self.tokens)
        return (Token(self.typed, self.is_short),) if of_one_piece else self.tokens


def words_typed(text: str) -> list[Word]:
    """The words of `text`, each once; those that others imply are left out."""
    typed = (without_punctuation_around(word) for word in clean_line(text).split())
    words = [Word(word, fold(word), _tokens(fold(word))) for word in typed]
    meant = {word.folded: word for word in words if word.tokens}
    return [
        word
        for word in meant.values()
        if word.is_short
        or not any(other != word.folded and other.startswith(word.folded) for other in meant)
    ]


def _tokens(folded: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for run in runs(folded):
        if is_unspaced(run):
            neighbours = [a + b for a, b in pairwise(run)] or [run]
            tokens += (Token(text, whole=False) for text in neighbours)
            continue
        whole = without_punctuation_around(run)[:WORD_LIMIT]
        # `ci/cd` is looked for as `ci` and `cd`, but `c++` is not every word with a c.
        of_parts = parts(whole)
        texts = of_parts if all(len(part) > 1 for part in of_parts) else [whole]
        tokens += (Token(text, whole=_is_short(text)) for text in texts if text)
    return tuple(dict.fromkeys(tokens))


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and text.isascii()
