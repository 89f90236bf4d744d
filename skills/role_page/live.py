"""Roles as they stand."""

from collections.abc import Collection, Iterable
from itertools import groupby
from operator import itemgetter

from django.core.cache import cache
from django.db.models import Q

from skills.as_of import lasting
from skills.models import Expectation, MatrixClock, Role, Skill
from skills.role_page.outline import Entry, Group, Outline, Place, masks
from skills.role_page.reading import Named, RoleFacts, Texts


def facts(role: Role) -> RoleFacts:
    """Of a role whose document and domain are fetched."""
    return RoleFacts(
        pk=role.pk,
        slug=role.slug,
        name=role.name,
        summary=role.summary,
        domain=Named(role.domain.slug, role.domain.name),
        is_retired=role.is_retired,
        successor=role.successor,
        number=role.document.number,
        updated_on=role.document.updated_on,
    )


class LiveReading:
    """`clock` is read before anything else: what is read later is never older than it says."""

    def __init__(self, clock: MatrixClock, roles: Iterable[RoleFacts]) -> None:
        self._clock = clock
        self.lasting = lasting(clock)
        self.roles = {role.slug: role for role in roles}

    def outlines(self) -> dict[str, Outline]:
        """Kept until the matrix changes: counting over a large role is most of a page's work."""
        keys = {self._key(role): slug for slug, role in self.roles.items()}
        kept = {keys[key]: outline for key, outline in cache.get_many(keys).items()}
        missing = [role for slug, role in self.roles.items() if slug not in kept]
        if missing:
            read = _read_outlines(missing)
            cache.set_many({self._key(role): read[role.slug] for role in missing})
            kept |= read
        return kept

    def names(self, pks: Collection[int]) -> dict[int, str]:
        return dict(Skill.objects.active().filter(pk__in=pks).values_list("pk", "name"))

    def texts(self, pks: Collection[int], cells: Collection[tuple[str, int]]) -> Texts:
        wanted = Q()
        for role, rank in cells:
            wanted |= Q(role=self.roles[role].pk, level=rank)
        rows = Expectation.objects.live().filter(wanted, skill__in=pks)
        return {
            (pk, role, rank): text
            for pk, role, rank, text in rows.values_list(
                "skill_id", "role__slug", "level_id", "description"
            )
        }

    def _key(self, role: RoleFacts) -> str:
        return f"role-outline-1:{role.pk}:{self._clock.generation}"


def _read_outlines(roles: list[RoleFacts]) -> dict[str, Outline]:
    rows = (
        Expectation.objects.live()
        .filter(role__in=[role.pk for role in roles])
        .order_by("role", "skill", "level")
        .values_list(
            "role__slug",
            "skill__group__domain__slug",
            "skill__group__slug",
            "skill__group__name",
            "skill__group__domain__name",
            "skill__name",
            "skill_id",
            "skill__slug",
            "level_id",
            "required",
        )
        .iterator()
    )
    found: dict[str, list[Place]] = {role.slug: [] for role in roles}
    for (role, domain, *group, name, pk, slug), cells in groupby(rows, key=itemgetter(*range(8))):
        entry = Entry(pk, slug, *masks((rank, required) for *_, rank, required in cells))
        found[role].append(Place(domain, Group(*group), name, entry))
    return {role.slug: Outline.sorted(found[role.slug], home=role.domain.slug) for role in roles}
