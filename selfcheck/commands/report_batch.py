"""`selfcheck reports batch`: every report of a region as one zip; run it again, and it goes on where it was."""

import argparse
import glob
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom

from sqlalchemy.orm import Session

from selfcheck.commands.database import service_database
from selfcheck.commands.output import print_json, say
from selfcheck.jobs.queue import Queue, make_storage, queue_url
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import find_region
from selfcheck.reports.archive import PIECE, Archive, ArchiveFile
from selfcheck.store.batch import BatchLine, list_reports_of
from selfcheck.store.report import ReportState
from selfcheck.store.scope import Scope
from selfcheck.store.shelf import open_files
from selfcheck.store.submission import LODGED, SubmissionState
from selfcheck.store.submission_list import SubmissionFilters
from selfcheck.store.transaction import run as in_transaction
from selfcheck.wording.text import Lang
from selfcheck.workflow.batch import Ordered, request_all
from selfcheck.workflow.batch_file import archive_of

DONE, FAULTS = 0, 1
WHERE = "reports batch"


def make_batch(args: argparse.Namespace) -> int:
    """Ask for what was never asked for, then pack what is made; 1 where reports are missing still."""
    scope, filters = Scope(region=region_of(args.jurisdiction)), SubmissionFilters(state=_state(args.state))
    if not args.out:
        raise BadInputError(where=WHERE, problem="name the file: --out FILE.zip")
    out, lang = Path(args.out), Lang(args.lang)
    if not out.parent.is_dir():
        raise BadInputError(where=str(out.parent), problem="there is no such folder")
    files = open_files(os.environ.get("SELFCHECK_FILES_URL", ""), places.instance() / "files")

    def ask(session: Session) -> tuple[Ordered, list[BatchLine]]:
        ordered = request_all(session, scope, filters, lang, now=datetime.now(UTC), rng=SystemRandom())
        return ordered, list_reports_of(session, scope, ordered.reports)

    with service_database() as sessions:
        ordered, lines = in_transaction(sessions, ask)
    queue = Queue(make_storage(queue_url()))
    for found in ordered.waiting:
        queue.wake(found)
    ready = sum(line.state is ReportState.READY for line in lines)
    if ready:
        write_archive(archive_of(lines, lang, files), out)
    _tell(args.format, out if ready else None, ready, len(lines))
    return DONE if ready == len(lines) else FAULTS


def write_archive(archive: Archive, out: Path) -> None:
    """Write the archive, going on with what an earlier run left of the very same one.

    A part of another state of the reports is of no use any more and is removed.
    """
    part = out.with_name(f"{out.name}.{archive.digest[:16]}.part")
    for other in out.parent.glob(f"{glob.escape(out.name)}.{'[0-9a-f]' * 16}.part"):
        if other != part:
            other.unlink()
    with part.open("ab") as written:
        file = ArchiveFile(archive)
        file.seek(written.tell())
        shutil.copyfileobj(file, written, PIECE)
    part.replace(out)


def _tell(form: str, out: Path | None, ready: int, count: int) -> None:
    if form == "json":
        print_json({"reports": count, "ready": ready, "missing": count - ready, "file": str(out) if out else None})
        return
    if not count:
        say("nothing that was submitted fits, so there is no file")
        return
    packed = f"{ready} of {count} reports are in {out}" if out else f"none of {count} reports is made yet"
    say(packed if ready == count else f"{packed}; run the command again once a worker has made the others")


def region_of(code: str | None) -> RegionCode:
    """The region that was named; raises BadInputError."""
    if code is None or find_region(code) is None:
        raise BadInputError(where="reports", problem="name the region: --jurisdiction and the six figures of its code")
    return RegionCode(code)


def _state(asked: str | None) -> SubmissionState | None:
    if asked is None:
        return None
    if asked not in LODGED:
        raise BadInputError(where=WHERE, problem=f"--state is one of {', '.join(LODGED)}")
    return SubmissionState(asked)
