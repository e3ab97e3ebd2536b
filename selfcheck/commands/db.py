"""`selfcheck db`: the schema of the database."""

import argparse

from selfcheck.commands.output import print_json, say
from selfcheck.kernel.errors import BadInputError
from selfcheck.store.engine import database_url, make_engine
from selfcheck.store.migrate import HEAD, current_revision, downgrade, newest_revision, upgrade


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["upgrade", "downgrade", "current"])
    parser.add_argument("--to", help="a revision, for instance 0002; `base` is before the first (upgrade: the newest)")


def run(args: argparse.Namespace) -> int:
    """Migrate, or say where the database stands."""
    engine = make_engine(database_url())
    if args.action == "upgrade":
        upgrade(engine, args.to or HEAD)
    elif args.action == "downgrade":
        if args.to is None:
            raise BadInputError(where="--to", problem="downgrade needs the revision to go back to")
        downgrade(engine, args.to)
    revision, newest = current_revision(engine), newest_revision()
    if args.format == "json":
        print_json({"revision": revision, "newest": newest})
    else:
        say(f"{engine.url.render_as_string()}: {revision or 'empty'} (newest {newest})")
    engine.dispose()
    return 0
