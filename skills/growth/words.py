"""What places and levels are called on the pages about somebody's growth."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from skills.algebra.paths import LEVELS
from skills.names import Names, Reference, names_now


def names_for(roles: Collection[str]) -> Names:
    """Of these roles, and of the levels; in one query."""
    wanted = {Reference("role", role) for role in roles if role}
    return names_now(wanted) if wanted else names_now({Reference("role", "-")})


def level_called(names: Names, rank: int) -> str:
    if rank:
        return names.level(LEVELS[rank - 1])
    return _("not yet %(level)s") % {"level": names.level(LEVELS[0])}


def place_called(names: Names, role: str, rank: int) -> str:
    """As people say it: Senior ML Engineer."""
    words = {"level": names.level(LEVELS[rank - 1]), "role": names.document("role", role)}
    return _("%(level)s %(role)s") % words
