"""Databases to measure in: made for this run, and gone with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.with_postgres import FAST, postgres

DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
SQLITE = "SQLite"
POSTGRESQL = "PostgreSQL"


class Databases(Protocol):
    """One kind of database, of which there can be several by name."""

    version: str

    def make(self, name: str) -> str:
        """The DATABASE_URL of a new, empty one."""

    def settle(self, name: str) -> None:
        """Do what a server does by itself once it has been up for a while."""

    def drop(self, name: str) -> None: ...


class SQLiteFiles:
    version = f"SQLite {sqlite3.sqlite_version}"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.sqlite3"

    def settle(self, name: str) -> None:
        """Nothing happens to a file that nobody writes to."""

    def drop(self, name: str) -> None:
        for file in self._folder.glob(f"{name}.sqlite3*"):
            file.unlink()


class PostgreSQLServer:
    def __init__(self, url: str) -> None:
        self._url = url
        with self._connect("postgres") as connection:
            number = connection.info.server_version
        self.version = f"PostgreSQL {number // 10000}.{number % 10000}"

    def make(self, name: str) -> str:
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._url.removesuffix("postgres") + name

    def settle(self, name: str) -> None:
        with self._connect(name) as connection:
            connection.execute("VACUUM ANALYZE")

    def drop(self, name: str) -> None:
        with self._connect("postgres") as connection:
            statement = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(statement)

    def _connect(self, name: str) -> psycopg.Connection:
        parts = urlsplit(self._url)
        socket = Path(parts.path).parent
        return psycopg.connect(host=str(socket), user=parts.username, dbname=name, autocommit=True)


@contextmanager
def databases(kind: str, folder: Path, *, durable: bool = False) -> Iterator[Databases]:
    """SQLite files in `folder`, or a PostgreSQL server started for this.

    Where it is `durable`, what PostgreSQL has committed is on the disk, as it is where people work.
    """
    if kind == SQLITE:
        yield SQLiteFiles(folder)
        return
    with postgres({**FAST, **DURABLE} if durable else FAST) as url:
        yield PostgreSQLServer(url)
