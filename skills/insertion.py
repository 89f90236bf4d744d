"""Rows written without a model object or a query built anew for each.

A revision of a large skill writes over a thousand rows; making and cleaning as many objects took
longer than everything else that publishing does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection, models


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[str | int | bool | None]],
) -> None:
    """Insert `rows`, whose values are those of the fields named in `columns`, in that order.

    Values go to the database as they are; a foreign key's is the other's primary key. Raises
    `IntegrityError` where a row is there already.
    """
    quote = connection.ops.quote_name
    of_field = {field.name: field.column or "" for field in model._meta.concrete_fields}
    names = [quote(of_field[column]) for column in columns]
    table = f"{quote(model._meta.db_table)} ({', '.join(names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - the model's own names
            cursor.executemany(statement, list(rows))


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
