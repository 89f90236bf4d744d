"""From a saved page to documents: parse, check against the page's own counts, name, yield."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path as FilePath

from skills.algebra.paths import (
    LEVELS,
    LISTED,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    SUMMARY,
    Content,
    description,
    listing,
    requirement,
)
from skills.algebra.text import clean_line, slug_from_name
from skills.exchange.profile.facts import Facts, read_facts
from skills.exchange.profile.flattened import plain_rows
from skills.exchange.profile.labels import label_of
from skills.exchange.profile.languages import Label
from skills.exchange.profile.page import Line, is_head, lines_of, read_lines, split_page
from skills.exchange.profile.rows import Row, piped_rows
from skills.exchange.records import DocumentRecord, FileError


def is_profile(text: str) -> bool:
    """Whether `text`, which may be only the first part of a file, looks like a saved page."""
    lines = [line for line in lines_of(text) if line.text]
    signs = {
        label_of(line.text)
        for line, value in pairwise(lines)
        if label_of(line.text) == Label.PROFILE or (label_of(line.text) and value.text.isdecimal())
    }
    has_table = any(is_head(line) for line in lines)
    return len(signs - {None}) + has_table > 1


def read_profile(path: FilePath, *, title: str = "") -> Iterator[DocumentRecord]:
    """The documents of a saved skill-profile page: its domain, group and roles, then its skill.

    `title` is the skill's name for a page that lost it. Raises `FileError` where the page can't
    be read with certainty, or does not hold as many roles and expectations as it says, and then
    before the first document.
    """
    page = split_page(read_lines(path))
    facts = read_facts(page, title=title)
    _check_rows(facts, sum(map(len, page.tables)))
    if page.piped:
        rows = piped_rows(page.tables)
    else:
        rows = plain_rows(page.tables, roles=facts.roles, required=facts.required)
    _check_counts(facts, rows)
    yield from _records(facts, rows)


def _check_rows(facts: Facts, count: int) -> None:
    required, optional = facts.required.number, facts.optional.number
    if count != required + optional:
        raise FileError(
            f"the page says it has {required} required and {optional} optional expectations,"
            f" {required + optional} together, but its tables have {count} rows",
            line=facts.required.line,
        )


def _check_counts(facts: Facts, rows: Sequence[Row]) -> None:
    marked = sum(row.required for row in rows)
    if marked != facts.required.number:
        raise FileError(
            f"the page says {facts.required.number} expectations are required, but {marked} rows"
            " are marked so",
            line=facts.required.line,
        )
    roles = {row.role for row in rows}
    if len(roles) != facts.roles.number:
        raise FileError(
            f"the page says it has {facts.roles.number} roles, but its tables name {len(roles)}",
            line=facts.roles.line,
        )
    seen: dict[tuple[int, str], int] = {}
    for row in rows:
        before = seen.setdefault((row.rank, row.role), row.line)
        if before != row.line:
            raise FileError(
                f"“{row.role}” stands in this table twice, first in line {before}", line=row.line
            )


def _records(facts: Facts, rows: Sequence[Row]) -> list[DocumentRecord]:
    """Built whole before the first is given out, so that a bad page gives none."""
    domain = _mentioned("domain", facts.domain)
    group = _mentioned("group", facts.group, parent=domain.slug)
    roles: dict[str, DocumentRecord] = {}
    names: dict[str, str] = {}
    for row in rows:
        if row.role not in roles:
            role = _mentioned("role", Line(row.line, row.role), parent=domain.slug)
            other = names.setdefault(role.slug, row.role)
            if other != row.role:
                raise FileError(
                    f"“{other}” and “{row.role}” are too alike to be two roles: both would have"
                    f" the address {role.slug}",
                    line=row.line,
                )
            roles[row.role] = role
    skill = _skill(facts, rows, {name: role.slug for name, role in roles.items()}, group.slug)
    return [domain, group, *roles.values(), skill]


def _mentioned(kind: str, name: Line, *, parent: str = "") -> DocumentRecord:
    content = {NAME: clean_line(name.text)}
    if parent:
        content[PARENT] = parent
    return DocumentRecord(kind, _slug(kind, name), content, line=name.number, mentioned=True)


def _slug(kind: str, name: Line) -> str:
    if slug := slug_from_name(name.text):
        return slug
    message = f"the {kind}'s name “{name.text[:60]}” gives no address in plain letters"
    if kind == "skill":
        message += ": give a title that does, with --title or --titles"
    raise FileError(message, line=name.number)


def _skill(facts: Facts, rows: Sequence[Row], slugs: dict[str, str], group: str) -> DocumentRecord:
    """Nothing is said of its status: a page doesn't tell whether a skill is still in use here."""
    content: Content = {NAME: clean_line(facts.name.text), PARENT: group}
    lines = {NAME: facts.name.number, PARENT: facts.group.number}
    if facts.summary:
        content[SUMMARY] = facts.summary
    for row in rows:
        role, level = slugs[row.role], LEVELS[row.rank]
        content[listing(role)] = LISTED
        content[requirement(role, level)] = REQUIRED if row.required else OPTIONAL
        content[description(role, level)] = row.description
        lines[requirement(role, level)] = lines[description(role, level)] = row.line
        lines.setdefault(listing(role), row.line)
    return DocumentRecord(
        "skill",
        _slug("skill", facts.name),
        content,
        line=facts.name.number,
        updated_on=facts.updated_on,
        lines=lines,
    )
