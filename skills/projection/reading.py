"""What a document says, read from its live rows."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from skills.algebra.paths import (
    LEVELS,
    LISTED,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Content,
    Path,
    description,
    listed_roles,
    listing,
    requirement,
)
from skills.models import (
    Attribute,
    Document,
    Expectation,
    Kind,
    Translation,
)
from skills.prepared import Prepared
from skills.projection.kinds import MODELS, PARENTS, Key, Row


class Referred(NamedTuple):
    """A document that another one refers to."""

    pk: int
    status: str


class Live(NamedTuple):
    """A document's content, and what is known of the parent and roles that it names."""

    content: Content
    referred: dict[Key, Referred]


def live(document: Document) -> Live:
    """`document` as its live rows show it; empty before its first revision."""
    found = Live({}, {})
    if document.number:
        found = Live(_read([document], found.referred).get(document.pk, {}), found.referred)
    return found


def live_content(document: Document) -> Content:
    return live(document).content


def live_contents(documents: Iterable[Document]) -> dict[int, Content]:
    """Of many documents, by primary key, in a constant number of queries a kind."""
    return _read(documents, {})


def _read(documents: Iterable[Document], referred: dict[Key, Referred]) -> dict[int, Content]:
    """Notes the documents that these refer to in `referred`, successors aside."""
    by_kind: dict[str, list[int]] = {}
    for document in documents:
        by_kind.setdefault(document.kind, []).append(document.pk)
    contents: dict[int, Content] = {}
    for kind, pks in by_kind.items():
        _read_own_fields(kind, pks, contents, referred)
        if kind == Kind.SKILL:
            _read_cells(pks, contents, referred)
    _read_attributes(list(contents), contents)
    _read_translations(list(contents), contents)
    return contents


def _own_fields(kind: str) -> Prepared[Row]:
    columns = ["pk", "name", "summary", "status", "successor"]
    if kind in PARENTS:
        column = PARENTS[kind][0]
        columns += [f"{column}__slug", f"{column}_id", f"{column}__status"]
    rows = MODELS[kind]._default_manager
    return Prepared(lambda keys: rows.filter(pk__in=keys).values_list(*columns))


_OWN_FIELDS: Final = {kind: _own_fields(kind) for kind in MODELS}
_CELLS: Final = Prepared(
    lambda keys: Expectation.objects.filter(skill__in=keys).values_list(
        "skill_id",
        "role__slug",
        "role_id",
        "role__status",
        "level_id",
        "required",
        "description",
    )
)
_ATTRIBUTES: Final = Prepared(
    lambda keys: Attribute.objects.filter(document__in=keys).values_list(
        "document_id", "field", "key", "value"
    )
)
_TRANSLATIONS: Final = Prepared(
    lambda keys: Translation.objects.filter(document__in=keys).values_list(
        "document_id", "field", "role", "level", "language", "text", "source_digest"
    )
)


def _read_own_fields(
    kind: str, pks: list[int], contents: dict[int, Content], referred: dict[Key, Referred]
) -> None:
    for pk, name, summary, status, successor, *parent in _OWN_FIELDS[kind].rows(*pks):
        content = {NAME: name, STATUS: status}
        if summary:
            content[SUMMARY] = summary
        if successor:
            content[SUCCESSOR] = successor
        if parent:
            slug, *rest = parent
            content[PARENT] = slug
            referred[PARENTS[kind][1], slug] = Referred(*rest)
        contents[pk] = content


def _read_cells(
    pks: list[int], contents: dict[int, Content], referred: dict[Key, Referred]
) -> None:
    for pk, role, role_pk, status, rank, required, text in _CELLS.rows(*pks):
        level = LEVELS[rank - 1]
        content = contents[pk]
        referred[Kind.ROLE, role] = Referred(role_pk, status)
        content[listing(role)] = LISTED
        content[requirement(role, level)] = REQUIRED if required else OPTIONAL
        content[description(role, level)] = text


def _read_attributes(pks: list[int], contents: dict[int, Content]) -> None:
    for pk, field, key, value in _ATTRIBUTES.rows(*pks):
        contents[pk][Path(f"{field}:{key}")] = value


def _read_translations(pks: list[int], contents: dict[int, Content]) -> None:
    for pk, field, role, level, language, text, source_digest in _TRANSLATIONS.rows(*pks):
        path = Path(field, role, level, language)
        contents[pk][path] = text
        contents[pk][path.digest_path()] = source_digest


def referred_to(
    kind: str, content: Mapping[Path, str], *, known: Mapping[Key, Referred] | None = None
) -> dict[Key, Referred]:
    """The documents that `content`, of a document of `kind`, refers to.

    Those that are published; a query for each kind of them of which not all are `known`.
    """
    wanted: set[Key] = {(Kind.ROLE.value, role) for role in listed_roles(content)}
    if PARENT in content:
        wanted.add((PARENTS[kind][1], content[PARENT]))
    if SUCCESSOR in content:
        wanted.add((kind, content[SUCCESSOR]))
    found = {key: known[key] for key in wanted & known.keys()} if known else {}
    slugs: dict[str, list[str]] = {}
    for of_kind, slug in wanted - found.keys():
        slugs.setdefault(of_kind, []).append(slug)
    for of_kind, of_slugs in slugs.items():
        rows = MODELS[of_kind]._default_manager.filter(slug__in=of_slugs)
        for slug, pk, status in rows.values_list("slug", "pk", "status"):
            found[of_kind, slug] = Referred(pk, status)
    return found
