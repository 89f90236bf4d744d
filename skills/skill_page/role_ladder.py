"""One role's five rungs of a skill: how each differs from the one below, and who changed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from skills.algebra.ladder import Cell
from skills.algebra.words import Piece, word_diff
from skills.models import Change as ChangeRow
from skills.models import Document, Level, Revision
from skills.skill_page.addresses import cell_id
from skills.skill_page.climb import SHIFT_TAGS, Shift, shift
from skills.skill_page.reading import RoleCells

#: Two texts that share less than this were written apart; marks all over would hide both.
_ALIKE = 0.6
#: The newest revisions of the cells that the page names; the skill's history has all.
_REVISIONS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RoleRung:
    """One level. `below` is the nearest described one under it, with which it is compared.

    `pieces` are the word-level differences to it, empty where the two are the same or unlike.
    """

    level: Level
    cell: Cell | None
    anchor: str
    below: Level | None
    tag: str
    is_news: bool
    is_same_text: bool
    pieces: list[Piece]
    changed: Revision | None


class CellHistory(NamedTuple):
    """`changed` is the newest revision of each level's cell; `newest` those of any of them."""

    changed: dict[str, Revision]
    newest: list[Revision]
    total: int


def role_rungs(
    role: RoleCells, levels: Sequence[Level], changed: dict[str, Revision]
) -> list[RoleRung]:
    """All five, lowest first, holes among them."""
    rungs: list[RoleRung] = []
    below: Level | None = None
    for level in levels:
        cell = role.cells.get(level.slug)
        beneath = role.cells[below.slug] if below else None
        rungs.append(_rung(role, level, cell, below, beneath, changed.get(level.slug)))
        if cell:
            below = level
    return rungs


def _rung(
    role: RoleCells,
    level: Level,
    cell: Cell | None,
    below: Level | None,
    beneath: Cell | None,
    changed: Revision | None,
) -> RoleRung:
    happens = shift(beneath, cell) if cell and beneath else None
    pieces: list[Piece] = []
    if cell and beneath and cell.description and beneath.description:
        pieces = word_diff(beneath.description, cell.description)
    is_same = bool(pieces) and all(piece.kind == "same" for piece in pieces)
    return RoleRung(
        level=level,
        cell=cell,
        anchor=cell_id(role.slug, level.slug) if cell else "",
        below=below if cell else None,
        tag=str(SHIFT_TAGS.get(happens, "")) if happens else "",
        is_news=happens in (Shift.BECOMES_REQUIRED, Shift.NO_LONGER_REQUIRED),
        is_same_text=is_same,
        pieces=pieces if _are_alike(pieces) and not is_same else [],
        changed=changed,
    )


def _are_alike(pieces: Sequence[Piece]) -> bool:
    """Whether most of both texts is the same, as in difflib's ratio."""
    same = sum(len(text) for kind, text in pieces if kind == "same")
    changed = sum(len(text) for kind, text in pieces if kind != "same")
    return same > 0 and 2 * same / (2 * same + changed) >= _ALIKE


def cell_history(document: Document, role: str, *, until: Revision | None) -> CellHistory:
    """Who changed a role's cells, up to and with `until`, in two queries, authors fetched."""
    rows = ChangeRow.objects.filter(revision__document=document, role=role)
    if until:
        rows = rows.filter(revision__number__lte=until.number)
    touched = rows.order_by().values_list("revision_id", "level").distinct()
    newest_by_level: dict[str, int] = {}
    every: set[int] = set()
    for revision_id, level in touched:
        every.add(revision_id)
        newest_by_level[level] = max(revision_id, newest_by_level.get(level, 0))
    newest = sorted(every, reverse=True)[:_REVISIONS_SHOWN]
    revisions = Revision.objects.select_related("author", "reviewer").in_bulk(
        {*newest, *newest_by_level.values()}
    )
    return CellHistory(
        changed={level: revisions[pk] for level, pk in newest_by_level.items()},
        newest=[revisions[pk] for pk in newest],
        total=len(every),
    )
