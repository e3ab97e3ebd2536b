"""The migrations make the tables that the models say, on both databases, and can be taken back."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, CheckConstraint, Connection, Engine, inspect

from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.store.migrate import EMPTY, current_revision, downgrade, newest_revision, upgrade
from selfcheck.store.tables import all_tables
from selfcheck.store.transaction import transaction
from selfcheck.store.user import list_role_names
from selfcheck.workflow.actor import Role
from tests.workflow.world import World, small_library


@pytest.fixture
def engine(empty_url: URL) -> Engine:
    return make_engine(empty_url)


def _constraints(connection: Connection) -> dict[str, set[str | None]]:
    found = inspect(connection)
    names: dict[str, set[str | None]] = {}
    for table in all_tables().tables:
        names[table] = {one["name"] for one in found.get_check_constraints(table)}
        names[table].update(one["name"] for one in found.get_foreign_keys(table))
        names[table].update(one["name"] for one in found.get_unique_constraints(table))
    return names


def test_up_down_up_leaves_the_tables_that_the_models_say(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, EMPTY)
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    assert current_revision(engine) is None
    upgrade(engine)
    assert current_revision(engine) == newest_revision()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []
    engine.dispose()


def test_every_step_back_and_forth_works_on_its_own(engine: Engine) -> None:
    for revision in ("0001", "0002", "0003"):
        upgrade(engine, revision)
        downgrade(engine, "-1")
        upgrade(engine, revision)
        assert current_revision(engine) == revision
    engine.dispose()


def test_migrated_constraints_bear_the_names_of_the_models(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        migrated = _constraints(connection)
    downgrade(engine, EMPTY)
    with engine.begin() as connection:
        all_tables().create_all(connection)
        assert migrated == _constraints(connection)
    named = [c for table in all_tables().tables.values() for c in table.constraints if isinstance(c, CheckConstraint)]
    assert len(named) > 20
    engine.dispose()


def test_the_roles_of_the_program_are_rows(engine: Engine) -> None:
    upgrade(engine)
    with transaction(make_sessions(engine), writes=False) as session:
        assert list_role_names(session) == sorted(Role)
    engine.dispose()


def test_the_newest_step_goes_down_and_up_under_what_was_submitted(sessions: Sessions, tmp_path: Path) -> None:
    world = World(sessions, small_library(tmp_path / "content"))
    actor = world.company()
    submission = world.submitted(actor)
    before = world.history(actor, submission)
    downgrade(sessions.engine, "-1")
    upgrade(sessions.engine)
    assert world.history(actor, submission) == before
    assert world.find(actor, submission).rounds == 1
