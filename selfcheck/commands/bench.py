"""`selfcheck bench`: the benchmarks, each with a baseline in the same run."""

import argparse
import sys
from importlib import import_module

from selfcheck.commands.output import print_json, print_table, say
from selfcheck.kernel.errors import BadInputError

BENCHMARKS = ("pure", "paper", "saving", "page", "rescoring", "reading", "issuing")
FEWEST = {"rescoring": 200, "issuing": 16}  # submissions below which nothing can be said of processes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="one group of benchmarks (all)")
    parser.add_argument(
        "--submissions", type=int, metavar="N", help="how many to rescore or to make reports of (a few)"
    )


def run(args: argparse.Namespace) -> int:
    """Print every measurement with its baseline and their ratio."""
    if args.submissions is not None and args.submissions < FEWEST.get(args.name, sys.maxsize):
        least = ", ".join(f"{name} (at least {count})" for name, count in FEWEST.items())
        raise BadInputError(where="--submissions", problem=f"goes with {least}")
    sizes = {} if args.submissions is None else {"submissions": args.submissions}
    rows: list[dict[str, object]] = []
    for name in [args.name] if args.name else BENCHMARKS:
        say(f"{name} …")
        try:
            module = import_module(f"selfcheck.commands.benchmarks.{name}")
        except ModuleNotFoundError as error:  # what only developers have
            raise BadInputError(where=f"bench {name}", problem=f"{error.name} is missing; make bench") from None
        rows.extend(measurement.as_json() for measurement in module.measure(**sizes))
    if args.format == "json":
        print_json(rows)
    else:
        keys = ("name", "value", "unit", "baseline", "ratio", "goal")
        print_table(list(keys), [[str(row[key]) for key in keys] for row in rows])
    return 0
