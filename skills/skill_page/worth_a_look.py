"""The findings of the ladder lint as sentences that link to what they are about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy

from skills.algebra.ladder import Finding, Rule, lint
from skills.models import Level
from skills.skill_page.addresses import cell_id
from skills.skill_page.reading import RoleCells

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: In each: the role's name, the level where to look, and the other it is compared with.
_SENTENCES: Final[Mapping[Rule, "StrPromise"]] = {
    "required_not_above": gettext_lazy(
        "%(role)s: required at %(other)s, but only optional at %(level)s."
    ),
    "same_text": gettext_lazy("%(role)s: %(other)s and %(level)s say the same, word for word."),
    "required_but_silent": gettext_lazy(
        "%(role)s: required at %(level)s, but nothing says what is expected."
    ),
    "missing_at_the_top": gettext_lazy("%(role)s: the ladder stops at %(level)s."),
}


class Remark(NamedTuple):
    """`anchor` is the cell on the skill's page."""

    sentence: str
    anchor: str


def worth_a_look(roles: Iterable[RoleCells], levels: Sequence[Level]) -> list[Remark]:
    """What a reader of these ladders would stumble over, role by role, from the bottom up."""
    names = {level.slug: str(level) for level in levels}
    return [
        Remark(_sentence(finding, role.name, names), cell_id(role.slug, finding.level))
        for role in roles
        for finding in lint(role.slug, role.cells)
    ]


def _sentence(finding: Finding, role: str, names: Mapping[str, str]) -> str:
    return str(_SENTENCES[finding.rule]) % {
        "role": role,
        "level": names[finding.level],
        "other": names.get(finding.other, ""),
    }
