"""The documents that a suggestion can refer to: where it may belong, what may take its place."""

from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve

from skills.algebra.text import NAME_LIMIT, URL_LIMIT, clean_line
from skills.models import Document, Domain, Kind, Role, Skill, SkillGroup, Status
from skills.narrowing import Narrowing
from skills.projection import MODELS, Row
from skills.search import finding as search
from skills.search.words import Word, words_typed
from skills.search_text import fold

#: As many as one looks through before searching for another word.
_SUCCESSORS_SHOWN: Final = 8


class Choices(NamedTuple):
    """`[(heading, [(slug, name)])]`; domains have no heading."""

    groups: list[tuple[str, list[tuple[str, str]]]]

    def has(self, slug: str) -> bool:
        return any(slug == each for _heading, rows in self.groups for each, _name in rows)


def parents(kind: str, current: str = "") -> Choices:
    """What a document of `kind` may belong to: all in use, and the one it is in now."""
    if kind == Kind.SKILL:
        by_domain: dict[str, list[tuple[str, str]]] = {}
        rows = SkillGroup.objects.filter(Q(status=Status.ACTIVE) | Q(slug=current))
        for slug, name, domain in rows.order_by("domain__name", "name", "slug").values_list(
            "slug", "name", "domain__name"
        ):
            by_domain.setdefault(domain, []).append((slug, name))
        return Choices(list(by_domain.items()))
    if kind == Kind.DOMAIN:
        return Choices([])
    domains = Domain.objects.filter(Q(status=Status.ACTIVE) | Q(slug=current)).by_name()
    return Choices([("", list(domains.values_list("slug", "name")))])


def roles_in_use() -> list[Role]:
    return list(Role.objects.active().by_domain())


def successors(row: Row, typed: str) -> list[Row]:
    """What may take its place: found by the words typed; without words, what stands beside it."""
    rows: QuerySet[Any] = MODELS[row.document.kind]._default_manager.exclude(pk=row.pk)
    words = words_typed(clean_line(typed)[:NAME_LIMIT])
    if words:
        exact = find(row.document.kind, typed)
        pks = [exact.pk] if exact else []
        pks += [pk for pk in _found(words, row.document.kind) if pk not in pks]
        by_pk = rows.in_bulk(pks[: _SUCCESSORS_SHOWN + 1])
        return [by_pk[pk] for pk in pks if pk in by_pk][:_SUCCESSORS_SHOWN]
    if isinstance(row, Skill):
        rows = rows.filter(group=row.group_id)
    elif not isinstance(row, Domain):
        rows = rows.filter(domain=row.domain_id)
    in_use = rows.filter(status=Status.ACTIVE).order_by("name", "slug")
    return list(in_use[:_SUCCESSORS_SHOWN])


def _found(words: list[Word], kind: str) -> list[int]:
    """As the site's search finds them: by name, other name or summary, else by what is near."""
    found = search.find(words, Narrowing(), kind=kind)
    named = [each.pk for each in found if each.rank < search.Rank.PARAGRAPH]
    return named or search.find_near(words, Narrowing(), kind=kind).pks


def find(kind: str, typed: str) -> Row | None:
    """The document in use that somebody meant: by name, slug, or the address of its page."""
    typed = clean_line(typed)
    if len(typed) > URL_LIMIT:
        return None
    slug = _slug_in(kind, typed) or typed.lower()
    rows = MODELS[kind]._default_manager.filter(status=Status.ACTIVE)
    return rows.filter(slug=slug).first() or rows.filter(name__iexact=typed).order_by("pk").first()


def _slug_in(kind: str, address: str) -> str:
    _scheme, slashes, rest = address.partition("//")
    path = "/" + rest.partition("/")[2] if slashes else address
    try:
        match = resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return ""
    return str(match.kwargs["slug"]) if match.url_name == kind else ""


def called_like(kind: str, name: str, *, limit: int = 5) -> list[Row]:
    """Those there are already that are called so, or nearly so: perhaps it needn't be new."""
    words = fold(clean_line(name)[:NAME_LIMIT])
    if not words:
        return []
    rows = MODELS[kind]._default_manager.filter(
        pk__in=Document.objects.filter(kind=kind, search_text__title__contains=words).values("pk")
    )
    return list(rows.order_by("status", "name")[:limit])
