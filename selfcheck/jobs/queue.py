"""The wake-up: a huey queue that tells workers to look for a row that waits. Losing all of it loses no report.

Who is woken takes the row whose turn it is, not the one that the wake-up was for: so an order of the rows, and no
order of messages, decides who comes first.

SQLite in the instance folder by default; SELFCHECK_QUEUE_URL names a Redis (`redis://`) or PostgreSQL
(`postgresql://`) where web and workers stand on several machines.
"""

import logging
import os
from collections.abc import Callable
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from selfcheck.jobs.crew import HEALTH_SECONDS, JOBS, Crew, memory_cap
from selfcheck.jobs.render import Workshop, list_waiting, render_next
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import ReportId

POLL_SECONDS = 0.5  # the longest wait between two looks into an empty queue
NAME = "selfcheck"
log = logging.getLogger(__name__)


class Queue:
    """Wakes workers, and in a worker's process is what wakes it. `open_shop` is called once in each worker process."""

    def __init__(self, huey: Huey, open_shop: Callable[[], Workshop] | None = None) -> None:
        self._huey = huey
        self._open_shop = open_shop
        self._shop: Workshop | None = None
        self._render: Any = huey.task(name="render")(self._work)
        huey.periodic_task(crontab(), name="sweep")(self.sweep)
        huey.on_startup(name="sweep")(self.sweep)

    def wake(self, report_id: ReportId) -> None:
        """Tell the first free worker that one more job waits; where the queue is out of reach, the sweep will."""
        try:
            self._render()
        except Exception:
            log.exception("report %s: the queue cannot be reached", report_id)

    def sweep(self) -> None:
        """Tell workers of every job that waits, and do the chore; when a worker starts and every minute."""
        shop = self._opened()
        for report_id in list_waiting(shop):
            self.wake(report_id)
        if shop.chore is not None:
            shop.chore()

    def consume(self, workers: int) -> None:
        """Work until told to stop, in processes of their own: layout of pages profits from nothing less."""
        memory_cap()  # said now where it cannot be read, not by each process
        crew = Crew(
            self._huey,
            workers=workers,
            worker_type="process",
            initial_delay=POLL_SECONDS / 5,
            max_delay=POLL_SECONDS,
            graceful_signal="TERM",
            max_tasks=JOBS,
            health_check_interval=HEALTH_SECONDS,
        )
        crew.run()

    def _work(self) -> None:
        render_next(self._opened())

    def _opened(self) -> Workshop:
        """This process's workshop; nothing of it may be open before the worker's process has been forked."""
        if self._shop is None:
            if self._open_shop is None:
                raise RuntimeError("this process wakes workers and is none")
            self._shop = self._open_shop()
        return self._shop


def queue_url() -> str:
    """The address of the queue: SELFCHECK_QUEUE_URL, by default a SQLite file in the instance folder."""
    return os.environ.get("SELFCHECK_QUEUE_URL") or f"sqlite:///{places.instance() / 'queue.db'}"


def make_storage(url: str) -> Huey:
    """The huey of `sqlite:///path`, `redis://...`, `rediss://...` or `postgresql://...`; raises BadInputError.

    No result is kept. SQLite stays out of WAL mode, in which the system's library may have a fault.
    """
    kind = url.partition(":")[0]
    if kind == "sqlite":
        return SqliteHuey(NAME, filename=url.removeprefix("sqlite:///"), journal_mode="delete", results=False)
    if kind in {"redis", "rediss"}:
        return RedisHuey(NAME, url=url, results=False)
    if kind == "postgresql":
        return PostgresHuey(NAME, dsn=url, results=False)
    raise BadInputError(where="SELFCHECK_QUEUE_URL", problem="sqlite:///, redis:// or postgresql:// is meant")
