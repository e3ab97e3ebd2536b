"""`selfcheck rescore`: what submissions would score under the content of another edition or day.

Nothing is changed by looking. With --apply the new results are kept beside the old ones, which stay.
"""

import argparse
import sys
from datetime import UTC, date, datetime
from typing import Any

from selfcheck.advice.rescore import Tally
from selfcheck.advice.result import result_json
from selfcheck.commands.database import service_database
from selfcheck.commands.edition import edition_named
from selfcheck.commands.input_file import day_of as iso_day
from selfcheck.commands.output import print_json, print_table, say
from selfcheck.commands.rescoring import Task, rescore_all
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import SubmissionId
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.store.edition import find_edition_on
from selfcheck.store.engine import database_url
from selfcheck.store.rescored import list_rescored
from selfcheck.store.transaction import run as in_transaction
from selfcheck.wording.text import Lang
from selfcheck.workflow.day import end_of_day
from selfcheck.workflow.rescore import look_again, record_rescoring

STEPS = 20  # lines of progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--content", help="a folder, or an edition that the service has used")
    parser.add_argument("--submission", type=int, help="look at this one alone; changes nothing")
    parser.add_argument("--on", type=iso_day, help="as of this day (each submission's own)")
    parser.add_argument("--processes", type=int, default=1, choices=range(1, 65), metavar="N")
    parser.add_argument("--apply", action="store_true", help="keep the new results beside the old, once confirmed")
    parser.add_argument("--yes", action="store_true", help="confirm beforehand")


def run(args: argparse.Namespace) -> int:
    """Report what would change; keep it where that is asked for and confirmed."""
    if args.submission is not None:
        return _one(args)
    if args.content is None:
        raise BadInputError(where="--content", problem="a folder or an edition is needed, or --submission with --on")
    library = edition_named(args.content, "--content")
    with service_database() as sessions:
        tally = rescore_all(Task(database_url(), library, args.on), args.processes, _progress)
        applied = args.apply and (args.yes or _confirmed(tally, library))
        if applied:
            now = datetime.now(UTC)
            kept = rescore_all(Task(database_url(), library, args.on, now), args.processes, _progress)
            in_transaction(sessions, lambda session: record_rescoring(session, library, kept, args.on, now=now))
    _print(tally, library, applied=applied, json=args.format == "json")
    return 0


def _one(args: argparse.Namespace) -> int:
    if args.on is None or args.apply:
        raise BadInputError(where="--submission", problem="needs --on and only looks")
    wanted = SubmissionId(args.submission)
    library = edition_named(args.content, "--content") if args.content else _edition_of(args.on)
    with service_database() as sessions:
        found, again = in_transaction(
            sessions, lambda session: look_again(session, library, wanted, args.on), writes=False
        )
        kept = in_transaction(sessions, lambda session: list_rescored(session, wanted), writes=False)
    stored = {
        "content": found.content_version,
        "on": found.on.isoformat(),
        "total": float(found.total),
        "level": found.level,
    }
    before = [
        {"content": one.content_version, "on": one.on_date.isoformat(), "total": float(one.total), "level": one.level}
        for one in kept
    ]
    result = result_json(again, Lang.ZH)
    if args.format == "json":
        print_json({"stored": stored, "kept": before, "content": library.version, "result": result})
        return 0
    score = result["score"]
    now = {
        "content": library.version,
        "on": args.on.isoformat(),
        "total": score["total"],
        "level": score["level_number"],
    }
    rows = [("stored", stored), *(("kept", one) for one in before), ("again", now)]
    print_table(["", *stored], [[name, *map(str, row.values())] for name, row in rows])
    return 0


def _edition_of(on: date) -> Library:
    """The edition in use at the end of that day; before the first that was kept, the content of this installation."""
    with service_database() as sessions:
        version = in_transaction(sessions, lambda session: find_edition_on(session, end_of_day(on)), writes=False)
    return edition_named(version, "--on") if version else load_library(places.content(), places.parsed_content())


def _progress(done: int, count: int) -> None:
    step = max(1, count // STEPS)
    if done == count or done // step != (done - 1) // step:
        say(f"{done} of {count} companies")


def _confirmed(tally: Tally, library: Library) -> bool:
    found = tally.as_json()
    say(
        f"{found['companies_lose_level']} of {found['companies']} companies lose a level, "
        f"{found['companies_gain_level']} gain one under content {library.version}."
    )
    say("Keep these results beside the old ones? Type yes:")
    return sys.stdin.readline().strip() == "yes"


def _print(tally: Tally, library: Library, *, applied: bool, json: bool) -> None:
    found: dict[str, Any] = {"content": library.version, "applied": applied, **tally.as_json()}
    if json:
        print_json(found)
        return
    modules = found["modules"]
    words = list(next(iter(modules.values()), {}))
    print_table(["module", *words], [[name, *(str(row[word]) for word in words)] for name, row in modules.items()])
    say(
        f"{found['companies_lose_level']} of {found['companies']} companies lose a level, "
        f"{found['companies_gain_level']} gain one; {found['submissions']} submissions, "
        f"{found['answers_dropped']} answers no longer fit; {'kept' if applied else 'nothing was changed'}"
    )
