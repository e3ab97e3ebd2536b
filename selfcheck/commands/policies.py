"""`selfcheck policies`: what an editor has to look at before companies rely on it."""

import argparse
from datetime import date, timedelta

from selfcheck.commands.input_file import day_of
from selfcheck.commands.output import print_json, print_table
from selfcheck.kernel import places
from selfcheck.matching.expiry import list_expiring
from selfcheck.questionnaires.library import load_library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["expiring"])
    parser.add_argument("--on", type=day_of, default=None, help="day, YYYY-MM-DD (today)")
    parser.add_argument("--days", type=int, default=90, help="how far to look ahead (90)")


def run(args: argparse.Namespace) -> int:
    """List the supports and awards that end soon or have ended, or whose plan is past its horizon; exit 1 where any."""
    on = args.on or date.today()  # noqa: DTZ011 - the user's own day
    library = load_library(places.content())
    rows = [
        {
            "id": found.policy.id,
            "plan": found.policy.plan,
            "clause": found.policy.clause,
            "reason": found.reason,
            "until": found.until.isoformat() if found.until else None,
        }
        for found in list_expiring(library.policies, library.plans, on, timedelta(days=args.days))
    ]
    if args.format == "json":
        print_json(rows)
    else:
        keys = ("id", "plan", "clause", "reason", "until")
        print_table(list(keys), [[str(row[key] or "") for key in keys] for row in rows])
    return 1 if rows else 0
