r"""Rows that lost their pipes: `ML Engineer Required Builds pipelines …`, nothing marks the role.

What tells the role from its text is what repeats: it begins a row of its own in each table that
has it, and texts begin differently. So the rows are sorted into as few roles as can explain them,
a role having one row at most in a table, and its name is what its rows have in common, up to
the word for “required” where one follows. The page says how many roles there are: as many is an
explanation, and it is taken only if no other is as good and nothing in it looks as though
a name had swallowed the first word of its texts. Else the page is refused: nothing is guessed.

    Data Engineer Builds …         Data Engineer Designs …
    Data Engineer Lead Plans …     Data Engineer Lead Decides …

are two roles, as a table has two rows that begin with `Data Engineer`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from skills.exchange.profile.facts import Count
from skills.exchange.profile.labels import OPTIONAL_MARKS, REQUIRED_MARKS
from skills.exchange.profile.page import Line
from skills.exchange.profile.rows import Row
from skills.exchange.records import FileError

#: A role's name has no more words than this; a common beginning that is longer is no name.
_LONGEST_NAME: Final = 10
#: Stands in a row's words for the mark that follows the role's name; no word can be it.
_MARK: Final = "\n"
_WORD = re.compile(r"\S+")
#: What a word in a name does not end with, as it ends a sentence or a part of one.
_SENTENCE_ENDS: Final = tuple(".,:;!?…。，：；！？、")


@dataclass(frozen=True, slots=True)
class _Plain:
    """A row: its first words, where each ends in the text, and where a mark could stand."""

    line: int
    rank: int
    text: str
    words: tuple[str, ...]
    ends: tuple[int, ...]
    mark: int | None

    @property
    def sequence(self) -> tuple[str, ...]:
        return self.words if self.mark is None else (*self.words[: self.mark], _MARK)


class _Group(NamedTuple):
    """The rows of one role, and how many of their words are its name."""

    length: int
    rows: list[_Plain]

    @property
    def name(self) -> tuple[str, ...]:
        return self.rows[0].words[: self.length]

    @property
    def is_marked(self) -> bool:
        return any(row.mark is not None for row in self.rows)


def plain_rows(tables: Iterable[list[Line]], *, roles: Count, required: Count) -> list[Row]:
    """The rows of tables without pipes; raises `FileError` where it can't be told which role."""
    plain = [_plain(line, rank) for rank, table in enumerate(tables) for line in table]
    plain = _with_marks(plain, required)
    groups = _explain(plain, 0)
    if len(groups) != roles.number:
        raise FileError(
            f"the page says it has {roles.number} roles, but the beginnings of its rows make"
            f" {len(groups)}; where a role can't be told from its text, save the page with its"
            " tables",
            line=roles.line,
        )
    openings = _openings(groups)
    named = Counter(word for group in groups for word in group.name[1:])
    for group in groups:
        _check_name(group, openings, named)
    _check_longer_names(groups)
    rows = [_row(row, group) for group in groups for row in group.rows]
    return sorted(rows, key=lambda row: row.line)


def _plain(line: Line, rank: int) -> _Plain:
    found = []
    for match in _WORD.finditer(line.text):
        found.append(match)
        if len(found) > _LONGEST_NAME + 1:
            break
    words = tuple(match.group() for match in found)
    return _Plain(line.number, rank, line.text, words, tuple(m.end() for m in found), None)


def _with_marks(plain: Sequence[_Plain], required: Count) -> list[_Plain]:
    """The rows with the word for “required” told from the same word in a text.

    As many rows have it as the page says. Where more could, those count whose name before it
    begins rows of other tables too.
    """
    if not required.number:
        return list(plain)
    marks = {row.line: mark for row in plain if (mark := _possible_mark(row)) is not None}
    if len(marks) > required.number:
        tables = _tables_by_beginning(plain)
        marks = {
            row.line: marks[row.line]
            for row in plain
            if row.line in marks and len(tables[row.words[: marks[row.line]]]) > 1
        }
    if len(marks) != required.number:
        raise FileError(
            f"the page says {required.number} expectations are required, but the word for it"
            f" follows the role in {len(marks)} rows",
            line=required.line,
        )
    return [
        _Plain(row.line, row.rank, row.text, row.words, row.ends, marks.get(row.line))
        for row in plain
    ]


def _possible_mark(row: _Plain) -> int | None:
    for index, word in enumerate(row.words):
        if word in REQUIRED_MARKS and index > 0:
            return index
        if word.endswith(_SENTENCE_ENDS):
            break
    return None


def _tables_by_beginning(plain: Iterable[_Plain]) -> dict[tuple[str, ...], set[int]]:
    tables: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for row in plain:
        for length in range(1, len(row.words) + 1):
            tables[row.words[:length]].add(row.rank)
    return tables


def _explain(rows: list[_Plain], length: int) -> list[_Group]:
    """As few roles as explain `rows`, which have their first `length` words in common."""
    length = _common(rows, length)
    ranks = [row.rank for row in rows]
    marked_later = any(row.mark is not None and row.mark > length for row in rows)
    if length and len(set(ranks)) == len(ranks) and not marked_later:
        return [_Group(length, rows)]
    branches: dict[str, list[_Plain]] = defaultdict(list)
    for row in rows:
        sequence = row.sequence
        branches[sequence[length] if length < len(sequence) else ""].append(row)
    # Rows that are nothing but the name, and marked ones, make what they have in common a name.
    own = branches.pop(_MARK, []) + branches.pop("", [])
    _check_no_twins(own)
    if not length:
        return [group for branch in branches.values() for group in _explain(branch, 1)]
    taken = _texts_of_one_role([*branches.values()], own, length)
    groups = []
    if own or len(taken) > 1:
        own += [row for word in taken for row in [*branches.values()][word]]
        groups.append(_Group(length, sorted(own, key=lambda row: row.line)))
    else:
        taken = set()
    for index, branch in enumerate(branches.values()):
        if index not in taken:
            groups += _explain(branch, length + 1)
    return groups


def _common(rows: Sequence[_Plain], length: int) -> int:
    """How many words all `rows` have in common, the mark not counted as one."""
    first = rows[0].sequence if rows else ()
    while length < len(first) and first[length] != _MARK:
        word = first[length]
        if any(length >= len(row.sequence) or row.sequence[length] != word for row in rows):
            break
        length += 1
    return length


def _check_no_twins(rows: Sequence[_Plain]) -> None:
    seen: dict[int, _Plain] = {}
    for row in rows:
        other = seen.setdefault(row.rank, row)
        if other is not row:
            raise FileError(
                f"lines {other.line} and {row.line} are two rows for one role in one table",
                line=row.line,
            )


def _texts_of_one_role(
    branches: Sequence[list[_Plain]], own: Sequence[_Plain], length: int
) -> set[int]:
    """Which branches are texts of the role whose name ends here: the most that go together.

    Two go together when no table is in both. The others are longer names. Raises `FileError`
    where two choices are as good.
    """
    best: dict[int, tuple[int, int, frozenset[int]]] = {
        _mask(own): (0, 1, frozenset()),
    }
    for index, branch in enumerate(branches):
        mask = _mask(branch)
        if mask.bit_count() < len(branch) or any(
            row.mark is not None and row.mark > length for row in branch
        ):
            continue
        for standing, (count, ways, chosen) in list(best.items()):
            if standing & mask:
                continue
            known_count, known_ways, known = best.get(standing | mask, (0, 0, frozenset()))
            if count + 1 > known_count:
                best[standing | mask] = (count + 1, ways, chosen | {index})
            elif count + 1 == known_count:
                best[standing | mask] = (known_count, known_ways + ways, known)
    most = max(count for count, _, _ in best.values())
    choices = [(ways, chosen) for count, ways, chosen in best.values() if count == most]
    # One branch alone is no evidence that the name ends before it.
    if most + bool(own) > 1 and sum(ways for ways, _ in choices) > 1:
        row = branches[0][0]
        raise FileError(
            f"more than one role begins with “{' '.join(row.words[:length])}”, and it can't be"
            " told which rows belong to which",
            line=row.line,
        )
    return set(choices[0][1])


def _mask(rows: Iterable[_Plain]) -> int:
    mask = 0
    for row in rows:
        mask |= 1 << row.rank
    return mask


def _check_name(group: _Group, openings: Counter[str], named: Counter[str]) -> None:
    """Refuse a name that may have swallowed the first words of its texts, or some of itself.

    A mark right after it is proof enough; without one it needs rows that differ after it.
    `openings` counts the words that texts on the page begin with, `named` those in its names.
    """
    if group.is_marked:
        return
    row, count = group.rows[0], len(group.rows)
    name = group.name
    few = count < 4
    lower = sum(_text(each, group.length)[:1].islower() for each in group.rows)
    openings_here, named_here = _openings([group]), Counter(name[1:])

    def opens_others(word: str) -> int:
        return openings[word] - openings_here[word]

    if (
        count == 1
        # Two texts may well begin alike; that one begins as those of others do shows where.
        or (count == 2 and not any(map(opens_others, openings_here)))
        or group.length > _LONGEST_NAME
        or any(word.endswith(_SENTENCE_ENDS) for word in name)
        or not (REQUIRED_MARKS | OPTIONAL_MARKS).isdisjoint(name)
        # A text begins with a capital; what goes on in small letters began before.
        or lower > (0 if few else 1)
        # A word that texts of other roles begin with, rather than one that their names have.
        or any(
            opens_others(word) > max(named[word] - named_here[word], 0 if few else 1)
            for word in name[1:]
        )
    ):
        raise FileError(
            f"it can't be told where in “{' '.join(row.words[:_LONGEST_NAME])}” the role ends and"
            " its text begins",
            line=row.line,
        )


def _openings(groups: Iterable[_Group]) -> Counter[str]:
    """How many texts begin with each word."""
    starts = ((row, each.length + (row.mark is not None)) for each in groups for row in each.rows)
    return Counter(row.words[start] for row, start in starts if start < len(row.words))


def _check_longer_names(groups: Sequence[_Group]) -> None:
    """Refuse a row that can be one role's, or a shorter-named one's that the table lacks."""
    ranks = {group.name: {row.rank for row in group.rows} for group in groups}
    for group in groups:
        for length in range(1, group.length):
            shorter = group.name[:length]
            for row in group.rows:
                if shorter in ranks and row.mark is None and row.rank not in ranks[shorter]:
                    raise FileError(
                        f"this row can be about “{' '.join(group.name)}” as well as about"
                        f" “{' '.join(shorter)}”",
                        line=row.line,
                    )


def _text(row: _Plain, length: int) -> str:
    return row.text[row.ends[length - 1] :].strip()


def _row(row: _Plain, group: _Group) -> Row:
    is_required = row.mark is not None
    return Row(
        line=row.line,
        rank=row.rank,
        role=" ".join(group.name),
        required=is_required,
        description=_text(row, group.length + is_required),
    )
