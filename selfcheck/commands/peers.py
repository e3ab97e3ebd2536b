"""`selfcheck peers`: freezes the comparison of a quarter by hand; a worker does so by itself."""

import argparse
import re
from datetime import UTC, datetime

from selfcheck.commands.database import service_database
from selfcheck.commands.output import print_json, say
from selfcheck.kernel.errors import BadInputError
from selfcheck.scoring.peers import period_before
from selfcheck.store.transaction import run as in_transaction
from selfcheck.workflow.day import day_of
from selfcheck.workflow.peers import freeze_peers

PERIOD = re.compile(r"20\d\dQ[1-4]")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["freeze"])
    parser.add_argument("--period", help="a quarter, for instance 2026Q1 (the last that has ended)")


def run(args: argparse.Namespace) -> int:
    """Freeze the quarter; one that is frozen already stays as it is."""
    now = datetime.now(UTC)
    period = args.period or period_before(day_of(now))
    if not PERIOD.fullmatch(period):
        raise BadInputError(where="--period", problem="a quarter such as 2026Q1 is meant")
    with service_database() as sessions:
        groups = in_transaction(sessions, lambda session: freeze_peers(session, period, now=now))
    if args.format == "json":
        print_json({"period": period, "groups": groups, "frozen": groups is not None})
    else:
        say(f"{period}: " + ("frozen before" if groups is None else f"{groups} groups published"))
    return 0
