"""Between a document's content and the live rows that show it."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from skills.algebra.changes import Change
from skills.algebra.paths import (
    ACTIVE,
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
    split_field,
)
from skills.insertion import insert, update, upsert
from skills.models import (
    Attribute,
    Document,
    Domain,
    Expectation,
    Kind,
    Role,
    SearchText,
    Skill,
    SkillGroup,
    Translation,
)
from skills.prepared import Prepared
from skills.search_text import folded_summary, folded_title, folded_words, is_searched

Row = Domain | SkillGroup | Role | Skill
#: Skill, role, rank of the level, required, description.
CellRow = tuple[int, int, int, bool, str]
#: A document's kind and slug.
Key = tuple[str, str]

MODELS: Final[dict[str, type[Row]]] = {
    Kind.DOMAIN: Domain,
    Kind.GROUP: SkillGroup,
    Kind.ROLE: Role,
    Kind.SKILL: Skill,
}
#: The column that holds a document's parent, and the kind of document the parent is.
PARENTS: Final[dict[str, tuple[str, str]]] = {
    Kind.SKILL: ("group", Kind.GROUP),
    Kind.GROUP: ("domain", Kind.DOMAIN),
    Kind.ROLE: ("domain", Kind.DOMAIN),
}


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


def write(
    document: Document,
    after: Mapping[Path, str],
    changes: Iterable[Change],
    referred: Mapping[Key, Referred] | None = None,
) -> None:
    """Bring the live rows from what they were before `changes` to `after`.

    A constant number of queries, whatever the number of changes. The documents that `after`
    refers to must exist (`KeyError` otherwise); `referred` are they, where they have been read
    already.
    """
    changes = list(changes)
    changed = [change.path for change in changes]
    if referred is None:
        referred = referred_to(document.kind, after)
    if any(not path.role and not path.language and ":" not in path.field for path in changed):
        _write_own_fields(document, after, referred)
    cells = {(path.role, path.level) for path in changed if path.level and not path.language}
    if cells:
        new = {
            (path.role, path.level)
            for path, old, _ in changes
            if path.field == "requirement" and old is None
        }
        roles = {slug: role.pk for (kind, slug), role in referred.items() if kind == Kind.ROLE}
        _write_cells(document, after, cells, new, roles)
    attributes = {path for path in changed if ":" in path.field}
    if attributes:
        _write_attributes(document, after, attributes)
    translated = {path.text_path() for path in changed if path.language}
    if translated:
        _write_translations(document, after, translated)
    if any(is_searched(path) for path in changed):
        _write_row(
            SearchText,
            document,
            {
                "title": folded_title(after),
                "summary": folded_summary(after),
                "words": folded_words(after),
            },
        )


def _write_own_fields(
    document: Document,
    after: Mapping[Path, str],
    referred: Mapping[Key, Referred],
) -> None:
    values: dict[str, str | int] = {
        "slug": document.slug,
        "name": after[NAME],
        "summary": after.get(SUMMARY, ""),
        "status": after.get(STATUS, ACTIVE),
        "successor": after.get(SUCCESSOR, ""),
    }
    if document.kind in PARENTS:
        column, kind = PARENTS[document.kind]
        values[column] = referred[kind, after[PARENT]].pk
    _write_row(MODELS[document.kind], document, values)


def _write_row(
    model: type[Row | SearchText], document: Document, values: Mapping[str, str | int]
) -> None:
    """The document's one row: it comes with its first revision and stays."""
    if document.number:
        update(model, document.pk, values)
    else:
        columns = ["document", *values]
        insert(model, columns, [(document.pk, *values.values())])


def _write_cells(
    document: Document,
    after: Mapping[Path, str],
    cells: set[tuple[str, str]],
    new: set[tuple[str, str]],
    roles: Mapping[str, int],
) -> None:
    """Write `cells`, by role and level; those in `new` had no row before."""
    gone: list[tuple[str, int]] = []
    inserted: list[CellRow] = []
    updated: list[CellRow] = []
    for role, level in sorted(cells):
        rank = LEVELS.index(level) + 1
        requires = after.get(requirement(role, level))
        if requires is None:
            gone.append((role, rank))
            continue
        row = document.pk, roles[role], rank, requires == REQUIRED, after[description(role, level)]
        (inserted if (role, level) in new else updated).append(row)
    if gone:
        _drop_cells(document, gone)
    columns = ["skill", "role", "level", "required", "description"]
    if inserted:
        insert(Expectation, columns, inserted)
    if updated:
        upsert(Expectation, columns, updated, key=["skill", "role", "level"])


def _drop_cells(document: Document, gone: list[tuple[str, int]]) -> None:
    standing = Expectation.objects.filter(
        skill=document.pk, role__slug__in={role for role, _ in gone}
    ).values_list("pk", "role__slug", "level_id")
    keys = set(gone)
    pks = [pk for pk, role, level in standing if (role, level) in keys]
    Expectation.objects.filter(pk__in=pks).delete()


def _write_attributes(document: Document, after: Mapping[Path, str], paths: Iterable[Path]) -> None:
    standing = {
        (field, key): pk
        for pk, field, key in Attribute.objects.filter(document=document).values_list(
            "pk", "field", "key"
        )
    }
    touched = {split_field(path.field): path for path in paths}
    Attribute.objects.filter(pk__in=[standing[key] for key in touched if key in standing]).delete()
    Attribute.objects.bulk_create(
        Attribute(document=document, field=field, key=key, value=after[path])
        for (field, key), path in sorted(touched.items())
        if path in after
    )


def _write_translations(
    document: Document, after: Mapping[Path, str], paths: Iterable[Path]
) -> None:
    paths = set(paths)
    standing = Translation.objects.filter(
        document=document, language__in={path.language for path in paths}
    ).values_list("pk", "field", "role", "level", "language")
    gone = [pk for pk, *path in standing if Path(*path) in paths and Path(*path) not in after]
    Translation.objects.filter(pk__in=gone).delete()
    Translation.objects.bulk_create(
        [
            Translation(
                document=document,
                field=path.field,
                role=path.role,
                level=path.level,
                language=path.language,
                text=after[path],
                source_digest=after[path.digest_path()],
            )
            for path in sorted(paths)
            if path in after
        ],
        update_conflicts=True,
        unique_fields=["document", "language", "field", "role", "level"],
        update_fields=["text", "source_digest"],
    )
