"""Many new rows into one table at once, without a model object for each.

A revision of a large skill writes over a thousand rows; making and cleaning as many objects took
longer than everything else that publishing does.
"""

from collections.abc import Iterable, Sequence

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
