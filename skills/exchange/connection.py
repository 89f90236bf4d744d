"""The database connection while a great deal is written through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

#: Pages of 4 kB between two checkpoints: 64 MB. Index pages that every document touches are
#: then copied into the database once in a while, not once every few documents.
_CHECKPOINT_PAGES: Final = 16_384
_CACHE_KILOBYTES: Final = 65_536


@contextmanager
def writing_much() -> Iterator[None]:
    """SQLite remembers more and checkpoints less often; other databases know by themselves."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("wal_autocheckpoint", "cache_size")
        }
        cursor.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        try:
            yield
        finally:
            for name, value in before.items():
                cursor.execute(f"PRAGMA {name} = {value}")
