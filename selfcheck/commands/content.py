"""`selfcheck content`: the checks of an author."""

import argparse
import sys

from selfcheck.commands.output import print_json
from selfcheck.kernel import places
from selfcheck.kernel.errors import Fault
from selfcheck.matching.cases import check_cases
from selfcheck.questionnaires.check import check_library
from selfcheck.questionnaires.library import read_library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["check"])


def run(args: argparse.Namespace) -> int:
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
