"""Rows written without a model object or a query built anew for each.

A revision of a large skill writes over a thousand rows; making and cleaning as many objects took
longer than everything else that publishing does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import batched, chain
from typing import Final

from django.db import connection, models

type Value = str | int | bool | None

#: Rows in one statement: databases take no more than some thousands of values in each.
_BATCH: Final = 500


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Insert `rows`, whose values are those of the fields named in `columns`, in that order.

    Values go to the database as they are; a foreign key's is the other's primary key. Raises
    `IntegrityError` where a row is there already.
    """
    table, names = _table_and_columns(model, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - the model's own names
            cursor.executemany(statement, list(rows))


def upsert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    key: Collection[str],
) -> None:
    """`insert`, but a row that is there already, with the same `key`, gets the other values."""
    table, names = _table_and_columns(model, columns)
    pairs = list(zip(columns, names, strict=True))
    of_key = ", ".join(name for column, name in pairs if column in key)
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for column, name in pairs if column not in key)
    marks = f"({', '.join(['%s'] * len(names))})"
    with connection.cursor() as cursor:
        for batch in batched(rows, _BATCH, strict=False):
            statement = (
                f"INSERT INTO {table} VALUES {', '.join([marks] * len(batch))} "  # noqa: S608 - the model's own names
                f"ON CONFLICT ({of_key}) DO UPDATE SET {changes}"
            )
            cursor.execute(statement, list(chain.from_iterable(batch)))


def _table_and_columns(model: type[models.Model], columns: Sequence[str]) -> tuple[str, list[str]]:
    """For an `INSERT INTO`: the table with its columns in brackets, and the columns."""
    quote = connection.ops.quote_name
    of_field = {field.name: field.column or "" for field in model._meta.concrete_fields}
    names = [quote(of_field[column]) for column in columns]
    return f"{quote(model._meta.db_table)} ({', '.join(names)})", names


def update(
    model: type[models.Model], pk: int, values: Mapping[str, str | int | date | datetime | None]
) -> None:
    """Give the fields named in `values` of the row `pk` these values."""
    quote = connection.ops.quote_name
    fields = {field.name: field for field in model._meta.concrete_fields}
    changes = ", ".join(f"{quote(fields[name].column or '')} = %s" for name in values)
    key = quote(model._meta.pk.column or "")
    statement = f"UPDATE {quote(model._meta.db_table)} SET {changes} WHERE {key} = %s"  # noqa: S608 - the model's own names
    of_database = [
        fields[name].get_db_prep_save(value, connection) for name, value in values.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*of_database, pk])
