"""What an import would change, as text that people read: a line a change, words marked."""

from collections.abc import Callable, Iterable, Iterator

from skills.algebra.changes import Change
from skills.algebra.paths import (
    LEVELS,
    RETIRED,
    STATUS,
    Content,
    Path,
    Unit,
    description,
    requirement,
)
from skills.algebra.words import Piece, word_diff
from skills.exchange.planning import Origin, Plan, Reason

#: Paints a text as `added`, `removed`, `kept` or `title`; does nothing where there is no colour.
type Paint = Callable[[str, str], str]

#: Of a longer run of words that stay, so many are shown on either side.
_CONTEXT = 6


def preview(plan: Plan, paint: Paint) -> Iterator[str]:
    """The lines for one document; none where nothing changes."""
    changes = plan.changes
    if not changes:
        return
    word = "new" if plan.is_new else "changed"
    yield paint("title", f"{plan.record.kind} {plan.record.slug} ({word})")
    for change in changes:
        if not change.path.level and change.path.field != "role":
            yield from _own_field(change, paint)
    cells = {(change.path.role, change.path.level) for change in changes if change.path.level}
    for role, level in sorted(cells, key=lambda cell: (cell[0], LEVELS.index(cell[1]))):
        yield from _cell(plan, role, level, changes, paint)


def _own_field(change: Change, paint: Paint) -> Iterator[str]:
    path, old, new = change
    if path.is_source_digest or (path == STATUS and old is None and new != RETIRED):
        return
    yield from _value(_name(path), old, new, paint)


def _name(path: Path) -> str:
    name = path.field.replace("_", " ").replace(":", " ")
    return f"{name} ({path.language})" if path.language else name


def _value(name: str, old: str | None, new: str | None, paint: Paint) -> Iterator[str]:
    if old is None:
        yield paint("added", f"  + {name}: {_one_line(new or '')}")
    elif new is None:
        yield paint("removed", f"  - {name}: {_one_line(old)}")
    else:
        yield f"  ~ {name}: {_marked(word_diff(old, new), paint)}"


def _cell(
    plan: Plan, role: str, level: str, changes: Iterable[Change], paint: Paint
) -> Iterator[str]:
    before, after = plan.before, plan.after
    had, has = requirement(role, level) in before, requirement(role, level) in after
    name = f"{role} {level}"
    if has and not had:
        yield paint("added", f"  + {name}, {_summed_up(after, role, level)}")
    elif had and not has:
        yield paint("removed", f"  - {name}, {_summed_up(before, role, level)}")
    else:
        path = requirement(role, level)
        if before[path] != after[path]:
            yield f"  ~ {name}: {_marked(word_diff(before[path], after[path]), paint)}"
        text = description(role, level)
        if before[text] != after[text]:
            yield from _value(name, before[text] or None, after[text] or None, paint)
    for change in changes:
        path = change.path
        of_cell = (path.role, path.level) == (role, level)
        if of_cell and has and path.language and not path.is_source_digest:
            yield from _value(f"{name} ({path.language})", change.old, change.new, paint)


def _summed_up(content: Content, role: str, level: str) -> str:
    text = _one_line(content[description(role, level)])
    return f"{content[requirement(role, level)]}: {text}".rstrip(": ")


def _marked(pieces: Iterable[Piece], paint: Paint) -> str:
    """`[-taken out-]` and `{+put in+}`, with the words around them."""
    pieces = list(pieces)
    parts = []
    for place, (kind, text) in enumerate(pieces):
        if kind == "removed":
            parts.append(paint("removed", f"[-{text}-]"))
        elif kind == "added":
            parts.append(paint("added", f"{{+{text}+}}"))
        else:
            parts.append(_shortened(text, is_first=place == 0, is_last=place == len(pieces) - 1))
    return _one_line("".join(parts))


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    words = text.split(" ")
    if len(words) <= 2 * _CONTEXT + 1:
        return text
    start = [] if is_first else words[:_CONTEXT]
    end = [] if is_last else words[-_CONTEXT:]
    return " ".join([*start, "…", *end])


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")


def kept_lines(plan: Plan) -> Iterator[str]:
    """What an import leaves alone in one document: a sentence for each change it doesn't undo."""
    name = f"{plan.record.kind} {plan.record.slug}"
    by_change: dict[tuple[Reason, Origin | None], list[Unit]] = {}
    for unit, reason, origin in plan.kept:
        by_change.setdefault((reason, origin), []).append(unit)
    for (reason, origin), units in by_change.items():
        if reason is Reason.RETIRED:
            yield f"kept {name} as it is: it is retired"
            continue
        by = f" by {origin.author} in revision {origin.number}" if origin else ""
        source = f" (from {origin.source})" if origin and origin.source else ""
        yield f"kept in {name}, {reason}{by}{source}: {_places(units)}"


def _places(units: Iterable[Unit]) -> str:
    """`summary, data-engineer (junior, senior)`."""
    fields: list[str] = []
    levels: dict[str, list[str]] = {}
    rank = {level: place for place, level in enumerate(LEVELS)}
    for unit in sorted(units, key=lambda unit: (unit.role, rank.get(unit.level, -1), unit)):
        language = f" ({unit.language})" if unit.language else ""
        if unit.role:
            levels.setdefault(unit.role, []).append(f"{unit.level}{language}")
        else:
            fields.append(_name(Path(unit.name, language=unit.language)))
    ladders = [f"{role} ({', '.join(of_role)})" for role, of_role in levels.items()]
    return ", ".join([*fields, *ladders])
