"""Issuing reports: what a second worker gains, whether one grows with its work, how fast a made one is delivered.

A batch is asked for as operators do, for all submissions of a province (half of them), and packed as they get it.

The workers are real processes at a queue of their own; their start is not counted.
"""

import os
import resource
import subprocess
import sys
import time
import tracemalloc
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from random import SystemRandom

import psutil
from pypdfium2 import PdfDocument
from sqlalchemy.orm import Session

from selfcheck.advice.assessment import assess
from selfcheck.commands.benchmarks.measure import Measurement, median_ms
from selfcheck.commands.benchmarks.page import SITE, server, signed_in
from selfcheck.commands.benchmarks.rescoring import REGIONS, fill, lodge_draft
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER, answer_all, every_trade, everywhere
from selfcheck.commands.benchmarks.world import NOW, World, small_world
from selfcheck.kernel import places
from selfcheck.kernel.ids import RegionCode, SubmissionId
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.archive import ArchiveFile
from selfcheck.reports.pdf import render_pdf
from selfcheck.reports.report import report_of
from selfcheck.store.batch import BatchLine, list_reports_of
from selfcheck.store.files import LocalFiles
from selfcheck.store.report import ReportJob, ReportState, add_report
from selfcheck.store.report_list import count_reports
from selfcheck.store.scope import Scope, subtree
from selfcheck.store.submission_list import SubmissionFilters
from selfcheck.store.transaction import transaction
from selfcheck.wording.text import Lang
from selfcheck.workflow.batch import request_all
from selfcheck.workflow.batch_file import archive_of

SUBMISSIONS = 80
LOOK_SECONDS = 0.2
STOP_SECONDS = 60
MIB = 1024 * 1024
MOST = 400  # MiB that the longest report may take
PROVINCE = RegionCode("360000")
SCOPE = Scope(region=PROVINCE)


def measure(submissions: int = SUBMISSIONS) -> Iterator[Measurement]:
    """A batch of half of the submissions, a quarter by one worker, one by two; memory; a long report; a delivery."""
    with small_world() as world:
        made = fill(world, submissions)
        batch, batch_early, batch_late = _issued(world, lambda session: len(_ask_batch(session)), 1)
        others = [found for place, found in enumerate(made, 1) if not _is_in_province(place)]
        half = len(others) // 2
        one, early, late = _issued(world, lambda session: _ask(session, world, others[:half]), 1)
        two, _, _ = _issued(world, lambda session: _ask(session, world, others[half:]), 2)
        packed = _packed(world)
        delivered, read = _delivered(world)
    yield Measurement("issue-two-workers", two, "1/s", one, f"one worker, {half} reports", "ratio at least 1.8")
    yield Measurement("issue-memory", late, "MiB", early, "the same worker after a quarter", "ratio at most 1.1")
    yield Measurement("batch", batch, "1/s", one, "reports asked for one by one, one worker", "ratio at least 0.9")
    yield Measurement(
        "batch-memory", batch_late, "MiB", batch_early, "the same worker after a quarter", "ratio at most 1.1"
    )
    yield from packed
    yield Measurement("issue-delivery", delivered, "ms", read, "reading the file and its hash", "at most 20 ms")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        standard, longest, pages, peak = pool.submit(_per_page).result()
    yield Measurement(
        "long-report", longest, "processor ms/page", standard, f"standard report; {pages} pages", "ratio at most 1"
    )
    yield Measurement("long-report-memory", peak, "MiB", MOST, "what it may take", "ratio at most 1")


def _ask(session: Session, world: World, submissions: list[SubmissionId]) -> int:
    for submission in submissions:
        add_report(session, _job(world, submission))
    return len(submissions)


def _is_in_province(place: int) -> bool:
    return REGIONS[place % len(REGIONS)].startswith(subtree(PROVINCE))


def _ask_batch(session: Session) -> list[BatchLine]:
    """The reports of the province; asked for again they are the same."""
    ordered = request_all(session, SCOPE, SubmissionFilters(), Lang.ZH, now=NOW, rng=SystemRandom())
    return list_reports_of(session, SCOPE, ordered.reports)


def _packed(world: World) -> list[Measurement]:
    """How long the batch takes to be sent as one zip, and the memory for it."""
    with transaction(world.sessions) as session:
        lines = _ask_batch(session)
    files = LocalFiles(world.folder / "files")
    archive = archive_of(lines, Lang.ZH, files)
    keys = [line.file_key or "" for line in lines]
    largest = max(line.file_size or 0 for line in lines) / MIB
    sent = median_ms(lambda: sum(map(len, ArchiveFile(archive))), runs=3, warm=1)
    read = median_ms(lambda: [len(files.get(key)) for key in keys], runs=3, warm=1)
    tracemalloc.start()
    size = sum(map(len, ArchiveFile(archive)))
    peak = tracemalloc.get_traced_memory()[1] / MIB
    tracemalloc.stop()
    if size != archive.size:
        raise AssertionError(size)
    note = f"reading its {len(lines)} files and their hashes"
    return [
        Measurement("batch-zip", sent, "ms", read, note, "ratio at most 2"),
        Measurement("batch-zip-memory", peak, "MiB", largest, "its largest report", "ratio at most 4"),
    ]


def _issued(world: World, ask: Callable[[Session], int], workers: int) -> tuple[float, float, float]:
    """Reports a second after the first of each worker, and the memory of all (MiB) at a quarter and at the end."""
    with transaction(world.sessions) as session:
        standing = count_reports(session)
        asked = ask(session)
    seen: list[tuple[int, float, float]] = []
    with _working(world, workers) as crew:
        while not seen or seen[-1][0] < asked:
            time.sleep(LOOK_SECONDS)
            with transaction(world.sessions, writes=False) as session:
                counts = count_reports(session)
            if counts.get(ReportState.FAILED):
                raise AssertionError(counts)
            done = counts.get(ReportState.READY, 0) - standing.get(ReportState.READY, 0)
            if done >= workers and (not seen or done > seen[-1][0]):
                largest = max(process.memory_info().rss for process in crew.children()) / MIB
                seen.append((done, time.perf_counter(), largest))
    (first, began, _), (last, ended, late) = seen[0], seen[-1]
    early = next(memory for done, _, memory in seen if done * 4 >= last)
    return (last - first) / (ended - began), early, late


@contextmanager
def _working(world: World, workers: int) -> Iterator[psutil.Process]:
    settings = {"SELFCHECK_HOME": str(world.folder), "SELFCHECK_DATABASE_URL": world.url}
    command = [sys.executable, "-m", "selfcheck.commands.main", "worker", "--workers", str(workers)]
    with (world.folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, env={**os.environ, **settings}, stderr=log)  # noqa: S603 - our own program
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def _job(world: World, submission: SubmissionId, file_key: str | None = None) -> ReportJob:
    return ReportJob(
        submission_id=submission,
        round_number=1,
        lang=Lang.ZH,
        state=ReportState.REQUESTED if file_key is None else ReportState.READY,
        file_key=file_key,
        requested_at=NOW,
        requested_by=world.actor.user_id,
        due_at=NOW,
        ready_at=None if file_key is None else NOW,
        attempts=0,
        code=f"{submission:016d}",
    )


def _delivered(world: World) -> tuple[float, float]:
    """Milliseconds until a company has its report that was made, and to read that report from the disk."""
    files = LocalFiles(world.folder / "files")
    lodge_draft(world)
    key = files.put(os.urandom(MIB // 2))  # as large as a report
    with transaction(world.sessions) as session:
        job = add_report(session, _job(world, world.submission, key)).id
    settings = {
        "SELFCHECK_HOME": str(world.folder),
        "SELFCHECK_DATABASE_URL": world.url,
        "SELFCHECK_LIMITS_URL": "memory://",
    }
    with server(SITE, settings) as address:
        wanted = f"{address}/company/reports/{job}"
        request = urllib.request.Request(f"{wanted}/file", headers={"Cookie": signed_in(address, wanted)})  # noqa: S310 - our own server

        def fetch() -> None:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
                if len(answer.read()) != MIB // 2:
                    raise AssertionError(answer.status)

        return median_ms(fetch), median_ms(lambda: files.get(key))


def _per_page() -> tuple[float, float, int, float]:
    """Processor milliseconds a page (standard, longest report), the pages of the longest, and the peak memory (MiB)."""
    library = load_library(places.content(), places.parsed_content())
    found: list[tuple[float, int]] = []
    for profile, content, tier in (
        (FOOD_MAKER, library, Tier.STANDARD),
        (every_trade(library), everywhere(library), Tier.FULL),
    ):
        questionnaire = compose(content, profile, tier, DAY).questionnaire
        assessment = assess(content, profile, questionnaire, answer_all(questionnaire), on=DAY)
        report = report_of(assessment, content, lang=Lang.ZH)
        pages = len(PdfDocument(render_pdf(report)))
        taken = median_ms(lambda report=report: render_pdf(report), runs=3, warm=0, clock=time.process_time)  # type: ignore[misc]  # a default binds
        found.append((taken / pages, pages))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found[0][0], found[1][0], found[1][1], peak
