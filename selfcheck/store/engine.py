"""Connections to the two databases, each with the rules under which it neither loses nor tears a write.

SQLite comes from pysqlite3, because the system's library may carry a WAL bug; its driver is left in autocommit and
every transaction is begun here, IMMEDIATE where it means to write. A transaction that does not mean to write cannot.
"""

import os
from dataclasses import dataclass
from json import JSONEncoder
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as pysqlite3
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

from selfcheck.kernel import places

BUSY_MS = 5000
_JSON = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens sessions on one database."""

    engine: Engine
    _reading: Engine
    _writing: Engine

    def open(self, *, writes: bool) -> Session:
        """A session whose objects outlive its commit; with `writes=False` the database refuses any change."""
        return Session(self._writing if writes else self._reading, expire_on_commit=False)


def make_engine(url: str | URL) -> Engine:
    """The engine of `sqlite:///path` or `postgresql://...`; makes the folder of a SQLite file."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, json_serializer=_JSON.encode, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, module=pysqlite3, json_serializer=_JSON.encode)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def make_sessions(engine: Engine) -> Sessions:
    """Sessions on the engine; those that only read say so to PostgreSQL as well."""
    reading: dict[str, Any] = {"writes": False}
    if engine.dialect.name == "postgresql":
        reading["postgresql_readonly"] = True
    return Sessions(engine, engine.execution_options(**reading), engine.execution_options(writes=True))


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin as the connection's `writes` option says; without it (migrations, plain connections) as a writer."""
    writes = connection.get_execution_options().get("writes", True)
    cursor = connection.connection.cursor()
    if connection.info.get("writes") is not writes:
        cursor.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.info["writes"] = writes
    cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    cursor.close()


def database_url() -> str:
    """The address of the database: SELFCHECK_DATABASE_URL, by default a file in the instance folder."""
    return os.environ.get("SELFCHECK_DATABASE_URL") or f"sqlite:///{places.instance() / 'selfcheck.db'}"
