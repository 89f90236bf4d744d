"""Queries that are written with the ORM, and built once.

Django takes ten times as long to build a small query as the database to answer it. That is nothing
to a page, and most of the time where a dozen of them are asked one after the other under a lock.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

#: Stands for a key while a query is built; no table has so many rows.
_PLACE: Final = 2**48


class Prepared:
    """A query for the rows of some keys: `Prepared(lambda keys: Role.objects.filter(pk__in=keys)…)`.

    It ends in `values_list`, of columns that come from every database as Python has them: text and
    whole numbers, and truth values that are only asked whether they are true.
    """

    def __init__(self, build: Callable[[Sequence[int]], QuerySet[Any, Any]]) -> None:
        self._build = build
        #: By database and number of keys.
        self._built = lru_cache(maxsize=100)(self._statement)

    def rows(self, keys: Sequence[int]) -> list[Any]:
        if not keys:
            return []
        statement, parameters = self._built(connection.vendor, len(keys))
        filled = [
            keys[value - _PLACE] if isinstance(value, int) and value >= _PLACE else value
            for value in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement, filled)
            return cursor.fetchall()

    def _statement(self, _vendor: str, count: int) -> tuple[str, tuple[Any, ...]]:
        query = self._build(range(_PLACE, _PLACE + count)).query
        return query.get_compiler(connection=connection).as_sql()
