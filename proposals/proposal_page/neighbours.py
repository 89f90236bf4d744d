"""Other open proposals that a reader of this one should know of."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q

from proposals.lines import Line, lines
from proposals.models import Proposal, ProposalChange
from skills.algebra.paths import SOURCE_SUFFIX, Path, Unit, unit_of

#: Named on the page; the list of proposals has all.
_SHOWN: Final = 8


class Neighbours(NamedTuple):
    """`on_the_same` are about the same cells; `elsewhere` is how many are about others."""

    on_the_same: list[Line]
    more_on_the_same: int
    elsewhere: int


def neighbours(proposal: Proposal, paths: Iterable[Path]) -> Neighbours:
    """Of the same document, oldest first; three queries and those of the lines.

    For a document that is not there yet, all others propose the same. However many there are, the
    database looks through them, and only those that are named are fetched.
    """
    others = Proposal.objects.pending().of(proposal.document).exclude(pk=proposal.pk)
    number = others.count()
    if not number:
        return Neighbours([], 0, 0)
    same, number_of_same = others, number
    if proposal.document.is_published:
        changes = ProposalChange.objects.filter(
            _within({unit_of(path) for path in paths}),
            version__proposal=OuterRef("pk"),
            version__number=OuterRef("version"),
        )
        same = others.filter(Exists(changes))
        number_of_same = same.count()
    shown = lines(same.for_list().oldest_first()[:_SHOWN])
    return Neighbours(shown, number_of_same - len(shown), number - number_of_same)


def _within(units: Iterable[Unit]) -> Q:
    """Changes of one of the units; as short for all cells of many roles as for one of one."""
    levels_of: dict[str, set[str]] = {}
    fields: set[str] = set()
    found = Q(pk__in=[])
    for unit in units:
        if unit.name in ("cell", "role"):
            levels_of.setdefault(unit.role, set()).add(unit.level)
        elif unit.name == "status":
            fields |= {"status", "successor"}
        else:
            found |= Q(field__in=[unit.name, unit.name + SOURCE_SUFFIX], language=unit.language)
    roles_at: dict[frozenset[str], list[str]] = {}
    for role, levels in levels_of.items():
        roles_at.setdefault(frozenset(levels), []).append(role)
    for together, roles in roles_at.items():
        found |= Q(role__in=roles, level__in=sorted(together))
    return found | Q(field__in=sorted(fields)) if fields else found
