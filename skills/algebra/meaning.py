"""What a list of changes means. Computed from the changes, never asked of anybody."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Levenshtein

from skills.algebra.changes import Change
from skills.algebra.paths import (
    OPTIONAL,
    PARENT,
    REQUIRED,
    RETIRED,
    STATUS,
    Unit,
    split_field,
    unit_of,
)
from skills.algebra.words import has_unspaced_script, word_diff


class Meaning(StrEnum):
    """In order of weight: the first that occurs in a list names the whole list."""

    CREATED = "created"
    RETIRED = "retired"
    RESTORED = "restored"
    REQUIREMENT_ADDED = "requirement_added"
    REQUIREMENT_DROPPED = "requirement_dropped"
    ROLE_ADDED = "role_added"
    ROLE_REMOVED = "role_removed"
    MOVED = "moved"
    RENAMED = "renamed"
    EXPECTATION_ADDED = "expectation_added"
    EXPECTATION_REMOVED = "expectation_removed"
    LABELLED = "labelled"
    WORDING = "wording"
    TYPO = "typo"
    TRANSLATION = "translation"


_WEIGHT: Final = {meaning: place for place, meaning in enumerate(Meaning)}

#: Words whose coming or going changes what a sentence asks for: negation, duty, number.
_WEIGHTY_WORDS: Final = frozenset(
    [
        "not",
        "no",
        "nor",
        "none",
        "never",
        "must",
        "may",
        "might",
        "can",
        "cannot",
        "could",
        "shall",
        "should",
        "will",
        "would",
        "all",
        "any",
        "some",
        "most",
        "least",
        "more",
        "less",
        "min",
        "max",
        "minimum",
        "maximum",
        "or",
        "unless",
        "only",
        "without",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "first",
        "last",
        "isn't",
        "aren't",
        "don't",
        "doesn't",
        "can't",
        "won't",
        "shouldn't",
        "mustn't",
        "nicht",
        "kein",
        "keine",
        "muss",
        "kann",
        "darf",
        "soll",
        "no",
        "sin",
        "con",
        "debe",
        "puede",
    ]
)
#: Small words whose change turns a sentence round, however near they are in letters.
_TURNING_WORDS: Final = _WEIGHTY_WORDS | {
    *("and", "but", "if", "before", "after", "over", "under"),
    *("up", "down", "in", "out", "on", "off", "with"),
}
_NEGATING: Final = ("un", "in", "im", "ir", "il", "a", "de", "re", "non")
_EDIT_DISTANCE: Final = 2
#: As many changed words as one glance takes in.
FEW_WORDS: Final = 5


def classify(changes: Iterable[Change]) -> dict[Unit, Meaning]:
    """The meaning of each unit that `changes` touch."""
    changes = list(changes)
    listed = {path.role for path, _, new in changes if path.field == "role" and new is not None}
    unlisted = {path.role for path, _, new in changes if path.field == "role" and new is None}
    by_unit: dict[Unit, list[Change]] = {}
    for change in changes:
        by_unit.setdefault(unit_of(change.path), []).append(change)
    return {
        unit: _weightiest([_meaning(change, listed, unlisted) for change in _deciding(of_unit)])
        for unit, of_unit in by_unit.items()
    }


def _deciding(of_unit: list[Change]) -> list[Change]:
    """A successor that comes or goes with the status says nothing of its own."""
    statuses = [change for change in of_unit if change.path == STATUS]
    return statuses or of_unit


def kind_of(changes: Iterable[Change]) -> Meaning:
    """The weightiest meaning among `changes`; raises `ValueError` where there are none."""
    changes = list(changes)
    if any(_creates(change) for change in changes):
        return Meaning.CREATED
    return _weightiest(classify(changes).values())


def _creates(change: Change) -> bool:
    return change.old is None and change.path == STATUS


def _weightiest(meanings: Iterable[Meaning]) -> Meaning:
    return min(meanings, key=_WEIGHT.__getitem__)


def _meaning(change: Change, listed: set[str], unlisted: set[str]) -> Meaning:
    path, old, new = change
    name, key = split_field(path.field)
    if path.language:
        return Meaning.TRANSLATION
    if _creates(change):
        return Meaning.CREATED
    if path == STATUS:
        return Meaning.RETIRED if new == RETIRED else Meaning.RESTORED
    if name == "successor":
        return Meaning.RETIRED
    if path == PARENT:
        return Meaning.MOVED
    if name == "role":
        return Meaning.ROLE_ADDED if new is not None else Meaning.ROLE_REMOVED
    if key:
        return Meaning.LABELLED
    if name == "requirement":
        return _requirement_meaning(change, listed, unlisted)
    if name == "description" and (old is None or new is None):
        added = Meaning.ROLE_ADDED if path.role in listed else Meaning.EXPECTATION_ADDED
        removed = Meaning.ROLE_REMOVED if path.role in unlisted else Meaning.EXPECTATION_REMOVED
        return added if old is None else removed
    if name == "name":
        return Meaning.RENAMED
    return Meaning.TYPO if is_typo(old or "", new or "") else Meaning.WORDING


def _requirement_meaning(change: Change, listed: set[str], unlisted: set[str]) -> Meaning:
    path, old, new = change
    if new == REQUIRED:
        return Meaning.REQUIREMENT_ADDED
    if old == REQUIRED:
        return Meaning.REQUIREMENT_DROPPED
    if new == OPTIONAL:
        return Meaning.ROLE_ADDED if path.role in listed else Meaning.EXPECTATION_ADDED
    return Meaning.ROLE_REMOVED if path.role in unlisted else Meaning.EXPECTATION_REMOVED


def is_typo(old: str, new: str) -> bool:
    """Whether the change can only have corrected letters, so that no reader is misled by it.

    The same number of words; no digit changed; each changed word within two edits; none of the
    small words that turn a sentence round, nor a prefix that does.
    """
    before, after = old.split(), new.split()
    if not before or len(before) != len(after):
        return False
    return all(_is_slip(a, b) for a, b in zip(before, after, strict=True) if a != b)


def is_slight(changes: Iterable[Change]) -> bool:
    """Whether so little is reworded, in all texts together, that a glance shows what it does.

    Typos count for nothing; otherwise a few words (characters, in scripts without spaces), and
    none of them a number or one that changes what is asked for.
    """
    count = 0
    for path, old, new in changes:
        if path.is_source_digest or is_typo(old or "", new or ""):
            continue
        gone, come = (_words_of_kind(kind, old or "", new or "") for kind in ("removed", "added"))
        if any(_is_weighty(word) for word in gone + come):
            return False
        count += max(len(gone), len(come))
    return count <= FEW_WORDS


def _words_of_kind(kind: str, old: str, new: str) -> list[str]:
    words = " ".join(piece.text for piece in word_diff(old, new) if piece.kind == kind).split()
    return [each for word in words for each in (word if has_unspaced_script(word) else [word])]


def _is_weighty(word: str) -> bool:
    bare = re.sub(r"^[^\w]+|[^\w]+$", "", word).casefold().replace("’", "'")
    return bare in _WEIGHTY_WORDS or bare.endswith("n't") or any(map(str.isdigit, bare))


def _is_slip(old: str, new: str) -> bool:
    if re.findall(r"\d", old) != re.findall(r"\d", new) or has_unspaced_script(old + new):
        return False
    a, b = (re.sub(r"^[^\w]+|[^\w]+$", "", word).casefold() for word in (old, new))
    if a != b and (not a or not b or a in _TURNING_WORDS or b in _TURNING_WORDS):
        return False
    shorter, longer = sorted((a, b), key=len)
    if shorter != longer and any(longer == prefix + shorter for prefix in _NEGATING):
        return False
    return Levenshtein.distance(old, new, score_cutoff=_EDIT_DISTANCE) <= _EDIT_DISTANCE
