"""Expectations ready for a page, which has hundreds of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from skills.algebra.paths import LEVELS
from skills.diffs import TextChange, text_change
from skills.growth.gap import Item
from skills.growth.outdated import Outdated
from skills.growth.sheet import said, state_called
from skills.names import Names
from skills.role_page.addresses import SkillAddresses
from skills.skill_page.reading import Label


class Changed(NamedTuple):
    """A paragraph as it was read and as it is; `text` is none where only the requirement moved."""

    text: TextChange | None
    remark: str
    number: int


class Row(NamedTuple):
    """`state` is met, likely or unmet, `word` the same for people. `here` leads to where one says
    where one is, `suggest` to where a better paragraph is proposed.
    """

    slug: str
    name: str
    href: str
    required: bool
    description: str
    state: str
    word: str
    said: str
    note: str
    links: Sequence[Label]
    here: str
    suggest: str
    changed: Changed | None


def rows_of(
    items: Iterable[Item], names: Names, *, role: str, links: Mapping[int, Sequence[Label]]
) -> list[Row]:
    addresses = SkillAddresses(None)
    found: list[Row] = []
    for item in items:
        asked, have = item.asked, item.have
        level = LEVELS[asked.rank - 1]
        skill = addresses.skill(asked.slug)
        found.append(
            Row(
                asked.slug,
                asked.name,
                addresses.cell(asked.slug, role, level),
                asked.required,
                asked.description,
                item.state.value,
                state_called(item),
                said(item, names),
                have.rating.note if have and have.rating else "",
                links.get(asked.skill, ()),
                f"{skill}here/?{urlencode({'role': role, 'level': level})}",
                f"{skill}suggest/{role}/{level}/",
                changed_of(item.outdated) if item.outdated else None,
            )
        )
    return found


def changed_of(outdated: Outdated) -> Changed:
    text = text_change("", "", outdated.was, outdated.now) if outdated.was != outdated.now else None
    remark = ""
    if outdated.was_required != outdated.is_required:
        remark = _("It is required now.") if outdated.is_required else _("It is optional now.")
    return Changed(text, remark, outdated.number)
