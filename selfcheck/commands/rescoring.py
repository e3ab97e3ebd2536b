"""Rescoring everything that was submitted, in runs of companies: memory stays the same however many there are."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from selfcheck.advice.rescore import Rescorer, Tally
from selfcheck.kernel.ids import CompanyId
from selfcheck.questionnaires.library import Library
from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.store.rescored import list_ranges
from selfcheck.store.transaction import run
from selfcheck.workflow.rescore import rescore_companies

AT_ONCE = 50  # companies in one transaction
Range = tuple[CompanyId, CompanyId, int]


@dataclass(frozen=True, slots=True)
class Task:
    """What every process needs to know; with `now` the results are kept."""

    url: str
    library: Library
    on: date | None = None
    now: datetime | None = None


class _Desk:
    """What a process has opened for itself."""

    def __init__(self) -> None:
        self._open: tuple[Task, Sessions, Rescorer] | None = None

    def open(self, task: Task) -> None:
        """Open a connection of this process's own."""
        self._open = (task, make_sessions(make_engine(task.url)), Rescorer(task.library))

    def work(self, companies: Range) -> tuple[int, Tally]:
        """The number of companies, and what would change for them."""
        if self._open is None:
            raise RuntimeError("the desk is not open")
        task, sessions, rescorer = self._open
        first, last, count = companies
        work = partial(rescore_companies, rescorer=rescorer, companies=(first, last), on=task.on, now=task.now)
        return count, run(sessions, work, writes=task.now is not None)

    def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open[1].engine.dispose()
            self._open = None


_desk = _Desk()


def _open(task: Task) -> None:
    _desk.open(task)


def _work(companies: Range) -> tuple[int, Tally]:
    return _desk.work(companies)


def rescore_all(task: Task, processes: int, progress: Callable[[int, int], None]) -> Tally:
    """What would change for everybody; `progress` is told the companies that are done and how many there are."""
    engine = make_engine(task.url)
    ranges = run(make_sessions(engine), lambda session: list_ranges(session, AT_ONCE), writes=False)
    engine.dispose()
    whole, done, count = Tally(), 0, sum(found[2] for found in ranges)
    for companies, tally in _results(task, ranges, processes):
        whole.add(tally)
        done += companies
        progress(done, count)
    return whole


def _results(task: Task, ranges: Sequence[Range], processes: int) -> Iterator[tuple[int, Tally]]:
    if processes == 1:
        desk = _Desk()
        desk.open(task)
        try:
            yield from map(desk.work, ranges)
        finally:
            desk.close()
        return
    with multiprocessing.get_context("spawn").Pool(processes, _open, (task,)) as pool:
        yield from pool.imap_unordered(_work, ranges)
