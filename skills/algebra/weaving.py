"""Two edits of one text, written together where they can be."""

from difflib import SequenceMatcher
from typing import NamedTuple

from skills.algebra.words import tokens


class _Edit(NamedTuple):
    """`start:end` of the base's tokens became `text`."""

    start: int
    end: int
    text: str


def weave(base: str, first: str, second: str) -> str | None:
    """What `base` becomes with both edits; `None` where they touch the same words differently.

    Words that both put in at the same place follow each other, the first edit's before.
    """
    words = tokens(base)
    # What both did is done once.
    edits = dict.fromkeys([*_edits(words, first), *_edits(words, second)])
    woven: list[str] = []
    reached = 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < reached:
            return None
        woven += [*words[reached : edit.start], edit.text]
        reached = edit.end
    return "".join([*woven, *words[reached:]])


def _edits(words: list[str], text: str) -> list[_Edit]:
    after = tokens(text)
    matcher = SequenceMatcher(None, words, after, autojunk=False)
    return [
        _Edit(i1, i2, "".join(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
