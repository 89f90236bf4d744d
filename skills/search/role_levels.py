"""The pages of a role at a level that the words name: “senior ml engineer”, “middle devops”."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from skills.models import Level, Role
from skills.search.words import Word
from skills.search_text import fold, words_of

#: More roles than that are not meant by what was typed.
_ROLES_LIMIT: Final = 4


@dataclass(frozen=True, slots=True)
class RoleLevels:
    """One level of the roles that the words fit, and the words that say something else."""

    level: Level
    roles: list[Role]
    rest: list[Word]


def role_levels(
    words: list[Word], levels: Iterable[Level], roles: Iterable[Role]
) -> RoleLevels | None:
    """None where no level is named, or no role, or too many."""
    by_word = {fold(name): level for level in levels for name in (level.slug, str(level))}
    level = next((by_word[word.folded] for word in words if word.folded in by_word), None)
    if level is None:
        return None
    others = [word for word in words if by_word.get(word.folded) != level]
    scored = [(role, _named_by(others, role)) for role in roles]
    most = max((len(named) for _, named in scored), default=0)
    best = [(role, named) for role, named in scored if most and len(named) == most]
    if not best or len(best) > _ROLES_LIMIT:
        return None
    rest = [word for word in others if not any(word in named for _, named in best)]
    return RoleLevels(level, [role for role, _ in best], rest)


def _named_by(words: Iterable[Word], role: Role) -> list[Word]:
    """Those that a word of the role's name is, or starts with."""
    in_name = set(words_of([fold(role.name), fold(role.slug)]))
    return [
        word
        for word in words
        if word.folded in in_name
        or (not word.is_short and any(name.startswith(word.folded) for name in in_name))
    ]
