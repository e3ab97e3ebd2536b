"""Queries and connections: filters filter, pages page, readers cannot write, and a deadlock is tried again."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text, update
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import Session

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import all_regions, contains
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.store.company import Company
from selfcheck.store.engine import Sessions
from selfcheck.store.files import LocalFiles
from selfcheck.store.model import Instant, Tenths
from selfcheck.store.scope import subtree
from selfcheck.store.submission import SubmissionState
from selfcheck.store.submission_list import PAGE_SIZE, SubmissionFilters, SubmissionPage, list_submissions
from selfcheck.store.transaction import is_transient, run, transaction
from selfcheck.store.user import Role, User, add_user, find_user
from selfcheck.workflow.actor import Actor
from tests.workflow.world import OFFICER, World, small_library

REGIONS = sorted(all_regions())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("content"))


@pytest.fixture
def world(sessions: Sessions, library: Library) -> World:
    return World(sessions, library)


@given(st.sampled_from(REGIONS), st.sampled_from(REGIONS))
def test_digits_say_the_same_as_the_tree_of_regions(outer: RegionCode, inner: RegionCode) -> None:
    assert inner.startswith(subtree(outer)) == contains(outer, inner)


def test_every_region_lies_in_the_subtree_of_those_above_it() -> None:
    for region in all_regions().values():
        above = region.parent
        while above is not None:
            assert region.code.startswith(subtree(above))
            above = all_regions()[above].parent


def _list(world: World, actor: Actor, page: int = 1, **wanted: object) -> SubmissionPage:
    filters = SubmissionFilters(**wanted)  # type: ignore[arg-type] # each test names real fields
    return world.do(lambda s: list_submissions(s, actor.scope, filters, page), writes=False)


def test_filters_filter(world: World) -> None:
    first, second, third = world.company("360703"), world.company("360702"), world.company("360802")
    one, two = world.submitted(first), world.submitted(second, [OFFICER])
    world.submitted(third, [OFFICER])
    reviewer = world.reviewer("360700")
    world.accept(reviewer, two)
    assert [line.id for line in _list(world, reviewer).lines] == [two, one]  # changed last first
    assert [line.id for line in _list(world, reviewer, state=SubmissionState.SUBMITTED).lines] == [one]
    assert [line.id for line in _list(world, reviewer, region=RegionCode("360702")).lines] == [two]
    assert [line.id for line in _list(world, reviewer, region=RegionCode("360800")).lines] == []
    assert [line.id for line in _list(world, reviewer, level=4).lines] == [one]
    assert [line.id for line in _list(world, reviewer, tier=Tier.EXPRESS).lines] == []
    assert [line.id for line in _list(world, reviewer, text="演示企业2").lines] == [two]
    assert [line.id for line in _list(world, reviewer, text="-000001").lines] == [one]
    assert [line.id for line in _list(world, reviewer, text="%").lines] == []
    line = _list(world, reviewer, text="演示企业1").lines[0]
    assert (line.company, line.number, line.total, line.level) == ("演示企业1", "2026-000001", Decimal("625.0"), 4)


def test_pages_are_full_until_the_last_and_cost_two_statements(world: World) -> None:
    reviewer = world.reviewer("360700")
    for _ in range(PAGE_SIZE + 1):
        world.submitted(world.company(), [OFFICER])
    with _counted(world.sessions) as statements:
        page = _list(world, reviewer)
    assert len(statements) == 2
    assert (len(page.lines), page.count, page.pages) == (PAGE_SIZE, PAGE_SIZE + 1, 2)
    last = _list(world, reviewer, page=2)
    assert len(last.lines) == 1
    assert not {line.id for line in last.lines} & {line.id for line in page.lines}
    assert _list(world, reviewer, page=3).lines == ()


@contextmanager
def _counted(sessions: Sessions) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*args: object) -> None:
        if "SELECT" in str(args[2]):
            statements.append(str(args[2]))

    event.listen(sessions.engine, "before_cursor_execute", note)
    yield statements
    event.remove(sessions.engine, "before_cursor_execute", note)


def test_a_session_that_reads_cannot_write(world: World) -> None:
    world.company()
    with pytest.raises(DBAPIError), transaction(world.sessions, writes=False) as session:
        session.execute(update(Company).values(name="别的"))
    with transaction(world.sessions) as session:
        session.execute(update(Company).values(name="改名"))


def test_an_error_rolls_everything_back(sessions: Sessions) -> None:
    def work(session: Session) -> None:
        add_user(session, User(email="Somebody@Demo.example", name="演示"))
        raise NotFoundError

    with pytest.raises(NotFoundError):
        run(sessions, work)
    with transaction(sessions, writes=False) as session:
        assert find_user(session, "somebody@demo.example") is None


def test_relationships_load_when_asked_only(sessions: Sessions) -> None:
    with transaction(sessions) as session:
        add_user(session, User(email="Somebody@Demo.example", name="演示"))
    with transaction(sessions) as session:
        user = find_user(session, "SOMEBODY@demo.example")
        assert user is not None
        assert user.roles == []
        session.expire(user)
        with pytest.raises(InvalidRequestError):
            user.roles  # noqa: B018 - reading is the act


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_deadlock_is_tried_again(sessions: Sessions) -> None:
    with transaction(sessions) as session:
        session.add_all([Role(name="left"), Role(name="right")])
    both = Barrier(2)
    tries: list[str] = []
    done: list[str] = []

    def work(first: str, second: str) -> None:
        def change(session: Session) -> None:
            tries.append(first)
            session.execute(update(Role).where(Role.name == first).values(name=Role.name))
            if len(tries) <= 2:
                both.wait(timeout=10)
            session.execute(update(Role).where(Role.name == second).values(name=Role.name))

        run(sessions, change)
        done.append(first)

    threads = [Thread(target=work, args=pair) for pair in (("left", "right"), ("right", "left"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(done) == ["left", "right"]
    assert len(tries) >= 3  # one was given up for the other and repeated, and may have met it on the way once more


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_rules_of_sqlite_hold_on_every_connection(sessions: Sessions) -> None:
    with transaction(sessions) as session:
        values = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1}


def test_other_errors_are_not_tried_again(sessions: Sessions) -> None:
    tries = []

    def work(session: Session) -> None:
        tries.append(1)
        session.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(DBAPIError) as refused:
        run(sessions, work)
    assert len(tries) == 1
    assert not is_transient(refused.value)


def test_instants_keep_their_moment_and_figures_their_decimal(sessions: Sessions) -> None:
    moment = datetime(2026, 6, 1, 8, 30, 15, 250000, tzinfo=timezone(timedelta(hours=8)))
    with transaction(sessions) as session:
        add_user(session, User(email="a@demo.example", confirmed_at=moment))
    with transaction(sessions, writes=False) as session:
        found = find_user(session, "a@demo.example")
        assert found is not None
        assert found.confirmed_at == moment
        assert found.confirmed_at.tzinfo is UTC
        dialect = session.get_bind().dialect
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 6, 1), dialect)  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match="decimal"):
        Tenths().process_bind_param(Decimal("1.25"), dialect)


def test_files_lie_under_the_hash_of_their_content(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    key = files.put(b"report")
    assert files.put(b"report") == key
    assert files.get(key) == b"report"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [key]
    for absent in ("0" * 64, "../../etc/passwd"):
        with pytest.raises(NotFoundError):
            files.get(absent)


@pytest.mark.parametrize("module", ["selfcheck.store.edition", "selfcheck.store.submission", "selfcheck.jobs.edition"])
def test_a_process_that_knows_one_table_knows_all_that_it_refers_to(module: str) -> None:
    program = f"import {module}; from selfcheck.store.model import Model; print(len(Model.metadata.sorted_tables))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
