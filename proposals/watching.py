"""Who watches what: how many, who hears of a list of changes, and where a visitor stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.rights import Visitor
from proposals.models import Watch
from proposals.models.watch import WatchQuerySet
from skills.algebra.changes import Change
from skills.algebra.paths import LEVELS, PARENT, STATUS
from skills.models import Document, Domain, Expectation, Kind, Skill, SkillGroup
from skills.names import level_names


def watchers(document: Document) -> int:
    """How many people watch it itself."""
    return Watch.objects.heard().of(document).count()


def people_who_hear(document: Document, changes: Iterable[Change], *, but: User) -> int:
    """How many people, beside `but`, hear of these changes, for whatever reason."""
    heard = hearing_of(document, list(changes)).exclude(user=but)
    return heard.values("user").distinct().count()


def hearing_of(document: Document, changes: list[Change]) -> WatchQuerySet:
    """The watches on the document, on what it stands in (or leaves), and on roles whose cells
    change at or above the level from which they are watched.

    Of a translation, only those of people who read the site in its language. Looks up what is
    concerned first (two queries, one more where a skill is retired or comes back): among millions
    of watches, theirs are then found by their index.
    """
    concerned = Q(document__in=[document.pk, *_above(document, changes)])
    for levels, roles in _roles_by_level(document, changes).items():
        concerned |= Q(document__in=roles, level__in=levels)
    languages = {change.path.language for change in changes}
    if languages and "" not in languages:
        concerned &= Q(user__language__in=languages)
    return Watch.objects.heard().filter(concerned)


def _above(document: Document, changes: list[Change]) -> set[int]:
    """The keys of the group and domain it stands in, and of those that a change of parent names."""
    named = {slug for path, *values in changes if path == PARENT for slug in values if slug}
    match document.kind:
        case Kind.SKILL:
            own = Skill.objects.filter(pk=document.pk)
            groups = SkillGroup.objects.filter(Q(slug__in=named) | Q(pk__in=own.values("group")))
            return {key for row in groups.values_list("pk", "domain") for key in row}
        case Kind.GROUP | Kind.ROLE:
            child = "groups" if document.kind == Kind.GROUP else "roles"
            domains = Domain.objects.filter(Q(slug__in=named) | Q((child, document.pk)))
            return set(domains.values_list("pk", flat=True))
    return set()


def _roles_by_level(document: Document, changes: list[Change]) -> dict[tuple[str, ...], list[int]]:
    """The keys of roles whose cells change, by the levels from which watching them hears of it.

    A role that comes or goes as a whole concerns all who watch it.
    """
    if document.kind != Kind.SKILL:
        return {}
    touched = [(path.role, path.level) for path, *_values in changes if path.role]
    if any(path == STATUS and old is not None for path, old, _new in changes):
        cells = Expectation.objects.filter(skill=document.pk)
        touched += cells.values_list("role__slug", "level__slug")
    highest: dict[str, int] = {}
    for role, level in touched:
        rank = LEVELS.index(level) + 1 if level in LEVELS else 0
        highest[role] = max(highest.get(role, 0), rank)
    found: dict[tuple[str, ...], list[int]] = {}
    roles = Document.objects.filter(kind=Kind.ROLE, slug__in=highest)
    for pk, slug in roles.values_list("pk", "slug") if highest else ():
        levels = ("", *LEVELS[: highest[slug] or len(LEVELS)])
        found.setdefault(levels, []).append(pk)
    return found


@dataclass(frozen=True, slots=True)
class WatchState:
    """Whether a visitor watches something. `level` is that of the page they look at, if any."""

    document: Document
    level: str
    mine: Watch | None
    #: From which level up they watch a role; empty for all of it.
    from_level: str = ""

    @property
    def url(self) -> str:
        """Of the page, and the form, that changes it."""
        return watch_url(self.document, self.level)

    @property
    def is_role(self) -> bool:
        return self.document.kind == Kind.ROLE


def watch_url(document: Document, level: str = "") -> str:
    address = reverse(f"watch_{document.kind}", args=[document.slug])
    return f"{address}?level={level}" if level else address


def watch_state(visitor: Visitor, document: Document, level: str = "") -> WatchState:
    """In one query, or two where a role is watched from a level up; none for a stranger."""
    if not isinstance(visitor, User):
        return WatchState(document, level, None)
    mine = Watch.objects.standing().of(document).by(visitor).first()
    if mine is None or not mine.level:
        return WatchState(document, level, mine)
    return WatchState(document, level, mine, from_level=level_names().get(mine.level, mine.level))


def state_asked_for(visitor: Visitor, asked: str) -> WatchState | None:
    """What a page says it is about, `skill/sql` or `role/data-engineer/senior`; none for what
    there is not."""
    if not isinstance(visitor, User) or not asked:
        return None
    kind, _slash, rest = asked.partition("/")
    slug, _slash, level = rest.partition("/")
    document = Document.objects.published().filter(kind=kind, slug=slug).first()
    if document is None or (level and level not in LEVELS):
        return None
    return watch_state(visitor, document, level)


def watchers_sentence(number: int) -> str:
    if not number:
        return _("Nobody watches this yet.")
    sentence = ngettext("%(number)d person watches this.", "%(number)d people watch this.", number)
    return sentence % {"number": number}
