"""The difference of two texts, word by word, as people read it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

#: Scripts written without spaces are compared character by character.
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_TOKEN = re.compile(rf"\s+|[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]")

Kind = Literal["same", "added", "removed"]


class Piece(NamedTuple):
    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def has_unspaced_script(text: str) -> bool:
    return re.search(f"[{UNSPACED}]", text) is not None


def word_diff(old: str, new: str) -> list[Piece]:
    """Pieces that read as `old` without the added ones and as `new` without the removed ones."""
    before, after = tokens(old), tokens(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in _joined_over_spaces(matcher.get_opcodes(), before):
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return pieces


Opcode = tuple[str, int, int, int, int]


def _joined_over_spaces(opcodes: Sequence[Opcode], before: list[str]) -> list[Opcode]:
    """Two changed runs with only a space between them read better as one."""
    joined: list[Opcode] = []
    for tag, i1, i2, j1, j2 in opcodes:
        only_space = tag == "equal" and "".join(before[i1:i2]).isspace()
        if joined and joined[-1][0] != "equal" and (tag != "equal" or only_space):
            _, start_i, _, start_j, _ = joined[-1]
            joined[-1] = ("replace", start_i, i2, start_j, j2)
        else:
            joined.append((tag, i1, i2, j1, j2))
    return joined
