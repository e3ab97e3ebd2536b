"""`selfcheck reports`: how the report jobs stand; asking anew for some, taking some back, packing those of a region."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from selfcheck.commands.output import print_json, print_table, say
from selfcheck.commands.report_batch import make_batch
from selfcheck.commands.report_jurisdiction import make_jurisdiction
from selfcheck.jobs.queue import Queue, make_storage, queue_url
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import ReportId
from selfcheck.questionnaires.question import Tier
from selfcheck.store.engine import Sessions, database_url, make_engine, make_sessions
from selfcheck.store.report import ReportState, place_in_queue
from selfcheck.store.report_list import count_reports, list_failed, search_reports
from selfcheck.store.transaction import run as in_transaction
from selfcheck.wording.text import Lang
from selfcheck.workflow.report import cancel_report, retry_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["list", "retry", "cancel", "batch", "jurisdiction"])
    parser.add_argument(
        "report", type=int, nargs="*", help="ids; retry: of reports that were given up; cancel: that are not made yet"
    )
    parser.add_argument("--all", action="store_true", help="retry: every report that was given up")
    parser.add_argument("--state", help="list: reports in that state alone; batch: submissions in that state alone")
    parser.add_argument("--page", type=int, default=1, help="list: of fifty each")
    parser.add_argument("--jurisdiction", metavar="CODE", help="batch, jurisdiction: the region that is meant")
    parser.add_argument(
        "--lang", choices=[lang.value for lang in Lang], default="zh", help="batch, jurisdiction: of the reports"
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        help="batch: the archive, FILE.zip; run again, it goes on; jurisdiction: FILE.pdf or FILE.xlsx",
    )
    parser.add_argument(
        "--tier", choices=[tier.value for tier in Tier], default=Tier.STANDARD.value, help="jurisdiction: questionnaire"
    )
    parser.add_argument("--period", metavar="2026Q3", help="jurisdiction: one quarter instead of all")


def run(args: argparse.Namespace) -> int:
    """Do the action."""
    if args.action == "batch":
        return make_batch(args)
    if args.action == "jurisdiction":
        return make_jurisdiction(args)
    sessions = make_sessions(make_engine(database_url()))
    try:
        if args.action == "list":
            in_transaction(sessions, lambda session: _show(session, args), writes=False)
        elif args.action == "cancel":
            _cancel(sessions, args)
        else:
            if bool(args.report) == args.all:
                raise BadInputError(where="reports retry", problem="name reports, or --all of those given up")
            again = in_transaction(sessions, lambda session: _retry(session, args))
            queue = Queue(make_storage(queue_url()))
            for found in again:
                queue.wake(found)
            if args.format == "json":
                print_json({"retried": again})
            else:
                say(f"{len(again)} reports wait again")
    finally:
        sessions.engine.dispose()
    return 0


def _show(session: Session, args: argparse.Namespace) -> None:
    if args.state and args.state not in set(ReportState):
        raise BadInputError(where="reports list", problem=f"--state is one of {', '.join(ReportState)}")
    state = ReportState(args.state) if args.state else None
    page, counts = search_reports(session, state=state, page=max(1, args.page)), count_reports(session)
    lines = [
        {
            "id": line.job.id,
            "number": line.number,
            "version": line.job.round_number,
            "lang": line.job.lang.value,
            "company": line.company,
            "state": line.job.state.value,
            "attempts": line.job.attempts,
            "place": place_in_queue(session, line.job) if line.job.state is ReportState.REQUESTED else None,
            "requested_at": line.job.requested_at.isoformat(),
        }
        for line in page.lines
    ]
    if args.format == "json":
        told = {found.value: counts.get(found, 0) for found in ReportState}
        print_json({"counts": told, "page": page.number, "pages": page.pages, "reports": lines})
        return
    heads = ["id", "number", "version", "lang", "company", "state", "attempts", "place", "requested_at"]
    print_table(heads, [[str(line[head] or "") for head in heads] for line in lines])


def _cancel(sessions: Sessions, args: argparse.Namespace) -> None:
    if not args.report:
        raise BadInputError(where="reports cancel", problem="name reports")
    now = datetime.now(UTC)

    def cancel(session: Session) -> list[int]:
        return [found for found in args.report if cancel_report(session, None, ReportId(found), now=now)]

    cancelled = in_transaction(sessions, cancel)
    if args.format == "json":
        print_json({"cancelled": cancelled})
    else:
        say(f"{len(cancelled)} reports were taken back")


def _retry(session: Session, args: argparse.Namespace) -> list[ReportId]:
    chosen = list_failed(session) if args.all else [ReportId(found) for found in args.report]
    now = datetime.now(UTC)
    return [found for found in chosen if retry_report(session, None, found, now=now)]
