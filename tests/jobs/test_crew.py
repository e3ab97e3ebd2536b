"""A worker process that took too much memory is replaced between two reports, and no report suffers by it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import URL

from selfcheck.jobs.crew import MEMORY, memory_cap
from selfcheck.jobs.queue import Queue, make_storage
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import ReportId
from selfcheck.store.report import ReportState
from selfcheck.store.report_list import count_reports
from tests.workflow.world import OFFICER, World

REPORTS = 4
CAP = 200  # megabytes, above what a worker begins with
LEAK = 120


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_worker_that_grows_is_replaced(world: World, database_url: URL, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    queue = Queue(make_storage(f"sqlite:///{tmp_path / 'queue.db'}"))
    for company in [world.company() for _ in range(REPORTS)]:
        queue.wake(ReportId(world.report(company, world.submitted(company, [OFFICER])).id))
    program = [sys.executable, "-m", "tests.jobs.slow_worker"]
    arguments = [database_url.render_as_string(hide_password=False), str(tmp_path), str(notes), str(LEAK)]
    environment = {**os.environ, "SELFCHECK_WORKER_MEMORY": str(CAP)}
    worker = subprocess.Popen([*program, *arguments], env=environment, start_new_session=True)
    end = time.monotonic() + 300
    while world.do(count_reports, writes=False) != {ReportState.READY: REPORTS}:
        assert time.monotonic() < end
        time.sleep(0.25)
    os.killpg(worker.pid, signal.SIGTERM)
    assert worker.wait(60) == 0
    made = [note.name for note in notes.iterdir()]
    assert len(made) == REPORTS  # each was begun once
    assert 1 < len({name.partition("-")[2] for name in made}) < REPORTS + 1


def test_the_memory_of_a_worker_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SELFCHECK_WORKER_MEMORY", raising=False)
    assert memory_cap() == MEMORY
    monkeypatch.setenv("SELFCHECK_WORKER_MEMORY", "300")
    assert memory_cap() == 300
    monkeypatch.setenv("SELFCHECK_WORKER_MEMORY", "plenty")
    with pytest.raises(BadInputError):
        memory_cap()
