"""Worker processes that are replaced before they grow: after many jobs, or once one took more memory than is theirs.

What a process holds after a large report is not given back to the system by Python, so a new process is the only
sure way. Nothing is lost by it: the row is the job, and a process is replaced between two jobs.
"""

import os
import resource

from huey.consumer import Consumer, Worker, WorkerRecycle

from selfcheck.kernel.errors import BadInputError

JOBS = 500  # after which a process is replaced in any case
MEMORY = 600  # megabytes; a report of 250 questions takes less than 400
LEAST = 100
HARD = 2  # so many times that memory, a single report cannot be made and its attempt fails
HEALTH_SECONDS = 1  # between two looks whether a process has ended and must be replaced
MEGABYTE = 1024 * 1024


class CappedWorker(Worker):  # type: ignore[misc]  # huey has no types
    """A worker that ends, to be replaced, once it took more memory than SELFCHECK_WORKER_MEMORY."""

    def initialize(self) -> None:
        """Let the system refuse what no report needs, then start as any worker."""
        limit = HARD * memory_cap() * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        super().initialize()

    def loop(self, now: object = None) -> None:
        """Do one job."""
        super().loop(now)
        if peak_memory() > memory_cap() * MEGABYTE:
            self._logger.warning("a worker of %s MB is replaced", peak_memory() // MEGABYTE)
            raise WorkerRecycle


class Crew(Consumer):  # type: ignore[misc]  # huey has no types
    """The consumer of capped workers."""

    worker_class = CappedWorker


def memory_cap() -> int:
    """Megabytes that a worker process may take: SELFCHECK_WORKER_MEMORY; raises BadInputError."""
    told = os.environ.get("SELFCHECK_WORKER_MEMORY") or str(MEMORY)
    if not (told.isascii() and told.isdecimal() and int(told) >= LEAST):
        raise BadInputError(where="SELFCHECK_WORKER_MEMORY", problem=f"megabytes are meant, at least {LEAST}")
    return int(told)


def peak_memory() -> int:
    """Bytes that this process held at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
