"""Skills × roles of a domain at one level, to read by the page or to draw whole."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from skills.counts import RoleAsked
from skills.models import Domain, Expectation, Level, Skill, SkillGroup
from skills.models.matrix import SkillQuerySet
from skills.pictures.heat_map import HeatGroup, HeatRow, heat_map
from skills.pictures.shapes import Picture
from skills.role_page.addresses import SkillAddresses

#: Whether a role (by its slug) has to know a skill (by its key); absent where it isn't asked.
type Cells = dict[int, dict[str, bool]]


class Row(NamedTuple):
    """`cells` are links or empty, one for each role; they are made here, as there are thousands."""

    name: str
    href: str
    counted: str
    cells: list[SafeString]


class GroupRows(NamedTuple):
    """`continued` from the page before."""

    group: SkillGroup
    continued: bool
    rows: list[Row]


class GroupLink(NamedTuple):
    """`page` is the one on which the group starts."""

    group: SkillGroup
    skills: int
    page: int


def skills_of(domain: Domain) -> SkillQuerySet:
    """Those in use, group by group, with the group."""
    return (
        Skill.objects.active()
        .filter(group__domain=domain)
        .select_related("group")
        .order_by(Lower("group__name"), "group__slug", Lower("name"), "slug")
    )


def roles_asked(domain: Domain, level: Level) -> list[RoleAsked]:
    """Every role that something in the domain is asked of; the domain's own first, by name."""
    rows = (
        Expectation.objects.live()
        .filter(skill__group__domain=domain, level=level)
        .order_by()
        .values("role__slug", "role__name", "role__domain")
        .annotate(
            required_cells=Count("pk", filter=Q(required=True)),
            optional_cells=Count("pk", filter=Q(required=False)),
        )
        .values_list("role__domain", "role__slug", "role__name", "required_cells", "optional_cells")
    )
    ordered = sorted(rows, key=lambda row: (row[0] != domain.pk, row[2].casefold(), row[1]))
    return [
        RoleAsked(slug, name, required, optional) for _, slug, name, required, optional in ordered
    ]


def cells_at(level: Level, skills: Q) -> Cells:
    """Of the skills that meet the condition, in one query."""
    rows = Expectation.objects.live().filter(skills, level=level).order_by()
    cells: Cells = {}
    for pk, role, required in rows.values_list("skill_id", "role__slug", "required").iterator():
        cells.setdefault(pk, {})[role] = required
    return cells


def group_links(domain: Domain, counts: Mapping[int, int], *, per_page: int) -> list[GroupLink]:
    """`counts` are skills by group's key."""
    links: list[GroupLink] = []
    before = 0
    for group in SkillGroup.objects.filter(domain=domain, pk__in=counts).by_name():
        links.append(GroupLink(group, counts[group.pk], before // per_page + 1))
        before += counts[group.pk]
    return links


def rows_of(
    skills: Sequence[Skill],
    cells: Cells,
    roles: Sequence[RoleAsked],
    level: Level,
    *,
    before: Skill | None,
) -> list[GroupRows]:
    """A page of `skills_of`; `before` is the skill that the page before ended with."""
    words = (escape(gettext("optional")), escape(gettext("required")))
    addresses = SkillAddresses(None)

    def cell(skill: Skill, role: str) -> SafeString:
        required = cells.get(skill.pk, {}).get(role)
        if required is None:
            return SafeString("")
        mark = ' class="r"' if required else ""
        href = escape(addresses.cell(skill.slug, role, level.slug))
        return mark_safe(  # noqa: S308
            f'<a{mark} href="{href}"><span class="visually-hidden">{words[required]}</span></a>'
        )

    found: list[GroupRows] = []
    for group, of_group in groupby(skills, key=lambda skill: skill.group):
        rows = [
            Row(
                skill.name,
                addresses.skill(skill.slug),
                in_words(cells.get(skill.pk, {}).values()),
                [cell(skill, role.slug) for role in roles],
            )
            for skill in of_group
        ]
        continued = not found and before is not None and before.group_id == group.pk
        found.append(GroupRows(group, continued, rows))
    return found


def picture(domain: Domain, level: Level) -> Picture:
    """The whole domain, however large."""
    roles = roles_asked(domain, level)
    cells = cells_at(level, Q(skill__group__domain=domain))
    groups = [
        HeatGroup(
            group.name,
            [
                HeatRow(skill.name, asked, in_words(asked.values()))
                for skill in of_group
                for asked in [cells.get(skill.pk, {})]
            ],
        )
        for group, of_group in groupby(skills_of(domain), key=lambda skill: skill.group)
    ]
    names = {"domain": domain.name, "level": level}
    return heat_map(
        "domain-map",
        gettext("%(domain)s: who needs what at %(level)s") % names,
        in_all(roles),
        {role.slug: role.name for role in roles},
        groups,
    )


def in_all(roles: Sequence[RoleAsked]) -> str:
    """What the roles are asked together, in a sentence."""
    sentence = ngettext(
        "%(roles)d role is asked for something: %(required)d times it is required, "
        "%(optional)d times optional.",
        "%(roles)d roles are asked for something: %(required)d times it is required, "
        "%(optional)d times optional.",
        len(roles),
    )
    return sentence % {
        "roles": len(roles),
        "required": sum(role.required for role in roles),
        "optional": sum(role.optional for role in roles),
    }


def in_words(asked: Iterable[bool]) -> str:
    """How many roles have to, and how many may."""
    kinds = list(asked)
    if not kinds:
        return gettext("asked of nobody")
    numbers = {"required": sum(kinds), "optional": len(kinds) - sum(kinds)}
    return gettext("%(required)d required, %(optional)d optional") % numbers
