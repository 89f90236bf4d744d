"""Expectations ready for a page, which has hundreds of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from skills.algebra.paths import LEVELS
from skills.diffs import TextChange, text_change
from skills.growth.gap import Item
from skills.growth.outdated import Outdated
from skills.growth.phrases import Phrases
from skills.role_page.addresses import SkillAddresses
from skills.skill_page.reading import Label


class Changed(NamedTuple):
    """A paragraph as it was read and as it is; `text` is none where only the requirement moved."""

    text: TextChange | None
    remark: str
    number: int


class Row(NamedTuple):
    """`state` is met, likely or unmet, `word` the same for people. `title` is a link to the cell,
    `here` leads to where one says where one is, and `ways` are links there and to where a better
    paragraph is proposed.
    """

    slug: str
    name: str
    title: SafeString
    required: bool
    description: str
    state: str
    word: str
    said: str
    note: str
    links: SafeString
    here: str
    ways: SafeString
    changed: Changed | None


def rows_of(
    items: Iterable[Item], phrases: Phrases, *, role: str, links: Mapping[int, Sequence[Label]]
) -> list[Row]:
    """Small parts that each row repeats are made here, several times faster than in a template.
    What stands in them between names are slugs.
    """
    addresses = SkillAddresses(None)
    word_here, word_wrong = escape(_("I am here")), escape(_("This paragraph is wrong"))
    found: list[Row] = []
    for item in items:
        asked, have = item.asked, item.have
        level = LEVELS[asked.rank - 1]
        skill = addresses.skill(asked.slug)
        href = addresses.cell(asked.slug, role, level)
        here = f"{skill}here/?{urlencode({'role': role, 'level': level})}"
        name = escape(asked.name)
        of_it = f'<span class="visually-hidden">: {name}</span>'
        ways = (
            f'<a href="{escape(here)}">{word_here}{of_it}</a> · '
            f'<a href="{skill}suggest/{role}/{level}/" rel="nofollow">{word_wrong}{of_it}</a>'
        )
        found.append(
            Row(
                asked.slug,
                asked.name,
                mark_safe(f'<a class="quiet" href="{href}">{name}</a>'),  # noqa: S308
                asked.required,
                asked.description,
                item.state.value,
                phrases.state[item.state],
                phrases.said(have),
                have.rating.note if have and have.rating else "",
                _links(links.get(asked.skill, ())),
                here,
                mark_safe(ways),  # noqa: S308
                changed_of(item.outdated) if item.outdated else None,
            )
        )
    return found


def _links(links: Sequence[Label]) -> SafeString:
    if not links:
        return SafeString()
    of_each = (
        f'<li><a href="{escape(address)}" rel="noopener nofollow">{escape(title)}</a></li>'
        for address, title in links
    )
    return mark_safe(f'<ul class="growth-links small">{"".join(of_each)}</ul>')  # noqa: S308


def changed_of(outdated: Outdated) -> Changed:
    text = text_change("", "", outdated.was, outdated.now) if outdated.was != outdated.now else None
    remark = ""
    if outdated.was_required != outdated.is_required:
        remark = _("It is required now.") if outdated.is_required else _("It is optional now.")
    return Changed(text, remark, outdated.number)
