"""Queries that are written with the ORM, and built once.

Django takes ten times as long to build a small query as the database to answer it. That is nothing
to a page, and most of the time where a dozen of them are asked one after the other under a lock.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

#: Stands for a key while a query is built: as large as a whole number may be in every column.
_PLACE: Final = 2_000_000_000


class _Built[M: Model](NamedTuple):
    statement: str
    parameters: Sequence[Any]
    locks: bool
    model: type[M]
    compiler: SQLCompiler


class Prepared[M: Model]:
    """A query that takes some keys: `Prepared(lambda keys: Role.objects.filter(pk__in=keys))`.

    Keys are whole numbers. Nothing follows relations: no `select_related`, no prefetching.
    """

    def __init__(self, query: Callable[[Sequence[int]], QuerySet[M, Any]]) -> None:
        self._query = query
        #: By database and number of keys.
        self._built = lru_cache(maxsize=100)(self._build)

    def rows(self, *keys: int) -> list[Any]:
        """Of a query that ends in `values_list`; values as the database has them.

        So its columns are text and whole numbers, and truth values that are only asked whether
        they are true.
        """
        return self._rows(self._built(connection.vendor, len(keys)), keys) if keys else []

    def objects(self, *keys: int) -> list[M]:
        """Of a query for whole objects."""
        built = self._built(connection.vendor, len(keys))
        rows: Iterable[Any] = self._rows(built, keys)
        columns = [column for column, _, _ in built.compiler.select or ()]
        if converters := built.compiler.get_converters(columns):
            rows = built.compiler.apply_converters(rows, converters)
        names = [column.target.attname for column in columns]
        return [built.model.from_db(connection.alias, names, row) for row in rows]

    def one(self, key: int) -> M:
        """The object of that key; raises its model's `DoesNotExist`."""
        found = self.objects(key)
        if not found:
            raise self._query([key]).model.DoesNotExist  # type: ignore[attr-defined]
        return found[0]

    def _rows(self, built: _Built[M], keys: Sequence[int]) -> list[Any]:
        if built.locks and connection.get_autocommit():
            message = "Rows are locked until the end of a transaction, and there is none."
            raise TransactionManagementError(message)
        filled = [
            keys[value - _PLACE] if isinstance(value, int) and value >= _PLACE else value
            for value in built.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(built.statement, filled)
            found: list[Any] = cursor.fetchall()
        return found

    def _build(self, _vendor: str, count: int) -> _Built[M]:
        found = self._query(range(_PLACE, _PLACE + count))
        compiler = found.query.get_compiler(connection=connection)
        statement, parameters = compiler.as_sql()
        return _Built(
            statement, tuple(parameters), found.query.select_for_update, found.model, compiler
        )
