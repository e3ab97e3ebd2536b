"""kill -9 in the middle of a rendering loses nothing: every report becomes ready, each exactly once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL

from selfcheck.jobs.queue import Queue, make_storage
from selfcheck.kernel.ids import ReportId
from selfcheck.store.audit import list_events
from selfcheck.store.report import ReportState, get_material
from selfcheck.store.report_list import count_reports
from tests.jobs.slow_worker import LEASE
from tests.workflow.world import OFFICER, World

REPORTS = 200
KILLS = 3
BETWEEN = 40  # renderings that are begun before the next kill, so that each kill meets another report
PATIENCE = 600.0  # seconds: only a report that never comes should end the wait


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.25)


def _wait_for(count: Callable[[], int], least: int) -> None:
    _wait(lambda: count() >= least)


def test_killed_workers_lose_no_report(world: World, database_url: URL, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    companies = [world.company() for _ in range(REPORTS)]
    jobs = [ReportId(world.report(each, world.submitted(each, [OFFICER])).id) for each in companies]
    queue = Queue(make_storage(f"sqlite:///{tmp_path / 'queue.db'}"))
    for job in jobs:
        queue.wake(job)

    def start() -> subprocess.Popen[bytes]:
        program = [sys.executable, "-m", "tests.jobs.slow_worker"]
        url = database_url.render_as_string(hide_password=False)
        return subprocess.Popen([*program, url, str(tmp_path), str(notes), "0"], start_new_session=True)

    def begun() -> int:
        return len(list(notes.iterdir()))

    def file_key(job: ReportId) -> str | None:
        return world.do(lambda s: get_material(s, job).job.file_key, writes=False)

    def states() -> dict[ReportState, int]:
        return world.do(count_reports, writes=False)

    for _ in range(KILLS):
        before = begun()
        worker = start()
        _wait_for(begun, before + BETWEEN)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        time.sleep(LEASE.total_seconds() + 0.1)
    worker = start()
    _wait(lambda: states() == {ReportState.READY: REPORTS})
    os.killpg(worker.pid, signal.SIGTERM)
    worker.wait(20)
    events = world.do(lambda s: list_events(s, limit=1000), writes=False)
    assert sorted(event.subject_id for event in events if event.verb == "report_ready") == sorted(jobs)
    assert REPORTS < begun() <= REPORTS + KILLS
    assert {file_key(job) for job in jobs} <= {p.name for p in (tmp_path / "files").rglob("*") if p.is_file()}
