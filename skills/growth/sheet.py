"""Each expectation of a level beside the evidence for it, as Markdown."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from skills.growth.gap import Gap, Item, State
from skills.growth.standing import Basis
from skills.growth.words import level_called
from skills.names import Names
from skills.role_page.plain_text import escaped


def as_markdown(title: str, gap: Gap, names: Names, *, on: date) -> str:
    counts = gap.counts
    summary = _("%(met)d of %(total)d required expectations met") % {
        "met": counts.met,
        "total": counts.total,
    }
    blocks = [f"# {escaped(title)}", f"{escaped(summary)} · {date_format(on)}"]
    for heading, items in ((_("Required"), gap.required), (_("Optional"), gap.optional)):
        if items:
            blocks += [f"## {escaped(heading)}", *_items(items, names)]
    return "\n\n".join(blocks) + "\n"


def _items(items: Sequence[Item], names: Names) -> list[str]:
    blocks: list[str] = []
    for item in items:
        blocks.append(f"### {escaped(item.asked.name)}")
        if item.asked.description:
            blocks.append("> " + escaped(item.asked.description).replace("\n", "\n> "))
        blocks.append(f"**{state_called(item)}**. {escaped(said(item, names))}")
        if item.have and item.have.rating and item.have.rating.note:
            blocks.append(escaped(item.have.rating.note))
    return blocks


def state_called(item: Item) -> str:
    return {
        State.MET: pgettext("an expectation", "Met"),
        State.LIKELY: pgettext("an expectation", "Likely"),
        State.UNMET: pgettext("an expectation", "Not met yet"),
    }[item.state]


def said(item: Item, names: Names) -> str:
    """Where somebody said they are, for which role, and when."""
    have = item.have
    if have is None or have.rating is None:
        return _("Nothing said about it yet.")
    level = level_called(names, have.rank)
    words = {
        "level": level[:1].upper() + level[1:],
        "date": date_format(timezone.localtime(have.rating.at).date()),
        "role": names.document("role", have.rating.role),
    }
    if have.basis is Basis.OWN:
        return _("%(level)s, said on %(date)s.") % words
    return _("%(level)s as %(role)s, said on %(date)s.") % words
