"""How what happened stands in a digest: by what it is about, and not too much of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from proposals.telling.sentences import Said

#: So much is told in one digest; the rest is a number.
SHOWN: Final = 40
_SHOWN_OF_ONE: Final = 8


@dataclass(slots=True)
class Group:
    """What happened to one skill (or role, group, domain, proposal), newest first."""

    name: str
    path: str
    things: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Digest:
    groups: list[Group]
    #: How much more happened than is shown.
    more: int
    total: int


def digest_of(words: Sequence[Said], rest: int) -> Digest:
    """`words` newest first; `rest` is how much there is beside them. What is about the person stands
    in a group without a name, at the top."""
    groups: dict[tuple[str, str], Group] = {}
    for each in words:
        key = (each.about_path, each.about)
        groups.setdefault(key, Group(each.about, each.about_path)).things.append(each)
    left, shown = SHOWN, []
    for group in sorted(groups.values(), key=lambda group: bool(group.name)):
        group.things = group.things[: min(_SHOWN_OF_ONE, left)]
        left -= len(group.things)
        if group.things:
            shown.append(group)
    total = len(words) + rest
    return Digest(shown, total - (SHOWN - left), total)
