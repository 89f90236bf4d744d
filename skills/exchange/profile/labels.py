"""Telling what a line of a saved page is by the words in it, whatever its language."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Final

from skills.algebra.words import tokens
from skills.exchange.profile.languages import LANGUAGES, Label, Language

_KEY = re.compile(r"skills(?:\.[a-z0-9_-]{1,60}){1,5}", re.IGNORECASE | re.ASCII)


def is_key(text: str) -> bool:
    """Whether `text` is no words at all but an untranslated key."""
    return _KEY.fullmatch(text) is not None


def normalized(text: str) -> str:
    """The form in which words of a page are compared."""
    folded = " ".join(text.casefold().split()).rstrip(":： ")
    if is_key(folded):
        parts = re.sub("[_-]", "", folded).split(".")
        return f"{parts[0]}.{parts[-1]}"
    return folded.replace("-", " ")


def _by_word(kind: Label) -> dict[str, Label]:
    return {
        normalized(word): kind for language in LANGUAGES for word in language.labels.get(kind, ())
    }


def _column(name: str) -> frozenset[str]:
    return frozenset(normalized(word) for language in LANGUAGES for word in getattr(language, name))


_LABELS: Final = {word: kind for each in Label for word, kind in _by_word(each).items()}
_TABLE_HEADS: Final = frozenset(
    map(" ".join, product(_column("role"), _column("requirement"), _column("description")))
)
_LONGEST_LABEL: Final = 80
REQUIRED_MARKS: Final = frozenset(word for language in LANGUAGES for word in language.required)
OPTIONAL_MARKS: Final = frozenset(word for language in LANGUAGES for word in language.optional)
_OPTIONAL_WORDS: Final = frozenset(word.casefold() for word in OPTIONAL_MARKS)


def label_of(line: str) -> Label | None:
    """What `line` announces, if it is nothing but a label."""
    return _LABELS.get(normalized(line)) if len(line) <= _LONGEST_LABEL else None


def is_table_head(text: str) -> bool:
    """Whether `text` is the heads of a table's three columns, one after the other."""
    return " ".join(map(normalized, text.split())) in _TABLE_HEADS


def speaks_of_optional(line: str) -> bool:
    """Whether a word for “optional” stands in `line`, in whatever number and gender."""
    return any(word in line.casefold() for word in _OPTIONAL_WORDS)


def names_level(line: str, rank: int) -> bool:
    """Whether `line` is the name of the level of `rank` (from 0)."""
    word = normalized(line)
    return any(language.levels and word in language.levels[rank] for language in LANGUAGES)


def is_placeholder(line: str) -> bool:
    """Whether `line` is the sentence that stands where a summary is missing.

    That is one with all of its key words and no word that it is not made of: “This skill defines
    expectations across roles and levels”, but not that sentence with “of data teams” after it.
    """
    folded = line.casefold()
    words = {token for token in tokens(folded) if token.isalnum()}
    return len(line) <= 200 and any(
        language.placeholder
        and words <= set(tokens(language.placeholder))
        and all(any(key in folded for key in keys) for keys in language.placeholder_keys)
        for language in LANGUAGES
    )


def languages_of(lines: Iterable[str]) -> list[Language]:
    """The languages most of whose labels stand among `lines`; none where no label does.

    More than one where they share the words that were found, as English and Spanish do `Roles`.
    """
    found = {normalized(line) for line in lines if len(line) <= _LONGEST_LABEL}
    votes = {
        language.code: sum(
            normalized(word) in found for words in language.labels.values() for word in words
        )
        for language in LANGUAGES
        if language.code
    }
    most = max(votes.values())
    return [each for each in LANGUAGES if most and votes.get(each.code) == most]
