"""A document's own fields, as a form shows them and as it sends them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.http import QueryDict

from proposals.suggesting.draft import Draft
from skills.algebra.paths import NAME, PARENT, STATUS, SUMMARY, Content, Path, split_field
from skills.algebra.text import clean_line, clean_text
from skills.algebra.validity import LINKS_LIMIT
from skills.models import Kind
from skills.projection import PARENTS
from skills.search_text import fold

#: Kinds that may have links.
WITH_LINKS: Final = {Kind.SKILL, Kind.ROLE}


@dataclass(frozen=True, slots=True)
class Fields:
    """`labels` and `identifiers` are texts of a line each; `links` rows of address and title."""

    name: str
    summary: str
    parent: str
    labels: str
    identifiers: str
    links: list[tuple[str, str]]
    #: Whether something of what is less often needed is filled in.
    has_more: bool


def fields_of(content: Mapping[Path, str], kind: str) -> Fields:
    values: dict[str, list[tuple[str, str]]] = {"alt_label": [], "identifier": [], "link": []}
    for path, value in sorted(content.items()):
        field, key = split_field(path.field)
        if key and field in values:
            values[field].append((key, value))
    links = values["link"]
    blank = [("", "")] * (LINKS_LIMIT - len(links)) if kind in WITH_LINKS else []
    return Fields(
        name=content.get(NAME, ""),
        summary=content.get(SUMMARY, ""),
        parent=content.get(PARENT, ""),
        labels="\n".join(value for _key, value in values["alt_label"]),
        identifiers="\n".join(f"{scheme}: {value}" for scheme, value in values["identifier"]),
        links=[*links, *blank],
        has_more=any(values.values()),
    )


def with_fields(draft: Draft, data: QueryDict) -> Draft:
    """The draft with what a form sent; a form without a field leaves that field alone."""
    wanted: dict[Path, str | None] = {}
    if "name" in data:
        wanted[NAME] = clean_line(data.get("name", "")) or None
    if "summary" in data:
        wanted[SUMMARY] = clean_text(data.get("summary", "")) or None
    if "parent" in data and draft.document.kind in PARENTS:
        wanted[PARENT] = clean_line(data.get("parent", "")) or None
    for field, read in (("labels", _labels), ("identifiers", _identifiers), ("link_url", _links)):
        if field in data:
            wanted |= _instead(draft.wanted, field, read(data))
    if draft.is_new:
        wanted[STATUS] = "active"
    return draft.with_values(wanted.items())


_STORED_AS: Final = {"labels": "alt_label", "identifiers": "identifier", "link_url": "link"}


def _instead(content: Content, field: str, values: dict[str, str]) -> dict[Path, str | None]:
    """Those values, and none of the others there were. A label written otherwise keeps its key."""
    name = _STORED_AS[field]
    there: dict[Path, str | None] = {
        path: None for path in content if split_field(path.field)[0] == name
    }
    return there | {Path(f"{name}:{key}"): value for key, value in values.items()}


def _labels(data: QueryDict) -> dict[str, str]:
    return {fold(label): label for label in _lines(data.get("labels", ""))}


def _identifiers(data: QueryDict) -> dict[str, str]:
    """`scheme: value` a line; a line without a scheme keeps its words, and is found wrong later."""
    found = {}
    for line in _lines(data.get("identifiers", "")):
        scheme, colon, value = line.partition(":")
        found[clean_line(scheme) if colon else line] = clean_line(value)
    return found


def _links(data: QueryDict) -> dict[str, str]:
    """An address without a title is called after its host."""
    rows = zip(data.getlist("link_url"), data.getlist("link_title"), strict=False)
    cleaned = [(clean_line(address), clean_line(title)) for address, title in rows]
    return {address: title or _host(address) for address, title in cleaned if address or title}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:  # brackets that are no address of a machine
        return address


def _lines(text: str) -> Iterable[str]:
    return (line for each in clean_text(text).split("\n") if (line := clean_line(each)))
