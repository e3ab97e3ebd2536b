"""`selfcheck content`: the tools of an author."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from selfcheck.commands.output import print_json
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError, Fault
from selfcheck.matching.cases import check_cases
from selfcheck.questionnaires.check import check_library
from selfcheck.questionnaires.library import read_library

# action: (module, function, what it is given)
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "check": ("content", "check", ()),
    "coverage": ("content_coverage", "coverage", ()),
    "facts": ("content_facts", "facts", ()),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=list(ACTIONS))
    parser.add_argument("what", nargs="*")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; only what it needs is loaded."""
    module, name, takes = ACTIONS[args.action]
    if len(args.what) != len(takes):
        raise BadInputError(
            where=f"content {args.action}", problem=" ".join(("takes", *takes)) if takes else "takes nothing"
        )
    action: Callable[[argparse.Namespace], int] = getattr(import_module(f"selfcheck.commands.{module}"), name)
    return action(args)


def check(args: argparse.Namespace) -> int:
    """Check all content files; exit 2 where a file cannot be read, 1 where files do not fit together."""
    reading = read_library(places.content())
    faults: tuple[Fault, ...] = reading.faults
    if reading.library is not None:
        faults = (*check_library(reading.library, reading.source), *check_cases(reading.library, reading.source))
    if args.format == "json":
        print_json(
            {
                "files": len(reading.source.files),
                "faults": [{"file": fault.file, "line": fault.line, "message": fault.message} for fault in faults],
            }
        )
    else:
        for fault in faults:
            print(fault)
        print(f"{len(reading.source.files)} files, {len(faults)} faults", file=sys.stderr)
    if not faults:
        return 0
    return 2 if reading.library is None else 1
