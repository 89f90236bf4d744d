"""Bringing the live rows of a document to what it says now."""

from collections.abc import Iterable, Mapping

from skills.algebra.changes import Change
from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    NAME,
    PARENT,
    REQUIRED,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Path,
    description,
    requirement,
    split_field,
)
from skills.insertion import insert, update, upsert
from skills.models import (
    Attribute,
    Document,
    Expectation,
    Kind,
    SearchText,
    Translation,
)
from skills.projection.kinds import MODELS, PARENTS, Key, Row
from skills.projection.reading import Referred, referred_to
from skills.search_text import folded_summary, folded_title, folded_words, is_searched

#: Skill, role, rank of the level, required, description.
CellRow = tuple[int, int, int, bool, str]


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
