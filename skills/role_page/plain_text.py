"""What is expected at a level as plain text and as Markdown: for an advert, a review, a mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from skills.role_page.expectations import Item, ItemGroup


@dataclass(frozen=True, slots=True)
class Listing:
    """`url` is where exactly this can be read again, whatever changes meanwhile."""

    title: str
    groups: Sequence[ItemGroup]
    on: date
    url: str
    license: str
    license_url: str


def as_text(listing: Listing) -> str:
    blocks = [listing.title]
    for group, items in listing.groups:
        lines = [f"- {item.name} ({_word(item)}){_after(item.description)}" for item in items]
        blocks.append("\n".join([group.name.upper(), *lines]))
    terms = " ".join(part for part in (listing.license, listing.license_url) if part)
    blocks.append("\n".join([f"{_as_of(listing)}: {listing.url}", f"{_texts()}: {terms}"]))
    return "\n\n".join(blocks) + "\n"


def as_markdown(listing: Listing) -> str:
    blocks = [f"# {escaped(listing.title)}"]
    for group, items in listing.groups:
        blocks.append(f"## {escaped(group.name)}")
        blocks.append(
            "\n".join(
                f"- **{escaped(item.name)}** ({_word(item)}){_after(escaped(item.description))}"
                for item in items
            )
        )
    terms = escaped(listing.license)
    if listing.license_url:
        terms = f"[{terms}](<{listing.license_url}>)"
    blocks.append(f"[{escaped(_as_of(listing))}](<{listing.url}>). {_texts()}: {terms}")
    return "\n\n".join(blocks) + "\n"


def _word(item: Item) -> str:
    return pgettext("skill", "required") if item.required else pgettext("skill", "optional")


def _after(description: str) -> str:
    """The paragraph behind its skill's name; its further lines indented to stay with it."""
    return ": " + description.replace("\n", "\n  ") if description else ""


def _as_of(listing: Listing) -> str:
    return gettext("As of %(date)s") % {"date": date_format(listing.on)}


def _texts() -> str:
    return gettext("Licence of the texts")


def escaped(text: str) -> str:
    """So that Markdown shows what was written: no mark-up, no HTML, no line that starts a block."""
    text = re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)
    return re.sub(r"(?m)^(\s*)([-+=]|\d+[.)])(?=\s|$)", _block_escaped, text)


def _block_escaped(match: re.Match[str]) -> str:
    indent, marker = match.groups()
    return f"{indent}{marker[:-1]}\\{marker[-1]}"
