"""Each expectation of a level beside the evidence for it, as Markdown."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skills.growth.gap import Gap, Item
from skills.growth.phrases import Phrases
from skills.role_page.plain_text import escaped


def as_markdown(title: str, gap: Gap, phrases: Phrases, *, on: date) -> str:
    counts = gap.counts
    summary = _("%(met)d of %(total)d required expectations met") % {
        "met": counts.met,
        "total": counts.total,
    }
    blocks = [f"# {escaped(title)}", f"{escaped(summary)} · {date_format(on)}"]
    for heading, items in ((_("Required"), gap.required), (_("Optional"), gap.optional)):
        if items:
            blocks += [f"## {escaped(heading)}", *_items(items, phrases)]
    return "\n\n".join(blocks) + "\n"


def _items(items: Sequence[Item], phrases: Phrases) -> list[str]:
    blocks: list[str] = []
    for item in items:
        blocks.append(f"### {escaped(item.asked.name)}")
        if item.asked.description:
            blocks.append("> " + escaped(item.asked.description).replace("\n", "\n> "))
        blocks.append(f"**{phrases.state[item.state]}**. {escaped(phrases.said(item.have))}")
        if item.have and item.have.rating and item.have.rating.note:
            blocks.append(escaped(item.have.rating.note))
    return blocks
